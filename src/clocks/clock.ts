/**
 * The noun: one clock of one case, from its starting fact to its end. Everything about it is read from its history
 * (`readClock`); the columns of the table are a cache of that reading.
 */
import { HOUR } from '../base/time.ts';
import type { Calendar, Stretch } from './calendar.ts';
import { lengthOf, meterOf } from './length.ts';
import type { ClockRule } from './pack.ts';
import type { Meter } from './working-time.ts';

/** A row ends for good as `stopped` (done), `replaced` (another rule applies now) or `ended` (with its case). */
export const CLOCK_ENDS = ['stopped', 'replaced', 'ended'] as const;
export const CLOCK_STATES = ['running', 'paused', ...CLOCK_ENDS] as const;
export type ClockEnd = (typeof CLOCK_ENDS)[number];
export type ClockState = (typeof CLOCK_STATES)[number];

/**
 * `breached`: nobody tried in time. `attempted`: somebody tried in time and did not reach the customer.
 * `kept-recorded-late`: done in time, written down too late, and a second person has confirmed it.
 */
export const BREACH_CLASSES = ['breached', 'attempted', 'kept-recorded-late'] as const;
export type BreachClass = (typeof BREACH_CLASSES)[number];

/** What happened to a clock after its start. `at` is when it happened, `recordedAt` when it was written down. */
export type ClockEvent = { readonly at: Date; readonly recordedAt: Date } & (
  | { readonly kind: 'stop'; readonly by: string | null; readonly lateReason: string | null }
  | { readonly kind: 'attempt' }
  | { readonly kind: 'pause'; readonly reason: string }
  | { readonly kind: 'resume' }
  | { readonly kind: 'due-typed'; readonly dueAt: Date }
  | { readonly kind: 'start-corrected'; readonly startedAt: Date }
  | { readonly kind: 'calendar-adopted'; readonly editionId: string }
  /** Its rule reads otherwise in the edition that the case was moved to. `dueWas`: what it was held to until then. */
  | { readonly kind: 'rule-adopted'; readonly dueWas: Date }
  /** `ordinal` counts the rule's warnings from 1; `at` of a breach is the due instant that was missed. */
  | { readonly kind: 'warning'; readonly ordinal: number }
  | { readonly kind: 'breach' }
  | { readonly kind: 'late-confirmed'; readonly reason: string }
  | { readonly kind: 'replace' }
  | { readonly kind: 'end' }
);

/** What a clock is read from. `calendar` is the edition it is held to now. */
export interface ClockHistory {
  readonly rule: ClockRule;
  readonly calendar: Calendar;
  /** When the starting fact happened. */
  readonly startedAt: Date;
  readonly events: readonly ClockEvent[];
}

export interface Pause {
  readonly from: number;
  /** When it was taken back, or will be over by itself because the pack allows no more. */
  readonly to: number;
  readonly reason: string;
}

export interface ClockReading {
  readonly state: ClockState;
  readonly startedAt: Date;
  /** While paused: the latest it can be, when nobody resumes before the pack's limit. */
  readonly dueAt: Date;
  readonly warnAts: readonly Date[];
  /** When something is next to be recorded by itself: a warning or the breach. */
  readonly nextAt: Date | null;
  /** What is left of the length, in the clock's own time, in ms; negative once overdue (never -0). */
  readonly remaining: number;
  readonly endedAt: Date | null;
  readonly pauses: readonly Pause[];
  readonly pausedUntil: Date | null;
  /** Ms of the clock's own time that the pack still lets it pause, and how often. */
  readonly pauseLeft: number;
  readonly pausesLeft: number;
  /** Permanent once it happened, whatever happens to the clock later. */
  readonly breach: { readonly at: Date; readonly class: BreachClass } | null;
  /** Stopped in time but written down after the due instant: `awaiting` the second person, or `confirmed`. */
  readonly lateRecord: 'awaiting' | 'confirmed' | null;
}

