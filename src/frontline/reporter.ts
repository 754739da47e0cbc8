import { addMs, DAY } from '../base/time.ts';

/** A link that nobody opened is of no use to whoever finds it later. */
export const LINK_DAYS = 7;
/** A phone that has not been used for so long must be let in anew. */
export const IDLE_DAYS = 30;
export const DAYS_MAX = 365;
export const REPORTS_PER_HOUR = 20;

export const URGENCIES = ['danger', 'today', 'calm'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** What a reporter may learn of the case: nothing but this. */
export const PLACES = ['received', 'checking', 'done'] as const;
export type Place = (typeof PLACES)[number];

export const placeOf = (stage: string): Place =>
  stage === 'closed' ? 'done' : stage === 'registered' ? 'received' : 'checking';

export const STANDINGS = ['invited', 'link-over', 'active', 'idle', 'over', 'revoked'] as const;
export type Standing = (typeof STANDINGS)[number];

/** `invited`: the link waits to be opened. `idle`: let in, and not seen for too long. */
export function standingOf(
  reporter: { untilAt: Date; linkUntil: Date; openedAt: Date | null; seenAt: Date | null; revokedAt: Date | null },
  now: Date,
): Standing {
  if (reporter.revokedAt) return 'revoked';
  if (reporter.untilAt <= now) return 'over';
  if (!reporter.openedAt) return reporter.linkUntil <= now ? 'link-over' : 'invited';
  return addMs(reporter.seenAt ?? reporter.openedAt, IDLE_DAYS * DAY) <= now ? 'idle' : 'active';
}
