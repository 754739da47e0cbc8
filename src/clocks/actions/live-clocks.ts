import { notFound } from '../../base/refusal.ts';
import type { Reader } from '../../base/server/db.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { LiveClock } from '../moves.ts';
import {
  clockParts,
  type EventExtras,
  readStoredClocks,
  type StoredClock,
  storedClocksOf,
  storedFrom,
  updateClocks,
  type WhichClocks,
  writeClocks,
  writeEvents,
} from '../store.ts';
import { calendarOf, openEditions } from './pinned-calendars.ts';

/** Transactions whose clock writes are still queued: reading clocks again must send them first. */
const written = new WeakSet<Tx>();

export async function liveClocks(tx: Tx, subjectId: string, which: WhichClocks): Promise<LiveClock[]> {
  if (written.has(tx)) {
    await tx.flush();
    written.delete(tx);
  }
  return clocksAlive(tx.sql, tx.caller.orgId, subjectId, which);
}

/** The clocks of a case as the rules see them. The caller holds the case's lock when it means to change them. */
export async function clocksAlive(
  sql: Reader,
  orgId: string,
  subjectId: string,
  which: WhichClocks,
): Promise<LiveClock[]> {
  return opened(sql, orgId, await readStoredClocks(sql, orgId, subjectId, which));
}

/** The clocks of several cases, by case; all of them unless told. */
export async function clocksOfSeveral(
  sql: Reader,
  orgId: string,
  subjectIds: readonly string[],
  which: WhichClocks = 'all',
): Promise<ReadonlyMap<string, LiveClock[]>> {
  const stored = await storedClocksOf(sql, orgId, subjectIds, which);
  const clocks = await opened(sql, orgId, [...stored.values()].flat());
  const bySubject = new Map<string, LiveClock[]>();
  let from = 0;
  for (const [subjectId, { length }] of stored) {
    bySubject.set(subjectId, clocks.slice(from, from + length));
    from += length;
  }
  return bySubject;
}

/** The reads behind all clocks of a case, to be sent with others; `clocksFrom` makes clocks of their rows. */
export const clockReads = (sql: Reader, orgId: string, subjectId: string) => clockParts(sql, orgId, subjectId, 'all');

type Rows<Part> = Part extends PromiseLike<infer Found> ? Found : never;
type Reads = ReturnType<typeof clockReads>;
export const clocksFrom = (
  sql: Reader,
  orgId: string,
  { rows, events }: { rows: readonly Rows<Reads['rows']>[number][]; events: readonly Rows<Reads['events']>[number][] },
): Promise<LiveClock[]> => opened(sql, orgId, storedFrom(rows, events));

async function opened(sql: Reader, orgId: string, stored: readonly StoredClock[]): Promise<LiveClock[]> {
  const editions = stored.flatMap(({ row }) => (row.calendarEditionId ? [row.calendarEditionId] : []));
  await openEditions(sql, orgId, [...new Set(editions)]);
  return stored.map((clock) => alive(orgId, clock));
}

const alive = (orgId: string, { row, events }: StoredClock): LiveClock => ({
  id: row.id,
  rule: row.rule,
  calendar: calendarOf(orgId, row.calendarEditionId),
  editionId: row.calendarEditionId,
  about: row.about,
  startedAt: row.startedAt,
  startedBy: { id: row.startFactId, kind: '', occurredAt: row.startedAt, recordedAt: row.startRecordedAt },
  events,
  stored: events.length,
  sample: row.sample,
});

/** One clock of a case by its id; not found when it is not the case's. */
export async function liveClock(tx: Tx, subjectId: string, clockId: string): Promise<LiveClock> {
  const [clock] = await liveClocks(tx, subjectId, { clockId });
  if (!clock) throw notFound();
  return clock;
}

export function keepClocks(tx: Tx, subjectId: string, clocks: readonly LiveClock[], extra?: EventExtras): void {
  const changed = clocks.filter(({ stored, events }) => stored === null || events.length > stored);
  if (!changed.length) return;
  written.add(tx);
  writeClocks(tx, subjectId, changed, extra);
}

/** The same for clocks of many cases, all of which were there before and keep their rules. */
export function keepClocksOfSeveral(
  tx: Tx,
  cases: ReadonlyMap<string, readonly LiveClock[]>,
  extra?: EventExtras,
): void {
  const moved = [...cases].flatMap(([subjectId, clocks]) =>
    clocks.filter(({ stored, events }) => events.length > (stored ?? 0)).map((clock) => ({ subjectId, clock })),
  );
  if (!moved.length) return;
  written.add(tx);
  tx.write(updateClocks(tx, moved));
  for (const { subjectId, clock } of moved) writeEvents(tx, subjectId, [clock], extra);
}
