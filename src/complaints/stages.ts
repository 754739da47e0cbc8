import { hasReached, STAGES, type Stage } from './complaint.ts';

/** The fact that marks each stage as passed through. */
const MARKED_BY: Record<Stage, readonly string[]> = {
  registered: ['complaint-registered', 'complaint-imported'],
  triaged: ['complaint-triaged'],
  investigating: ['investigation-started'],
  judged: ['responsibility-judged'],
  planning: ['plan-drafted'],
  agreed: ['plan-agreed'],
  executing: ['execution-started'],
  resolved: ['complaint-resolved'],
  'followed-up': ['followed-up'],
  closed: ['complaint-closed'],
};

/** The procession as the stepper shows it: done, current, ahead, or skipped by this case or left out by the pack. */
export function stagesOf(
  current: Stage,
  without: readonly Stage[],
  firstFacts: ReadonlyMap<string, Date>,
  onTheSpot: boolean,
): { stage: Stage; state: 'done' | 'current' | 'ahead' | 'skipped'; at: Date | null }[] {
  return STAGES.filter((stage) => stage === current || !without.includes(stage)).map((stage) => {
    const at = MARKED_BY[stage].map((kind) => firstFacts.get(kind)).find((known) => known !== undefined) ?? null;
    if (stage === current) return { stage, state: 'current', at };
    if (!hasReached(current, stage)) return { stage, state: 'ahead', at: null };
    return { stage, state: at && !(onTheSpot && stage !== 'registered') ? 'done' : 'skipped', at };
  });
}
