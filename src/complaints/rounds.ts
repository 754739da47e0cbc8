import type { CaseFile } from './case-file.ts';
import { SATISFACTIONS } from './complaint.ts';
import type { ComplaintsSection } from './pack.ts';

/** The pack's number of rounds without success is reached: it is time to go up, or to decide. Nobody is locked by it. */
export interface RoundsOver {
  readonly count: number;
  readonly limit: number;
  readonly next: 'escalate' | 'decide';
}

/** Plans that the customer declined and follow-ups that found them dissatisfied, since it last went up or was decided. */
export function roundsWithout(records: CaseFile['records']): number {
  let count = 0;
  for (const { act, data } of records) {
    if (act === 'escalation' || act === 'decision') count = 0;
    else if (act === 'decline') count++;
    else if (act === 'follow-up' && data.satisfaction) {
      if (SATISFACTIONS.indexOf(data.satisfaction) > SATISFACTIONS.indexOf('fair')) count++;
      else count = 0;
    }
  }
  return count;
}

/** Whoever stands at the top of the ladder can only decide. */
export function roundsOver(
  pack: Pick<ComplaintsSection, 'loop'>,
  file: Pick<CaseFile, 'records'>,
  atTop: boolean,
): RoundsOver | null {
  if (!pack.loop) return null;
  const count = roundsWithout(file.records);
  const { limit, then: next } = pack.loop;
  return count >= limit ? { count, limit, next: atTop ? 'decide' : next } : null;
}
