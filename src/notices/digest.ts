import { hasCome } from './quiet-hours.ts';

/** The cases of one person, as the morning mail counts them. */
export interface DigestCounts {
  readonly open: number;
  readonly dueToday: readonly string[];
  readonly overdue: readonly string[];
}

/** So many numbers of cases stand in a digest; the rest is a count. */
export const NUMBERS_SHOWN = 20;

export const isWorthSending = ({ open }: DigestCounts): boolean => open > 0;

/** Past noon the morning is over: after an outage yesterday's digest is not sent at night. */
export const isDigestTime = (at: string | null, timeZone: string, now: Date): boolean =>
  at !== null && hasCome(at, timeZone, now) && (at >= '12:00' || !hasCome('12:00', timeZone, now));
