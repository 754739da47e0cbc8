import type { ClosingNeed } from './pack.ts';
import { ALSO_NEEDS } from './pack-judging.ts';
import { allOf, type CaseRecord, type ClosingPaper } from './records.ts';

type AlsoNeed = (typeof ALSO_NEEDS)[number];

export const isAlso = (need: ClosingNeed): need is AlsoNeed => (ALSO_NEEDS as readonly string[]).includes(need);

/** These are the customer's word about one result: a case that was opened again needs them anew. */
const OF_THIS_RESULT: readonly AlsoNeed[] = ['signature', 'told-customer'];

/** The latest of its sort that counts. */
export const paperOf = <Need extends ClosingPaper['need']>(
  records: readonly CaseRecord[],
  need: Need,
): Extract<ClosingPaper, { need: Need }> | null =>
  (writtenOf(records, need)?.data ?? null) as Extract<ClosingPaper, { need: Need }> | null;

function writtenOf(records: readonly CaseRecord[], need: ClosingPaper['need']) {
  const reopened = OF_THIS_RESULT.includes(need) ? allOf(records, 'reopening').at(-1)?.at : undefined;
  return allOf(records, 'closing-paper').findLast(
    ({ data, endedAt, at }) => data.need === need && !endedAt && (!reopened || at > reopened),
  );
}

/** Whoever said yes before the answer to the customer was written down has not seen it. */
export const hasSeenAnswer = (records: readonly CaseRecord[], approvedAt: Date): boolean =>
  (writtenOf(records, 'told-customer')?.at ?? approvedAt) <= approvedAt;

/** What a review says, nobody need write down again. */
const IN_A_REVIEW: readonly AlsoNeed[] = ['review', 'insight', 'outcome-class'];

/** `records` are asked for one by one (demanded.ts). */
export const isWritten = (need: AlsoNeed, records: readonly CaseRecord[]): boolean =>
  need === 'records' ||
  (IN_A_REVIEW.includes(need) && allOf(records, 'review-written').some(({ endedAt }) => !endedAt)) ||
  (need !== 'review' && paperOf(records, need) !== null);
