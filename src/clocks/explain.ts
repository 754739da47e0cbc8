/** Which stretches counted and why: the answer to "how did you get to this due time?". */
import { DAY } from '../base/time.ts';
import { type Calendar, dayOf, dayText, isWorkday } from './calendar.ts';
import { type ClockHistory, readClock } from './clock.ts';
import { meterOf } from './length.ts';
import { passingMeter, workOn } from './working-time.ts';

/**
 * `working`: inside working hours. `passing`: the clock counts every hour, or calendar days. `outside-hours`: a
 * working day, outside its frames. `rest-day`: off by the weekly rhythm. `day-off`: marked as off in the calendar.
 */
export const STRETCH_REASONS = [
  'working',
  'make-up',
  'passing',
  'outside-hours',
  'rest-day',
  'day-off',
  'paused',
  'overdue',
] as const;
export type StretchReason = (typeof STRETCH_REASONS)[number];

export interface ExplainedStretch {
  readonly from: Date;
  readonly to: Date;
  readonly counts: boolean;
  readonly why: StretchReason;
  /** Name of the holiday or make-up workday, or the pack's word for the pause reason. */
  readonly title: string | null;
  /** What it added to the time used, in ms. */
  readonly counted: number;
}

interface Piece {
  from: number;
  to: number;
  why: StretchReason;
  title: string | null;
}

/** Every stretch from the start to the end, or to `now` while it runs; after the due instant all is overdue. */
export function explain(history: ClockHistory, now: Date): ExplainedStretch[] {
  const reading = readClock(history, now);
  const start = reading.startedAt.getTime();
  const until = Math.max(start, (reading.endedAt ?? now).getTime());
  const due = Math.min(reading.dueAt.getTime(), until);
  const passing = meterOf(history.rule, history.calendar) === passingMeter;
  const reasons = history.rule.pause?.reasons ?? [];
  const pieces: Piece[] = [];
  const count = (from: number, to: number): void => {
    if (to <= from) return;
    if (passing) pieces.push({ from, to, why: 'passing', title: null });
    else pieces.push(...byCalendar(history.calendar, from, to));
  };
  let at = start;
  for (const pause of reading.pauses) {
    const from = Math.max(at, pause.from);
    const to = Math.min(pause.to, until);
    if (from >= due || to <= from) continue;
    count(at, from);
    pieces.push({ from, to, why: 'paused', title: reasons.find(({ key }) => key === pause.reason)?.title ?? null });
    at = to;
  }
  count(at, due);
  if (until > Math.max(at, due)) pieces.push({ from: Math.max(at, due), to: until, why: 'overdue', title: null });
  return merged(pieces).map(({ from, to, why, title }) => {
    const counts = why === 'working' || why === 'make-up' || why === 'passing';
    return { from: new Date(from), to: new Date(to), counts, why, title, counted: counts ? to - from : 0 };
  });
}

function byCalendar(calendar: Calendar, from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  for (let day = dayOf(calendar, from), last = dayOf(calendar, to - 1); day <= last; day++) {
    const begin = Math.max(from, calendar.zone.instantOf(day * DAY));
    const end = Math.min(to, calendar.zone.instantOf((day + 1) * DAY));
    const marked = calendar.marked.get(day)?.day;
    const working = {
      why: marked?.kind === 'work' ? 'make-up' : 'working',
      title: marked?.kind === 'work' ? marked.title : null,
    } as const;
    const idle = idleReason(calendar, day);
    let at = begin;
    for (const work of workOn(calendar, day)) {
      const opens = Math.min(Math.max(work.from, begin), end);
      const closes = Math.min(work.to, end);
      if (closes <= at) continue;
      if (opens > at) pieces.push({ from: at, to: opens, ...idle });
      if (closes > opens) pieces.push({ from: Math.max(at, opens), to: closes, ...working });
      at = Math.max(at, closes);
    }
    if (end > at) pieces.push({ from: at, to: end, ...idle });
  }
  return pieces;
}

function idleReason(calendar: Calendar, day: number): { why: StretchReason; title: string | null } {
  const marked = calendar.marked.get(day)?.day;
  if (marked?.kind === 'off') return { why: 'day-off', title: marked.title };
  return { why: isWorkday(calendar, day) ? 'outside-hours' : 'rest-day', title: null };
}

function merged(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && last.to === piece.from && last.why === piece.why && last.title === piece.title) last.to = piece.to;
    else joined.push({ ...piece });
  }
  return joined;
}

/** The days of a calendar as a person reads them, one entry a day. */
export interface ReadableDay {
  readonly day: string;
  readonly kind: 'work' | 'rest' | 'off' | 'make-up';
  readonly title: string | null;
}

export function readYear(calendar: Calendar, year: number): ReadableDay[] {
  const days: ReadableDay[] = [];
  const first = Date.UTC(year, 0, 1) / DAY;
  for (let day = first; day < Date.UTC(year + 1, 0, 1) / DAY; day++) {
    const marked = calendar.marked.get(day)?.day;
    const kind = marked ? (marked.kind === 'off' ? 'off' : 'make-up') : isWorkday(calendar, day) ? 'work' : 'rest';
    days.push({ day: dayText(day), kind, title: marked?.title ?? null });
  }
  return days;
}
