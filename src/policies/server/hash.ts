import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical.ts';

/** SHA-256 over the canonical text of the content, in hexadecimal. */
export const hashOf = (content: unknown): string =>
  createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex');