type EventOf<Kind extends ClockEvent['kind']> = Extract<ClockEvent, { kind: Kind }>;
export const eventsOf = <Kind extends ClockEvent['kind']>(history: ClockHistory, kind: Kind): EventOf<Kind>[] =>
  history.events.filter((event): event is EventOf<Kind> => event.kind === kind);
export const lastOf = <Kind extends ClockEvent['kind']>(history: ClockHistory, kind: Kind) =>
  eventsOf(history, kind).at(-1);

/** When it counts from: its starting fact may have been corrected. */
export const startOf = (history: ClockHistory): Date =>
  lastOf(history, 'start-corrected')?.startedAt ?? history.startedAt;

const ENDING = { stop: 'stopped', replace: 'replaced', end: 'ended' } as const satisfies Record<string, ClockEnd>;
type EndingEvent = EventOf<keyof typeof ENDING>;

const lastReading = new WeakMap<ClockHistory, { readonly at: number; readonly reading: ClockReading }>();

/** Clocks that have just begun, of cases that were registered in the same millisecond, read alike. */
const lastFresh = new WeakMap<
  ClockRule,
  { readonly history: ClockHistory; readonly at: number; readonly reading: ClockReading }
>();

/** Several rules look at the same history at the same instant: the last reading is kept with it. */
export function readClock(history: ClockHistory, now: Date): ClockReading {
  const at = now.getTime();
  const last = lastReading.get(history);
  if (last?.at === at) return last.reading;
  const fresh = history.events.length === 0;
  const alike = fresh ? lastFresh.get(history.rule) : undefined;
  const reading =
    alike?.at === at &&
    alike.history.calendar === history.calendar &&
    alike.history.startedAt.getTime() === history.startedAt.getTime()
      ? alike.reading
      : readAt(history, now);
  if (fresh) lastFresh.set(history.rule, { history, at, reading });
  lastReading.set(history, { at, reading });
  return reading;
}

function readAt(history: ClockHistory, now: Date): ClockReading {
  const startedAt = startOf(history);
  const ending = history.events.find((event): event is EndingEvent => event.kind in ENDING) ?? null;
  const pauses = pausesOf(history, ending);
  const counted = countedStretches(startedAt.getTime(), pauses);
  const meter = meterOf(history.rule, history.calendar);
  const elapsedAt = (instant: number): number =>
    counted.reduce((sum, { from, to }) => sum + (instant > from ? meter.between(from, Math.min(to, instant)) : 0), 0);
  const whenElapsed = (span: number): number => {
    let left = span;
    for (const { from, to } of counted) {
      const here = to === Number.POSITIVE_INFINITY ? to : meter.between(from, to);
      if (left <= here) return meter.add(from, left);
      left -= here;
    }
    throw new Error('the last stretch of a clock has no end');
  };

  const typed = typedDue(history, startedAt, elapsedAt, meter);
  const most = lengthOf(history.rule, history.calendar, startedAt.getTime(), typed);
  const length = history.rule.ceiling && lastOf(history, 'due-typed') ? Math.min(most, typed) : most;
  const due = whenElapsed(length);
  const warnAts = [...history.rule.warnAtPercentLeft]
    .sort((a, b) => b - a)
    .map((percentLeft) => whenElapsed((length * (100 - percentLeft)) / 100))
    .map((instant) => new Date(Math.floor(instant)));
  const dueAt = new Date(due);
  const end = ending?.at.getTime() ?? now.getTime();
  const pause = ending ? undefined : pauses.find(({ from, to }) => from <= now.getTime() && now.getTime() < to);
  const breach = breachOf(history, ending, dueAt, now);
  const allowed = history.rule.pause ?? { maxCount: 0, maxHours: 0 };
  const used = pauses.reduce((sum, { from, to }) => sum + meter.between(from, Math.min(to, end)), 0);

  return {
    state: ending ? ENDING[ending.kind] : pause ? 'paused' : 'running',
    startedAt,
    dueAt,
    warnAts,
    nextAt: ending || lastOf(history, 'breach') ? null : nextOf(history, warnAts, dueAt),
    // the working time since an old due time is the dearest of all, and few ask for it
    get remaining() {
      return end > due ? 0 - meter.between(due, end) : length - elapsedAt(end);
    },
    endedAt: ending?.at ?? null,
    pauses,
    pausedUntil: pause ? new Date(pause.to) : null,
    pauseLeft: Math.max(0, allowed.maxHours * HOUR - used),
    pausesLeft: Math.max(0, allowed.maxCount - pauses.length),
    ...breach,
  };
}

