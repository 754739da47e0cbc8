/** May this person confirm that the thing was done in time and only written down late? */
import { type ClockHistory, lastOf, readClock } from './clock.ts';

export type LateRecordRefusal =
  | 'late-record-none'
  | 'late-record-confirmed'
  | 'late-record-own'
  | 'late-record-reason-missing';

/** A second person: whoever wrote the late record cannot confirm it. */
export function lateRecordRefusal(
  history: ClockHistory,
  asked: { by: string | null; reason: string },
  now: Date,
): LateRecordRefusal | null {
  const { lateRecord } = readClock(history, now);
  if (lateRecord === null) return 'late-record-none';
  if (lateRecord === 'confirmed') return 'late-record-confirmed';
  if (asked.by === null || asked.by === lastOf(history, 'stop')?.by) return 'late-record-own';
  return asked.reason.trim() ? null : 'late-record-reason-missing';
}
