import type { ClockRule } from '../clocks/pack.ts';
import type { CaseFile } from './case-file.ts';
import { demandedOf, evidencePercent } from './demanded.ts';
import { rungsOf } from './ladder.ts';
import type { ComplaintsSection } from './pack.ts';
import { missingToAgree } from './plan.ts';
import { roundsOver } from './rounds.ts';
import { openQuestions } from './special.ts';
import { tallyOf } from './tally.ts';

interface AskingClock {
  readonly id: string;
  readonly rule: Pick<ClockRule, 'key' | 'ask'>;
  readonly state: string;
  readonly breachedAt: Date | null;
}

interface PlannedRow {
  readonly receivedAt: Date;
  readonly closedAt: Date | null;
  readonly demands: readonly { amountFen: number | null }[];
  /** How often it changed hands by being given to somebody. */
  readonly assigned: number;
}

/** What the page shows of planning, by the rules that also answer the acts. */
export function plannedOf(pack: ComplaintsSection, file: CaseFile, clocks: readonly AskingClock[], row: PlannedRow) {
  const open = file.stage !== 'closed';
  const atTop = file.rung >= rungsOf(pack, file.ladderKey).length - 1;
  return {
    demanded: demandedOf(pack, file),
    evidencePercent: evidencePercent(pack, file),
    toAgree: open ? missingToAgree(pack, file).map(({ key, names }) => ({ key, names: [...names] })) : [],
    questions: open
      ? openQuestions(
          clocks.map(({ id, rule, state, breachedAt }) => ({
            id,
            rule: rule.key,
            ask: rule.ask,
            breachedAt,
            running: state === 'running' || state === 'paused',
          })),
          file.records,
        )
      : [],
    rounds: open ? roundsOver(pack, file, atTop) : null,
    tally: tallyOf(file, row),
  };
}
