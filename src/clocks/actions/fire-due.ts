import type { Sql } from '../../base/server/db.ts';
import { clockLateness } from '../../base/server/meters.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { fallenDue } from '../moves.ts';
import { keepClocks, liveClocks } from './live-clocks.ts';
import { type Played, played } from './play-clocks.ts';

/**
 * Records the warnings and breaches of a case that are due at the transaction's now, each exactly once: the caller
 * holds the case's lock, so a second worker finds nothing left; the key of clock_event refuses it otherwise.
 */
export async function fireDue(tx: Tx, subjectId: string): Promise<Played> {
  const before = await liveClocks(tx, subjectId, 'running');
  const after = fallenDue({ clocks: before, fired: [] }, tx.now);
  keepClocks(tx, subjectId, after.clocks);
  const breaches = after.fired.filter(({ what }) => what === 'breach');
  tx.afterCommit(() => {
    for (const { dueAt } of breaches) clockLateness.observe(Math.max(0, tx.now.getTime() - dueAt.getTime()) / 1000);
  });
  return played(before, after.clocks, after.fired, tx.now);
}

/** Cases with something due, the longest waiting first; read without locks. */
export const dueSubjects = (sql: Sql, limit: number): Promise<{ orgId: string; subjectId: string }[]> =>
  sql<{ orgId: string; subjectId: string }[]>`
    select org_id, subject_id from (
      select org_id, subject_id, next_at from clock where next_at <= clock_timestamp() order by next_at limit ${limit}
    ) as due
    group by org_id, subject_id order by min(next_at)`;

/** When a worker needs to look again; null when no clock waits for anything. */
export async function nextDueAt(sql: Sql): Promise<Date | null> {
  const [row] = await sql<
    { nextAt: Date | null }[]
  >`select min(next_at) as next_at from clock where next_at is not null`;
  return row?.nextAt ?? null;
}
