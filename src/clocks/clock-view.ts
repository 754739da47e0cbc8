/** A clock as screens show it. */
import { readClock } from './clock.ts';
import { isRunning, type LiveClock } from './moves.ts';

export function viewOf(clock: LiveClock, now: Date) {
  const reading = readClock(clock, now);
  return {
    id: clock.id,
    rule: clock.rule.key,
    title: clock.rule.title,
    // clocks of an earlier build do not say
    track: clock.rule.track ?? 'internal',
    about: clock.about,
    /** An overdue clock still runs; `breach` says that it is late. */
    state: reading.state,
    startedAt: reading.startedAt,
    dueAt: reading.dueAt,
    warnAt: reading.warnAts.find((at) => at > now) ?? null,
    warned: isRunning(clock) && reading.warnAts.some((at) => at <= now),
    get remaining() {
      return reading.remaining;
    },
    endedAt: reading.endedAt,
    pausedUntil: reading.pausedUntil,
    pausesLeft: reading.pauseLeft > 0 ? reading.pausesLeft : 0,
    pausable: reading.state === 'running' && reading.breach === null && reading.pausesLeft > 0 && reading.pauseLeft > 0,
    pauseReasons: clock.rule.pause?.reasons ?? [],
    breachedAt: reading.breach?.at ?? null,
    breachClass: reading.breach?.class ?? null,
    lateRecord: reading.lateRecord,
  };
}
export type ClockView = ReturnType<typeof viewOf>;
