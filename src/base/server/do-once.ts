import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';
import type { Reader, Sql } from './db.ts';
import { rowsOf } from './rows.ts';
import type { Route } from './serve.ts';
import { type SharedTransactions, sharedTransactions } from './shared-transaction.ts';
import { type Ahead, type Caller, inTransaction, type Tx } from './transaction.ts';

function keyText(header: string | string[]): string {
  const key = Array.isArray(header) ? (header[0] ?? '') : header;
  if (!/^[\x21-\x7e]{8,128}$/.test(key)) throw new Refusal('base.bad-idempotency-key', { status: 400 });
  return key;
}

interface Kept {
  orgId: string;
  staffId: string | null;
  key: string;
  digest: Buffer;
  status: number;
  reply: unknown;
  at: Date;
}
const replies = rowsOf<Kept>('idempotency', ['orgId', 'staffId', 'key', 'digest', 'status', 'reply', 'at']);

/** Answers a repeated request with the first reply; refuses another body under the same key. */
export async function doOnce<C extends Caller>(
  sql: Sql,
  caller: C,
  route: Route<C> & { kind: 'write' },
  given: object,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const header = request.headers['idempotency-key'];
  const key = !caller.staffId || header === undefined || route.endpoint.confidential ? null : keyText(header);
  const digest = key === null ? null : digestOfRequest(request);
  const work = async (tx: Tx<C>, found: unknown): Promise<unknown> => {
    const value = (await route.handle(tx, given as never, found as never)) ?? null;
    if (key !== null && digest !== null)
      tx.insert(replies, {
        orgId: caller.orgId,
        staffId: caller.staffId,
        key,
        digest,
        status: 200,
        reply: value,
        at: tx.now,
      });
    return value;
  };
  if (route.ahead && caller.staffId) {
    const shared = await sharedOf(sql, route, route.ahead).run(caller, given as never, work);
    if (shared) return shared.value;
  }
  const kept = async (reader: Reader): Promise<{ reply: unknown } | null> => {
    if (key === null || digest === null) return null;
    const [row] = await reader<{ digest: Buffer; reply: unknown }[]>`
      select digest, reply from idempotency
      where org_id = ${caller.orgId} and staff_id = ${caller.staffId} and key = ${key}`;
    if (!row) return null;
    if (!digest.equals(row.digest)) throw new Refusal('base.idempotency-key-reused', { status: 422 });
    reply.header('idempotency-replayed', 'true');
    return { reply: row.reply };
  };
  try {
    return await inTransaction(sql, caller, async (tx) => {
      const before = await kept(tx.sql);
      return before ? before.reply : work(tx, null);
    });
  } catch (error) {
    // two of the same at once: the other one won, its reply is ours, also when what it did leaves ours no sense
    if (isUniqueViolation(error, 'idempotency_pkey') || error instanceof Refusal) {
      const other = await kept(sql);
      if (other) return other.reply;
    }
    throw error;
  }
}

const digestOfRequest = ({ method, url, body }: FastifyRequest): Buffer =>
  hash('sha256', `${method} ${url}\n${JSON.stringify(body ?? null)}`, 'buffer');

const shared = new WeakMap<Sql, Map<unknown, SharedTransactions<never, never, unknown>>>();

/** One convoy for each route and pool. */
function sharedOf<C extends Caller>(
  sql: Sql,
  route: Route<C>,
  ahead: Ahead<C, never, unknown>,
): SharedTransactions<C, never, unknown> {
  const ofPool = shared.get(sql) ?? new Map();
  shared.set(sql, ofPool);
  const found = ofPool.get(route) ?? sharedTransactions(sql, ahead);
  ofPool.set(route, found);
  return found;
}

export function isUniqueViolation(error: unknown, constraint: string): boolean {
  const fault = error as { code?: string; constraint_name?: string };
  return fault?.code === '23505' && fault.constraint_name === constraint;
}
