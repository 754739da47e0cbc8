import { notFound, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { may, type Staff } from '../../people/staff.ts';
import { complaintAssigned, respondentCleared, respondentNamed } from '../facts.ts';
import { speakersFor, standAsideFor } from '../independence.sql.ts';
import type { clearRespondent, nameRespondent } from '../judging-contract.ts';
import { rungsOf } from '../ladder.ts';
import { activeStaff } from '../reads.ts';
import { takeOrdersFrom } from '../store-parts.ts';
import { type CaseWork, openCase } from './case-work.ts';

/** Why a case changed hands without a picked reason: its owner has to stand aside. */
export const STANDS_ASIDE = 'stands-aside';

/** 被投诉人: from now on the person meant sees nothing of the case; what they own of it goes to others at once. */
export async function nameRespondentOf(tx: Tx<Staff>, given: Given<typeof nameRespondent>) {
  const work = await openCase(tx, given.id, 'nameRespondent');
  const { row } = work;
  if (!(await activeStaff(tx.sql, tx.caller.orgId, [given.staffId])).length) throw notFound();
  if (row.respondentIds.includes(given.staffId)) throw new Refusal('complaints.already-named');
  if (given.staffId === tx.caller.staffId) throw new Refusal('complaints.name-by-another');
  work.tell(respondentNamed, { staffId: given.staffId });
  await standAside(work, [...row.respondentIds, given.staffId]);
  return work.done();
}

/** The wrong person was named: their sight returns, and with it their superior's. What moved to others stays there. */
export async function clearRespondentOf(tx: Tx<Staff>, given: Given<typeof clearRespondent>) {
  const work = await openCase(tx, given.id, 'clearRespondent');
  if (!work.row.respondentIds.includes(given.staffId)) throw new Refusal('complaints.not-named');
  work.tell(respondentCleared, { staffId: given.staffId }, { text: { role: 'note', body: given.reason } });
  await standAside(
    work,
    work.row.respondentIds.filter((meant) => meant !== given.staffId),
  );
  return work.done();
}

/** Who stands aside from now on; an owner among them hands over, and where the top is meant the named post takes it. */
async function standAside(work: CaseWork, respondentIds: string[]): Promise<void> {
  const { tx, row, policy } = work;
  const { orgId } = tx.caller;
  const aside = await standAsideFor(tx.sql, orgId, { ...row, respondentIds }, policy.pack, tx.now);
  const { excludedIds, takers } = aside;
  takeOrdersFrom(tx, row.id, excludedIds);
  work.change({
    respondentIds,
    excludedIds,
    involvedIds: [...new Set([...row.involvedIds, ...takers])].filter((one) => !excludedIds.includes(one)),
  });
  const leaves = row.ownerId !== null && excludedIds.includes(row.ownerId);
  const goesUp = takers.length > 0 && row.ownerId !== null && !takers.includes(row.ownerId);
  if (!leaves && !goesUp) return;
  const ownerId = takers[0] ?? (await nextOwner(work, excludedIds));
  work.tell(complaintAssigned, { ownerId, fromId: row.ownerId, reason: STANDS_ASIDE });
  work.involve(ownerId);
  work.change({ ownerId, handedOverAt: ownerId === tx.caller.staffId ? null : tx.now, handOverSeenAt: null });
}

/** The rung that the case stands on, then those above, then whoever named the person; null: nobody, and it is unassigned. */
async function nextOwner({ tx, row, policy }: CaseWork, excludedIds: string[]): Promise<string | null> {
  const { orgId, staffId } = tx.caller;
  for (const { posts } of rungsOf(policy.pack, row.ladderKey).slice(row.rung)) {
    const { holders } = await speakersFor(tx.sql, orgId, { ...row, excludedIds }, policy.pack, posts, tx.now);
    if (holders[0]) return holders[0];
  }
  const mine = may(tx.caller, 'complaint.work', row.storeId) && staffId !== null && !excludedIds.includes(staffId);
  return mine ? staffId : null;
}
