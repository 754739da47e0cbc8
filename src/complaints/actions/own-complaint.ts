import { notFound, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { may, type Staff } from '../../people/staff.ts';
import { mustName } from '../choices.ts';
import { complaintAssigned, handOverAcknowledged, nextStepSet } from '../facts.ts';
import { speakersFor } from '../independence.sql.ts';
import { rungsOf } from '../ladder.ts';
import type { acknowledge, assign, setNextStep } from '../owning-contract.ts';
import { departmentsOfStaff, isActiveStaff } from '../reads.ts';
import { openCase } from './case-work.ts';

/** One named owner. Taking an unowned case needs no reason; handing over does, and is acknowledged by the next one. */
export async function assignComplaint(tx: Tx<Staff>, given: Given<typeof assign>) {
  const work = await openCase(tx, given.id, 'assign');
  const { row, policy } = work;
  const me = tx.caller.staffId;
  const toMe = given.ownerId === me;
  if (row.ownerId !== me && !(toMe && row.ownerId === null) && !may(tx.caller, 'complaint.assign', row.storeId)) {
    throw new Refusal('complaints.not-yours-to-assign', { status: 403 });
  }
  if (given.ownerId === row.ownerId) throw new Refusal('complaints.already-owner');
  if (row.excludedIds.includes(given.ownerId)) throw new Refusal('complaints.respondent-may-not-own');
  if (!(await isActiveStaff(tx.sql, tx.caller.orgId, given.ownerId))) throw notFound();
  const rung = rungsOf(policy.pack, row.ladderKey)[row.rung];
  if (rung?.personal) {
    const { holders } = await speakersFor(tx.sql, tx.caller.orgId, row, policy.pack, rung.posts, tx.now);
    if (!holders.includes(given.ownerId))
      throw new Refusal('complaints.rung-is-personal', { values: { rung: rung.title } });
  }
  const reason =
    row.ownerId === null ? (given.reason ?? null) : mustName(policy.pack.reasons, 'handOver', given.reason);
  const departments = await departmentsOfStaff(tx.sql, tx.caller.orgId, [given.ownerId]);

  work.tell(
    complaintAssigned,
    { ownerId: given.ownerId, fromId: row.ownerId, reason },
    given.note ? { text: { role: 'note', body: given.note } } : {},
  );
  work.involve(row.ownerId, given.ownerId);
  work.change({
    ownerId: given.ownerId,
    firstOwnerId: row.firstOwnerId ?? given.ownerId,
    departmentIds: [...new Set([...row.departmentIds, ...departments.map(({ departmentId }) => departmentId)])],
    handedOverAt: toMe ? null : tx.now,
    handOverSeenAt: null,
  });
  return work.done();
}

export async function acknowledgeHandOver(tx: Tx<Staff>, given: Given<typeof acknowledge>) {
  const work = await openCase(tx, given.id, 'acknowledge');
  if (work.row.ownerId !== tx.caller.staffId) throw new Refusal('complaints.not-the-owner', { status: 403 });
  work.tell(handOverAcknowledged, { ownerId: work.row.ownerId as string });
  work.change({ handOverSeenAt: tx.now });
  return work.done();
}

/** 下次跟进: the one next step with its time. */
export async function setNextStepOf(tx: Tx<Staff>, given: Given<typeof setNextStep>) {
  const work = await openCase(tx, given.id, 'setNextStep');
  work.tell(nextStepSet, { at: given.at.toISOString() }, { text: { role: 'next-step', body: given.step } });
  work.change({ nextStep: given.step, nextStepAt: given.at });
  return work.done();
}
