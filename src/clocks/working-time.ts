/** How much working time lies between two instants, and when a span of it is over. All numbers are ms. */
import { DAY, MINUTE } from '../base/time.ts';
import { type Calendar, dayOf, framesOn, isWorkday, type Stretch } from './calendar.ts';

/** A calendar without work for this long holds none. The pack's schema asks for an hour a week. */
const FAR = 400 * 366;

/** The working stretches within one local day, from its midnight to the next, in order and apart from each other. */
export function workOn(calendar: Calendar, day: number): readonly Stretch[] {
  const known = calendar.known.get(day);
  if (known) return known;
  const midnight = calendar.zone.instantOf(day * DAY);
  const nextMidnight = calendar.zone.instantOf((day + 1) * DAY);
  const stretches: Stretch[] = [];
  // a frame ends at the latest with the second midnight after its day begins
  for (const begun of [day - 1, day]) {
    for (const frame of framesOn(calendar, begun)) {
      const from = Math.max(calendar.zone.instantOf(begun * DAY + frame.from * MINUTE), midnight);
      const to = Math.min(calendar.zone.instantOf(begun * DAY + frame.to * MINUTE), nextMidnight);
      if (to > from) stretches.push({ from, to });
    }
  }
  const work = joined(stretches);
  calendar.known.set(day, work);
  return work;
}

function joined(stretches: Stretch[]): Stretch[] {
  stretches.sort((a, b) => a.from - b.from);
  const apart: Stretch[] = [];
  for (const next of stretches) {
    const last = apart.at(-1);
    if (last && next.from <= last.to) apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else apart.push(next);
  }
  return apart;
}

export const isWorkingTime = (calendar: Calendar, instant: number): boolean =>
  workOn(calendar, dayOf(calendar, instant)).some(({ from, to }) => from <= instant && instant < to);

export function workingTimeBetween(calendar: Calendar, from: number, to: number): number {
  let sum = 0;
  for (let day = dayOf(calendar, from), last = dayOf(calendar, to); day <= last; day++) {
    for (const work of workOn(calendar, day)) sum += Math.max(0, Math.min(work.to, to) - Math.max(work.from, from));
  }
  return sum;
}

/**
 * The earliest instant by which `span` of working time has passed since `start`. A span that is used up with the
 * end of a frame ends there and not at the next opening. A span of nothing ends at once, or at the next opening.
 */
export function addWorkingTime(calendar: Calendar, start: number, span: number): number {
  let left = span;
  // a frame of the day before may end exactly now, at midnight
  const first = dayOf(calendar, start) - 1;
  for (let day = first; day < first + FAR; day++) {
    for (const work of workOn(calendar, day)) {
      const from = Math.max(work.from, start);
      if (from > work.to) continue;
      if (left <= work.to - from) return from + left;
      left -= work.to - from;
    }
  }
  throw new RangeError('a calendar without working time');
}

/** The end of the last frame that begins on this day, also when it lies past midnight; null for a day off. */
export function closeOf(calendar: Calendar, day: number): number | null {
  const ends = framesOn(calendar, day).map((frame) => frame.to);
  return ends.length ? calendar.zone.instantOf(day * DAY + Math.max(...ends) * MINUTE) : null;
}

/** The close of the nth working day after the day on which `start` lies; that day itself is not counted. */
export function closeOfWorkingDay(calendar: Calendar, start: number, n: number): number {
  let left = n;
  const first = dayOf(calendar, start);
  for (let day = first + 1; day < first + FAR; day++) {
    if (!isWorkday(calendar, day)) continue;
    left -= 1;
    if (left === 0) return closeOf(calendar, day) ?? start;
  }
  throw new RangeError('a calendar without working days');
}

/** The same local time n calendar days later. */
export const sameTimeLater = (calendar: Calendar, start: number, days: number): number =>
  calendar.zone.instantOf(calendar.zone.localOf(start) + days * DAY);

/** How a clock measures: in the working time of its calendar, or in time as it passes. */
export interface Meter {
  readonly between: (from: number, to: number) => number;
  readonly add: (start: number, span: number) => number;
}

export const workingMeter = (calendar: Calendar): Meter => ({
  between: (from, to) => workingTimeBetween(calendar, from, to),
  add: (start, span) => addWorkingTime(calendar, start, span),
});

export const passingMeter: Meter = {
  between: (from, to) => Math.max(0, to - from),
  add: (start, span) => start + span,
};
