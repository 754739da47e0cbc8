/** How long a clock runs, and in which time it is measured. */
import { HOUR, MINUTE, SECOND } from '../base/time.ts';
import type { Calendar } from './calendar.ts';
import { endOfDays } from './counting.ts';
import type { ClockRule } from './pack.ts';
import { closeOfWorkingDay, type Meter, passingMeter, workingMeter, workingTimeBetween } from './working-time.ts';

/**
 * Seconds, minutes, hours and working days are measured in the working time of the calendar: what a pause gives
 * back, too. Calendar days and typed due times are measured in time as it passes, nights and holidays included.
 */
export function meterOf(rule: ClockRule, calendar: Calendar): Meter {
  return 'days' in rule.length || 'typed' in rule.length ? passingMeter : workingMeter(calendar);
}

/** The whole length in ms of the clock's own time, when it starts at `start`. */
export function lengthOf(rule: ClockRule, calendar: Calendar, start: number, typed: number): number {
  const { length } = rule;
  if ('hours' in length) return Math.round(length.hours * HOUR);
  if ('minutes' in length) return length.minutes * MINUTE + (length.seconds ?? 0) * SECOND;
  if ('seconds' in length) return length.seconds * SECOND;
  if ('days' in length) return endOfDays(calendar, start, length.days, rule.counting) - start;
  if ('workingDays' in length) {
    return workingTimeBetween(calendar, start, closeOfWorkingDay(calendar, start, length.workingDays));
  }
  return typed;
}
