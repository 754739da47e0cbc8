import { Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { openCase } from '../../complaints/actions/case-work.ts';
import { helpAsked } from '../../complaints/facts.ts';
import { speakersFor } from '../../complaints/independence.sql.ts';
import { namesOf } from '../../people/actions/known-names.ts';
import type { Staff } from '../../people/staff.ts';
import type * as contract from '../contract.ts';
import { sectionsOf } from '../reads.ts';

/** 转法务协助: the post that keeps evidence is asked for help. Clocks, owner and what was promised stay as they are. */
export async function referToLegalOf(tx: Tx<Staff>, given: Given<typeof contract.referToLegal>) {
  const work = await openCase(tx, given.id, 'referToLegal');
  const { orgId } = tx.caller;
  const { crisis } = await sectionsOf(tx.sql, orgId, work.row.policyEditionId);
  const { holders } = await speakersFor(tx.sql, orgId, work.row, work.policy.pack, crisis.hold.posts, tx.now);
  const askedId = holders.find((holder) => holder !== tx.caller.staffId);
  if (!askedId) throw new Refusal('precedents.nobody-for-legal');
  const made = work.record('help', { askedId, question: given.question }, [
    helpAsked,
    (helpId) => ({ helpId, askedId }),
  ]);
  work.involve(askedId);
  const people = await namesOf(tx.sql, orgId, [askedId]);
  return { ...(await work.done()), made, asked: { id: askedId, name: people.get(askedId) ?? '' } };
}
