import { notFound, Refusal } from '../../base/refusal.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { type CaseWork, openAnyCase, openCase } from '../../complaints/actions/case-work.ts';
import { speakersFor } from '../../complaints/independence.sql.ts';
import { holds, type Staff } from '../../people/staff.ts';
import { supervisorCalled, supervisorCallWithdrawn, supervisorComing } from '../facts.ts';
import { isShown, isWaiting } from '../help.ts';
import type * as contract from '../help-contract.ts';
import { callsOf, insertCall, setCall } from '../store-help.ts';

/** 求助: one tap while the customer is there. Who supervises the store and sees the case hears it at once. */
export async function callSupervisorTo(tx: Tx<Staff>, given: Given<typeof contract.callSupervisor>) {
  const work = await openCase(tx, given.id, 'callSupervisor');
  const { staffId } = tx.caller;
  const own = (await ownCalls(work)).find((call) => isWaiting(call, tx.now));
  if (own) throw new Refusal('assist.called-already');
  const made = newId();
  insertCall(tx, made, given.id);
  work.tell(supervisorCalled, { callId: made });
  const { holders } = await supervisorsOf(work);
  await work.done();
  return { made, called: holders.filter((holder) => holder !== staffId).length };
}

/** 我来了. The first answer counts; whoever comes is on the case from then on. */
export async function answerCallFor(tx: Tx<Staff>, given: Given<typeof contract.answerCall>): Promise<void> {
  const work = await openAnyCase(tx, given.id);
  const call = (await callsOf(tx.sql, tx.caller.orgId, given.id)).find(({ id }) => id === given.callId);
  if (!call) throw notFound();
  await mustSupervise(work);
  if (call.askedBy === tx.caller.staffId) throw new Refusal('assist.answered-by-another', { status: 403 });
  if (call.answeredAt !== null) throw new Refusal('assist.somebody-comes');
  if (!isWaiting(call, tx.now)) throw new Refusal('assist.call-over');
  setCall(tx, call.id, { answeredBy: tx.caller.staffId, answeredAt: tx.now });
  work.tell(supervisorComing, { callId: call.id, staffId: call.askedBy });
  work.involve(tx.caller.staffId);
  await work.done();
}

export async function withdrawCallOf(tx: Tx<Staff>, given: Given<typeof contract.withdrawCall>): Promise<void> {
  const work = await openCase(tx, given.id, 'callSupervisor');
  const call = (await ownCalls(work)).find(({ id }) => id === given.callId);
  if (!call) throw notFound();
  if (!isShown(call, tx.now)) return;
  setCall(tx, call.id, { endedAt: tx.now });
  if (call.answeredAt === null) work.tell(supervisorCallWithdrawn, { callId: call.id });
  await work.done();
}

const ownCalls = async ({ tx: { sql, caller }, row }: CaseWork) =>
  (await callsOf(sql, caller.orgId, row.id)).filter(({ askedBy }) => askedBy === caller.staffId);

/** Whoever stands aside is asked for nothing; in their stead those for complaints about the top. */
export const supervisorsOf = ({ tx, row, policy }: Pick<CaseWork, 'tx' | 'row' | 'policy'>) =>
  speakersFor(tx.sql, tx.caller.orgId, row, policy.pack, policy.pack.supervisors, tx.now);

export async function mustSupervise(work: CaseWork): Promise<void> {
  const { posts } = await supervisorsOf(work);
  if (posts.some((post) => holds(work.tx.caller, post, work.row.storeId))) return;
  throw new Refusal('assist.supervisors-only', {
    status: 403,
    values: { posts: posts.map((post) => work.policy.posts.find(({ key }) => key === post)?.title ?? post).join('、') },
  });
}
