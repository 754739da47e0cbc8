/** May this clock be paused now? */
import { type ClockHistory, readClock } from './clock.ts';

export type PauseRefusal =
  | 'not-running'
  | 'already-paused'
  | 'already-overdue'
  | 'pause-not-allowed'
  | 'pause-reason-unknown'
  | 'pause-evidence-missing'
  | 'pauses-used-up'
  | 'pause-hours-used-up';

export function pauseRefusal(
  history: ClockHistory,
  asked: { reason: string; evidence: string },
  now: Date,
): PauseRefusal | null {
  const reading = readClock(history, now);
  if (reading.state === 'paused') return 'already-paused';
  if (reading.state !== 'running') return 'not-running';
  if (!history.rule.pause) return 'pause-not-allowed';
  if (now >= reading.dueAt || reading.breach) return 'already-overdue';
  if (!history.rule.pause.reasons.some(({ key }) => key === asked.reason)) return 'pause-reason-unknown';
  if (!asked.evidence.trim()) return 'pause-evidence-missing';
  if (reading.pausesLeft === 0) return 'pauses-used-up';
  if (reading.pauseLeft === 0) return 'pause-hours-used-up';
  return null;
}
