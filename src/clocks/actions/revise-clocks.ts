import type { Tx } from '../../base/server/transaction.ts';
import { eventsOf } from '../clock.ts';
import { add, fallenDue, type Happening, type LiveClock } from '../moves.ts';
import { updateClock } from '../store.ts';
import { keepClocks, liveClocks } from './live-clocks.ts';
import { type CalendarEditions, pinnedCalendars } from './pinned-calendars.ts';
import { type Played, played } from './play-clocks.ts';

const isOpenToRevision = (clock: LiveClock): boolean => eventsOf(clock, 'breach').length === 0;

/**
 * Puts the running clocks of a case under newer calendar editions: the only way in which an edited calendar moves a
 * due time that was already promised. A clock that has breached keeps the calendar it breached under.
 */
export async function adoptCalendars(tx: Tx, subjectId: string, editions: CalendarEditions): Promise<Played> {
  const before = await liveClocks(tx, subjectId, 'running');
  const settled = fallenDue({ clocks: before, fired: [] }, tx.now);
  const calendars = await pinnedCalendars(tx.sql, tx.caller.orgId, editions);
  const adopted = settled.clocks.map((clock) => {
    const pinned = clock.rule.calendar === 'always' ? undefined : calendars.get(clock.rule.calendar);
    if (!pinned?.editionId || pinned.editionId === clock.editionId || !isOpenToRevision(clock)) return clock;
    const event = { kind: 'calendar-adopted', at: tx.now, recordedAt: tx.now, editionId: pinned.editionId } as const;
    return { ...add(clock, event), calendar: pinned.calendar, editionId: pinned.editionId };
  });
  return kept(tx, subjectId, before, { ...settled, clocks: adopted });
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

function kept(tx: Tx, subjectId: string, before: readonly LiveClock[], after: ReturnType<typeof fallenDue>): Played {
  const settled = fallenDue(after, tx.now);
  keepClocks(tx, subjectId, settled.clocks, { by: tx.caller.staffId });
  return played(before, settled.clocks, settled.fired, tx.now);
}