/**
 * A pause lasts until somebody resumes, the pack's hours are used up, or the clock ends. What counts against the
 * pack's hours is what is given back: time of the clock's own calendar.
 */
function pausesOf(history: ClockHistory, ending: EndingEvent | null): Pause[] {
  const meter = meterOf(history.rule, history.calendar);
  const resumes = eventsOf(history, 'resume');
  let left = (history.rule.pause?.maxHours ?? 0) * HOUR;
  const pauses: Pause[] = [];
  for (const [nth, { at, reason }] of eventsOf(history, 'pause').entries()) {
    const from = at.getTime();
    if (left <= 0) break;
    // a further pause needs an earlier one to be taken back, so they pair up in order
    const resumed = resumes[nth]?.at.getTime() ?? Number.POSITIVE_INFINITY;
    // a stop may be written down while paused for something done before: the pause lasted until the writing
    const ended = ending?.recordedAt.getTime() ?? Number.POSITIVE_INFINITY;
    const to = Math.max(from, Math.min(resumed, ended, meter.add(from, left)));
    pauses.push({ from, to, reason });
    left -= meter.between(from, to);
  }
  return pauses;
}

function countedStretches(start: number, pauses: readonly Pause[]): Stretch[] {
  const stretches: Stretch[] = [];
  let from = start;
  for (const pause of pauses) {
    if (pause.from > from) stretches.push({ from, to: pause.from });
    from = Math.max(from, pause.to);
  }
  return [...stretches, { from, to: Number.POSITIVE_INFINITY }];
}

/** A due time typed while the clock runs replaces what was to come, not what has passed. */
function typedDue(
  history: ClockHistory,
  startedAt: Date,
  elapsedAt: (instant: number) => number,
  meter: Meter,
): number {
  const typed = lastOf(history, 'due-typed');
  if (!typed) return 0;
  const due = typed.dueAt.getTime();
  const at = Math.max(typed.at.getTime(), startedAt.getTime());
  return elapsedAt(Math.min(due, at)) + (due > at ? meter.between(at, due) : 0);
}

function nextOf(history: ClockHistory, warnAts: readonly Date[], dueAt: Date): Date {
  const warned = Math.max(0, ...eventsOf(history, 'warning').map((event) => event.ordinal));
  const warning = warnAts[warned];
  return warning && warning < dueAt ? warning : dueAt;
}

/** A stop exactly at the due instant is in time, and so is writing it down then. */
function breachOf(
  history: ClockHistory,
  ending: EndingEvent | null,
  dueAt: Date,
  now: Date,
): Pick<ClockReading, 'breach' | 'lateRecord'> {
  const recorded = lastOf(history, 'breach');
  const missed = recorded?.at ?? dueAt;
  const stop = ending?.kind === 'stop' ? ending : null;
  const stoppedInTime = stop !== null && stop.at <= missed;
  const writtenLate = stoppedInTime && stop.recordedAt > missed;
  const overdue = ending ? ending.at > missed || writtenLate : now > missed;
  if (!recorded && !overdue) return { breach: null, lateRecord: null };
  const confirmed = writtenLate && lastOf(history, 'late-confirmed') !== undefined;
  const tried = eventsOf(history, 'attempt').some((event) => event.at <= missed && event.recordedAt <= missed);
  return {
    breach: { at: missed, class: confirmed ? 'kept-recorded-late' : tried ? 'attempted' : 'breached' },
    lateRecord: writtenLate ? (confirmed ? 'confirmed' : 'awaiting') : null,
  };
}
