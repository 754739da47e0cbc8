/**
 * How laws count days (《民法典》第二百零一条、第二百零三条): the first day is not counted, the last is over at midnight or
 * with the close of business, and a last day without work gives way to the next working day. All numbers are ms.
 */
import { DAY } from '../base/time.ts';
import { type Calendar, dayOf, isWorkday } from './calendar.ts';
import type { Counting } from './pack-length.ts';
import { closeOf, sameTimeLater } from './working-time.ts';

/** A calendar that rests longer has no working days. */
const MOST_REST = 400;

/** When a period of n days that began at `start` is over. */
export function endOfDays(calendar: Calendar, start: number, days: number, counting?: Counting): number {
  if (!counting) return sameTimeLater(calendar, start, days);
  const { from, until, restDay } = counting;
  const end = from === 'each-24h' ? start + days * DAY : sameTimeLater(calendar, start, days);
  const counted = dayOf(calendar, end);
  const last = restDay === 'next-working-day' ? workingDayFrom(calendar, counted) : counted;
  if (until === 'same-time') return end;
  const midnight = calendar.zone.instantOf((last + 1) * DAY);
  return until === 'close-of-business' ? (closeOf(calendar, last) ?? midnight) : midnight;
}

/** That day, or the first working day after it. */
export function workingDayFrom(calendar: Calendar, day: number): number {
  for (let next = day; next < day + MOST_REST; next++) if (isWorkday(calendar, next)) return next;
  throw new RangeError('a calendar without working days');
}

/** 每满或不满二十四小时为一日: a repair of 24 hours and a minute took two days; nothing took none. */
export const startedDays = (from: number, to: number): number => Math.max(0, Math.ceil((to - from) / DAY));

/** Days of several stays, each counted for itself, as repair days add up. */
export const startedDaysOf = (stays: readonly { readonly from: number; readonly to: number }[]): number =>
  stays.reduce((sum, { from, to }) => sum + startedDays(from, to), 0);
