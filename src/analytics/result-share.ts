import type { CloseKind } from '../complaints/complaint.ts';

/**
 * 按时办结且客户认可率, the one figure of the day and week page (practice B19).
 *
 * A case belongs to the period in which its handling limit fell due: the last of the limits that its policy set, from
 * registration on, for an answer or a resolution. Each case belongs to one period only, and whatever is done with it
 * later moves it into no other. It counts as won when that limit was kept, the case is closed, and the customer
 * accepted (满意办结, 客户认可办结). What was solved on the spot has no limit and is not counted.
 *
 * So closing early does not pay: it neither adds a case to those that fell due nor takes one away; closing without
 * acceptance counts against; and a case that was ever reopened is never won. Follow-up calls may come after the limit,
 * therefore `pending` cases of a young period can still be won.
 */
export interface DueCase {
  readonly dueAt: Date;
  /** The limit was kept, or kept and written down late and confirmed by a second person. */
  readonly kept: boolean;
  readonly closedAs: CloseKind | null;
  /** How often it was reopened. */
  readonly reopened: number;
}

/** The outcomes of cases that fell due; each case has one. `aside`: voided or merged, counted by no desk. */
export const RESULTS = ['won', 'reopened', 'not-reached', 'late', 'not-accepted', 'pending', 'aside'] as const;
export type Result = (typeof RESULTS)[number];

const ACCEPTED: readonly CloseKind[] = ['satisfied', 'accepted'];
const ASIDE: readonly CloseKind[] = ['voided', 'duplicate'];

export function resultOf({ closedAs, reopened, kept }: Omit<DueCase, 'dueAt'>): Result {
  if (closedAs !== null && ASIDE.includes(closedAs)) return 'aside';
  if (reopened > 0) return 'reopened';
  if (closedAs === 'not-reached') return 'not-reached';
  if (!kept) return 'late';
  if (closedAs === null) return 'pending';
  return ACCEPTED.includes(closedAs) ? 'won' : 'not-accepted';
}

export interface ResultShare {
  /** All that fell due, without those set aside: the sum of `counts` but `aside`. */
  readonly due: number;
  readonly counts: Readonly<Record<Result, number>>;
  /** won ÷ due, between 0 and 1; null when nothing fell due. */
  readonly share: number | null;
}

/** Of the cases given, those whose limit fell due from `from` (inclusive) to `until` (exclusive) and not after `now`. */
export function resultShare(
  cases: readonly DueCase[],
  { from, until, now }: { from: Date; until: Date; now: Date },
): ResultShare {
  const counts: Record<Result, number> = {
    won: 0,
    reopened: 0,
    'not-reached': 0,
    late: 0,
    'not-accepted': 0,
    pending: 0,
    aside: 0,
  };
  for (const one of cases) {
    if (one.dueAt >= from && one.dueAt < until && one.dueAt <= now) counts[resultOf(one)]++;
  }
  const due = RESULTS.reduce((sum, result) => sum + (result === 'aside' ? 0 : counts[result]), 0);
  return { due, counts, share: due === 0 ? null : counts.won / due };
}
