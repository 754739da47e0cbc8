import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { type CaseWork, openAnyCase } from '../../complaints/actions/case-work.ts';
import { may, type Staff } from '../../people/staff.ts';
import type * as contract from '../contract.ts';
import { legalHoldLifted, legalHoldSet, safetyTold } from '../facts.ts';
import { crisisPolicyOf, holdsAny } from '../reads.ts';
import { endHold, insertHold, insertTold } from '../store.ts';

/** 法律保全: from now on nothing of the case is redacted or removed. Closed cases may be held, too. */
export async function setHold(tx: Tx<Staff>, given: Given<typeof contract.setHold>): Promise<void> {
  const { work, standing } = await openHeld(tx, given.id);
  if (standing) throw new Refusal('crisis.held-already', { values: { number: work.row.number } });
  const holdId = newId();
  insertHold(tx, holdId, given.id, given.reason);
  work.tell(legalHoldSet, { holdId }, { text: { role: 'note', body: given.reason } });
  await work.done();
}

export async function liftHold(tx: Tx<Staff>, given: Given<typeof contract.liftHold>): Promise<void> {
  const { work, standing } = await openHeld(tx, given.id);
  if (!standing) throw new Refusal('crisis.not-held', { values: { number: work.row.number } });
  if (standing.setBy === tx.caller.staffId) throw new Refusal('crisis.lifted-by-another', { status: 403 });
  endHold(tx, standing.id, given.reason);
  const data = { holdId: standing.id, setBy: standing.setBy ?? '' };
  work.tell(legalHoldLifted, data, { text: { role: 'note', body: given.reason } });
  await work.done();
}

async function openHeld(
  tx: Tx<Staff>,
  id: string,
): Promise<{ work: CaseWork; standing: { id: string; setBy: string | null } | undefined }> {
  const work = await openAnyCase(tx, id);
  const { orgId } = tx.caller;
  const { crisis, postTitle } = await crisisPolicyOf(tx.sql, orgId, work.row.policyEditionId);
  if (!holdsAny(tx.caller, crisis.hold.posts, work.row.storeId))
    throw new Refusal('crisis.held-by-post', {
      status: 403,
      values: { posts: crisis.hold.posts.map(postTitle).join('、') },
    });
  const [standing] = await tx.sql<{ id: string; setBy: string | null }[]>`
    select id, set_by from legal_hold where org_id = ${orgId} and held_id = ${id}`;
  return { work, standing };
}

/** A tick on a safety card: told, or does not apply. What was said first stays. */
export async function tellSafetyOf(tx: Tx<Staff>, given: Given<typeof contract.tellSafety>): Promise<void> {
  const work = await openAnyCase(tx, given.id);
  if (!may(tx.caller, 'complaint.work', work.row.storeId)) throw forbidden('complaint.work');
  const { crisis, complaints } = await crisisPolicyOf(tx.sql, tx.caller.orgId, work.row.policyEditionId);
  const known = new Set([
    ...crisis.cards.map(({ key }) => key),
    ...complaints.triggers.filter(({ safety }) => safety).map(({ key }) => `trigger-${key}`),
  ]);
  const there = await tx.sql<{ card: string }[]>`
    select card from safety_told where org_id = ${tx.caller.orgId} and complaint_id = ${given.id}`;
  const said = new Set(there.map(({ card }) => card));
  for (const { card, answer } of given.cards) {
    if (!known.has(card)) throw notFound();
    if (said.has(card)) continue;
    said.add(card);
    insertTold(tx, given.id, card, answer);
    work.tell(safetyTold, { card, answer });
  }
  await work.done();
}
