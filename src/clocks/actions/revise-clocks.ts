import type { Reader } from '../../base/server/db.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { type CalendarContent, openCalendar } from '../calendar.ts';
import { eventsOf, readClock } from '../clock.ts';
import { add, type Calendars, fallenDue, type Happening, type LiveClock } from '../moves.ts';
import { updateClock } from '../store.ts';
import { clocksAlive, keepClocks, keepClocksOfSeveral, liveClocks } from './live-clocks.ts';
import { type CalendarEditions, pinnedCalendars } from './pinned-calendars.ts';
import { type Played, played } from './play-clocks.ts';

const PREVIEWED_AT_ONCE = 200;

const isOpenToRevision = (clock: LiveClock): boolean => eventsOf(clock, 'breach').length === 0;

/** How many clocks come under another edition, and how many due times change by it. */
export interface Adopted {
  readonly clocks: number;
  readonly moved: number;
  /** Of these, how many are over at once. */
  readonly overdue: number;
}

/**
 * Puts the running clocks of cases under newer calendar editions: the only way in which an edited calendar moves a
 * due time that was already promised. A clock that has breached keeps the calendar it breached under.
 */
export async function adoptCalendars(
  tx: Tx,
  running: ReadonlyMap<string, readonly LiveClock[]>,
  editions: CalendarEditions,
): Promise<ReadonlyMap<string, Played & { adopted: Adopted }>> {
  const calendars = await pinnedCalendars(tx.sql, tx.caller.orgId, editions);
  const cases = [...running].map(([subjectId, before]) => {
    const settled = fallenDue({ clocks: before, fired: [] }, tx.now);
    const clocks = settled.clocks.map((clock) => underNewer(clock, calendars, tx.now));
    const adopted = difference(settled.clocks, clocks, tx.now);
    const after = fallenDue({ ...settled, clocks }, tx.now);
    return { subjectId, after, done: { ...played(before, after.clocks, after.fired, tx.now), adopted } };
  });
  keepClocksOfSeveral(tx, new Map(cases.map(({ subjectId, after }) => [subjectId, after.clocks])), {
    by: tx.caller.staffId,
  });
  return new Map(cases.map(({ subjectId, done }) => [subjectId, done]));
}

/** What `adoptCalendars` would do to these cases; read on one connection, so many at once. */
export async function previewAdoption(
  sql: Reader,
  orgId: string,
  subjectIds: readonly string[],
  editions: CalendarEditions,
  now: Date,
): Promise<Adopted> {
  return previewUnder(sql, orgId, subjectIds, await pinnedCalendars(sql, orgId, editions), now);
}

/** The same with a calendar that nobody has saved yet. */
export const previewContent = (
  sql: Reader,
  orgId: string,
  subjectIds: readonly string[],
  content: CalendarContent,
  now: Date,
): Promise<Adopted> => {
  const unsaved = { editionId: 'unsaved', calendar: openCalendar(content) };
  return previewUnder(sql, orgId, subjectIds, new Map([[content.rule.key, unsaved]]), now);
};

async function previewUnder(
  sql: Reader,
  orgId: string,
  subjectIds: readonly string[],
  calendars: Calendars,
  now: Date,
): Promise<Adopted> {
  const sum = { clocks: 0, moved: 0, overdue: 0 };
  for (let from = 0; from < subjectIds.length; from += PREVIEWED_AT_ONCE) {
    const some = subjectIds.slice(from, from + PREVIEWED_AT_ONCE);
    const cases = await Promise.all(some.map((subjectId) => clocksAlive(sql, orgId, subjectId, 'running')));
    const before = fallenDue({ clocks: cases.flat(), fired: [] }, now).clocks;
    const { clocks, moved, overdue } = difference(
      before,
      before.map((clock) => underNewer(clock, calendars, now)),
      now,
    );
    sum.clocks += clocks;
    sum.moved += moved;
    sum.overdue += overdue;
  }
  return sum;
}

function underNewer(clock: LiveClock, calendars: Calendars, now: Date): LiveClock {
  const pinned = clock.rule.calendar === 'always' ? undefined : calendars.get(clock.rule.calendar);
  if (!pinned?.editionId || pinned.editionId === clock.editionId || !isOpenToRevision(clock)) return clock;
  const event = { kind: 'calendar-adopted', at: now, recordedAt: now, editionId: pinned.editionId } as const;
  return { ...add(clock, event), calendar: pinned.calendar, editionId: pinned.editionId };
}

function difference(before: readonly LiveClock[], after: readonly LiveClock[], now: Date): Adopted {
  const adopted = before.flatMap((clock, nth) => {
    const later = after[nth];
    return later && later !== clock ? [{ clock, later }] : [];
  });
  const dueAt = (clock: LiveClock): number => readClock(clock, now).dueAt.getTime();
  return {
    clocks: adopted.length,
    moved: adopted.filter(({ clock, later }) => dueAt(clock) !== dueAt(later)).length,
    overdue: adopted.filter(({ clock, later }) => dueAt(clock) > now.getTime() && dueAt(later) <= now.getTime()).length,
  };
}

/** The time of a fact was corrected: running clocks that it started begin at the corrected time. */
export async function correctStarts(
  tx: Tx,
  subjectId: string,
  fact: Pick<Happening, 'id'> & { occurredAt: Date },
): Promise<Played> {
  const before = await liveClocks(tx, subjectId, 'running');
  const settled = fallenDue({ clocks: before, fired: [] }, tx.now);
  const corrected = settled.clocks.map((clock) =>
    clock.startedBy.id && clock.startedBy.id === fact.id && isOpenToRevision(clock)
      ? add(clock, { kind: 'start-corrected', at: tx.now, recordedAt: tx.now, startedAt: fact.occurredAt })
      : clock,
  );
  return kept(tx, subjectId, before, { ...settled, clocks: corrected });
}

/** Computes the cached columns of all clocks of a case again from their histories. */
export async function recomputeClocks(tx: Tx, subjectId: string): Promise<void> {
  for (const clock of await liveClocks(tx, subjectId, 'all')) tx.write(updateClock(tx, subjectId, clock));
}

/** Records what fell due by a change, and queues what changed. */
export function kept(
  tx: Tx,
  subjectId: string,
  before: readonly LiveClock[],
  after: ReturnType<typeof fallenDue>,
): Played {
  const settled = fallenDue(after, tx.now);
  keepClocks(tx, subjectId, settled.clocks, { by: tx.caller.staffId });
  return played(before, settled.clocks, settled.fired, tx.now);
}
