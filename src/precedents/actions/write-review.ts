import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { openCase } from '../../complaints/actions/case-work.ts';
import type { Staff } from '../../people/staff.ts';
import type * as contract from '../contract.ts';
import { reviewWritten } from '../facts.ts';

/** 复盘: what a case taught. Written anew it stands beside the earlier one, and the latest counts. */
export async function writeReviewOf(tx: Tx<Staff>, given: Given<typeof contract.writeReview>) {
  const work = await openCase(tx, given.id, 'writeReview');
  const { id: _, ...review } = given;
  const made = work.record('review-written', review, [reviewWritten, { outcome: review.outcome }]);
  return { ...(await work.done()), made };
}
