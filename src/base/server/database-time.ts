import type { Sql } from './db.ts';

/**
 * The database's time without asking for it: what it said last, carried forward by this process's steady clock. The
 * system clock of this machine takes no part, as it may be hours off or be set while we run.
 */
const known = new WeakMap<Sql, number>();

/** The database said `now` in answer to a question of `askedAt` (performance.now()). */
export function noteTime(sql: Sql, now: Date, askedAt: number): void {
  const least = now.getTime() - performance.now();
  const most = now.getTime() - askedAt;
  const before = known.get(sql);
  // an answer that took its time says less than what is known already
  if (before === undefined || before < least || before > most) known.set(sql, (least + most) / 2);
}

/** The database's time; this machine's until the database has told it once. */
export function timeOf(sql: Sql): Date {
  const ahead = known.get(sql);
  return new Date(ahead === undefined ? Date.now() : ahead + performance.now());
}

/** Seconds that this machine's clock is ahead of the database's; negative: behind. */
export const skewSeconds = (sql: Sql): number => Math.round((Date.now() - timeOf(sql).getTime()) / 100) / 10;
