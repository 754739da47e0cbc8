import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileOf = (dataDir: string): string => join(dataDir, 'setup-token');
const hashed = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A new token for the set-up link; the data folder keeps its hash only, and former links end. */
export function issueSetUpToken(dataDir: string): string {
  const token = randomBytes(24).toString('base64url');
  writeFileSync(fileOf(dataDir), hashed(token).toString('hex'), { mode: 0o600 });
  return token;
}

export function isSetUpToken(dataDir: string, token: string): boolean {
  try {
    return timingSafeEqual(Buffer.from(readFileSync(fileOf(dataDir), 'utf8'), 'hex'), hashed(token));
  } catch {
    // no link is open
    return false;
  }
}

export const endSetUpToken = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });
