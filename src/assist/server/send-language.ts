import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RawExchange } from '../../base/server/serve.ts';
import type { Staff } from '../../people/staff.ts';
import type * as contract from '../contract.ts';
import { languageFor } from './language-for.ts';

/** Packed once for each organisation's language as it is now, and for the few that were asked for last. */
const packed = new Map<string, Promise<Buffer>>();
const PACKED_AT_MOST = 8;

/** Large and seldom another: a browser that has it already is told so, and asks each time. */
export async function sendLanguage({ request, reply, caller, sql }: RawExchange<Staff, typeof contract.language>) {
  const text = JSON.stringify(await languageFor({ sql, caller }));
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' });
  if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send();
  reply.type('application/json; charset=utf-8');
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(text);
  return reply.header('content-encoding', 'gzip').send(await packedAs(tag, text));
}

function packedAs(tag: string, text: string): Promise<Buffer> {
  const known = packed.get(tag) ?? promisify(gzip)(text, { level: 9 });
  packed.delete(tag);
  packed.set(tag, known);
  for (const oldest of packed.keys()) if (packed.size > PACKED_AT_MOST) packed.delete(oldest);
  return known;
}
