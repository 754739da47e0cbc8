import { addMs, DAY, MINUTE } from '../base/time.ts';

/** The numbers of sign-in: ours, not a trade's, and all in this place. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;
/** A session ends a fixed time after its sign-in, however much it is used. */
export const SESSION_SECONDS = (7 * DAY) / 1000;
export const FAILURES_ALLOWED = 8;
export const FAILURES_WITHIN = 15 * MINUTE;
export const LOCKED_FOR = 15 * MINUTE;
/** A branch sits behind one address: room for several people with bad days, none for a guessing machine. */
export const FAILURES_PER_ADDRESS = 60;
export const TOKEN_DAYS_MAX = 365;

/**
 * Until when an account is locked, from its failures since the last success, oldest first; null when it is open.
 * Failures during a lock do not lengthen it: a stranger who keeps typing cannot keep somebody out for ever.
 */
export function lockedUntil(failures: readonly Date[], now: Date): Date | null {
  let until: Date | null = null;
  let recent: Date[] = [];
  for (const at of failures) {
    if (until && at < until) continue;
    recent = recent.filter((earlier) => at.getTime() - earlier.getTime() < FAILURES_WITHIN);
    recent.push(at);
    if (recent.length < FAILURES_ALLOWED) continue;
    until = addMs(at, LOCKED_FOR);
    recent = [];
  }
  return until && until > now ? until : null;
}
