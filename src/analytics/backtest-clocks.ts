/** Clocks of a replayed case: when the next is missed, and what people did to one of them by hand. */
import { eventsOf, readClock } from '../clocks/clock.ts';
import { add, type Happening, isRunning, type LiveClock } from '../clocks/moves.ts';
import { type PastCase, textIn } from './backtest.ts';

const dueOf = new WeakMap<LiveClock, number>();

/** When a clock is missed unless something happens; never, once it has ended or was missed. */
function missableAt(clock: LiveClock): number {
  const known = dueOf.get(clock);
  if (known !== undefined) return known;
  const open = isRunning(clock) && eventsOf(clock, 'breach').length === 0;
  // the due time of a running clock does not depend on when one looks
  const at = open ? readClock(clock, clock.startedBy.recordedAt).dueAt.getTime() : Number.POSITIVE_INFINITY;
  dueOf.set(clock, at);
  return at;
}

/** The clock that is missed first, before `until`; null: none is. */
export function nextMissed(clocks: readonly LiveClock[], until: number): { at: number; clock: LiveClock } | null {
  let next: { at: number; clock: LiveClock } | null = null;
  for (const clock of clocks) {
    const at = missableAt(clock);
    if (at < until && (next === null || at < next.at)) next = { at, clock };
  }
  return next;
}

/** Kept, but written down late, is no miss once a second person has confirmed it. */
export const isMissed = (clock: LiveClock, now: Date): boolean =>
  eventsOf(clock, 'breach').length > 0 &&
  (eventsOf(clock, 'late-confirmed').length === 0 || readClock(clock, now).breach?.class !== 'kept-recorded-late');

/** The registration was found to have been at another time. */
export const restarted = (clocks: readonly LiveClock[], past: PastCase, { recordedAt }: Happening): LiveClock[] =>
  clocks.map((clock) =>
    clock.startedBy.kind === 'complaint-registered' && isRunning(clock) && eventsOf(clock, 'breach').length === 0
      ? add(clock, { kind: 'start-corrected', at: recordedAt, recordedAt, startedAt: past.receivedAt })
      : clock,
  );

/** Somebody paused, resumed or confirmed a clock: here the newest of the same rule, where there is one. */
export function touched(clocks: readonly LiveClock[], past: PastCase, fact: Happening): readonly LiveClock[] {
  const meant = past.clocks.find(({ id }) => id === textIn(fact, 'clockId'));
  const one = clocks.findLast(
    (clock) =>
      clock.rule.key === meant?.rule.key &&
      (clock.about === null || clock.about === meant.about) &&
      (fact.kind === 'late-record-confirmed' || isRunning(clock)),
  );
  const changed = one && changedBy(one, fact);
  return changed ? clocks.map((clock) => (clock === one ? changed : clock)) : clocks;
}

function changedBy(clock: LiveClock, fact: Happening): LiveClock | null {
  const at = { at: fact.occurredAt, recordedAt: fact.recordedAt };
  const reason = textIn(fact, 'reason') ?? '';
  if (fact.kind === 'late-record-confirmed') return add(clock, { kind: 'late-confirmed', ...at, reason });
  if (fact.kind === 'clock-paused') return clock.rule.pause ? add(clock, { kind: 'pause', ...at, reason }) : null;
  const paused = eventsOf(clock, 'pause').length > eventsOf(clock, 'resume').length;
  return paused ? add(clock, { kind: 'resume', ...at }) : null;
}
