import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { may, type Staff } from '../../people/staff.ts';
import type { CaseFile } from '../case-file.ts';
import { isOpen } from '../complaint.ts';
import {
  workOrderAccepted,
  workOrderCancelled,
  workOrderReleased,
  workOrderReplied,
  workOrderReturned,
  workOrderSent,
  workOrderUrged,
  workOrderVerified,
} from '../facts.ts';
import { heldFor } from '../flow.ts';
import { activeStaff, departmentOf, holdersOf, staffOfDepartment, workOrderCounts } from '../reads.ts';
import { some } from '../searched.ts';
import { insertWorkOrder, updateWorkOrder } from '../store-parts.ts';
import {
  HELD,
  isHeldBack,
  mayAnswer,
  mayRelease,
  mayVerify,
  readsAnswer,
  type WorkOrderMove,
  workOrderMove,
} from '../work-order.ts';
import type {
  acceptWorkOrder,
  cancelWorkOrder,
  releaseWorkOrder,
  replyWorkOrder,
  returnWorkOrder,
  sendWorkOrder,
  urgeWorkOrder,
  verifyWorkOrder,
} from '../work-orders-contract.ts';
import { type CaseWork, openAnyCase, openCase } from './case-work.ts';

/** 派发: another department takes part, with a deadline; the case stays with its owner. */
export async function sendWorkOrderTo(tx: Tx<Staff>, given: Given<typeof sendWorkOrder>) {
  const work = await openCase(tx, given.id, 'sendWorkOrder');
  const { row, file } = work;
  if (given.dueAt <= tx.now) throw new Refusal('complaints.due-in-past', { status: 400 });
  const department = await departmentOf(tx.sql, tx.caller.orgId, given.departmentId);
  if (!department || (department.storeId !== null && department.storeId !== row.storeId)) throw notFound();
  if (given.assigneeId && !(await activeStaff(tx.sql, tx.caller.orgId, [given.assigneeId])).length) throw notFound();
  if (given.assigneeId && row.excludedIds.includes(given.assigneeId))
    throw new Refusal('complaints.respondent-may-not-see');
  const workOrderId = newId();
  insertWorkOrder(tx, {
    id: workOrderId,
    complaintId: row.id,
    ordinal: file.workOrders.length + 1,
    departmentId: given.departmentId,
    assigneeId: given.assigneeId ?? null,
    task: given.task,
    dueAt: given.dueAt,
  });
  work.findable({ words: some('work-order', [given.task]) });
  work.tell(workOrderSent, {
    workOrderId,
    departmentId: given.departmentId,
    department: department.key,
    dueAt: given.dueAt.toISOString(),
  });
  work.involve(given.assigneeId);
  // a crisis is hidden from those not involved: without a name, the department's people must be let in
  if (row.sensitive && !given.assigneeId) {
    const people = await staffOfDepartment(tx.sql, tx.caller.orgId, given.departmentId);
    work.involve(...people.filter((person) => !row.excludedIds.includes(person)));
  }
  work.change({ departmentIds: [...new Set([...row.departmentIds, given.departmentId])] });
  return { ...(await work.done()), made: workOrderId };
}

export async function acceptWorkOrderOf(tx: Tx<Staff>, given: Given<typeof acceptWorkOrder>) {
  const { work, order } = await openOrder(tx, given, 'accept');
  updateWorkOrder(tx, given.id, order.id, {
    state: 'accepted',
    acceptedBy: tx.caller.staffId,
    acceptedAt: tx.now,
    assigneeId: order.assigneeId ?? tx.caller.staffId,
  });
  work.tell(workOrderAccepted, { workOrderId: order.id });
  work.involve(tx.caller.staffId);
  return work.done();
}

export async function replyWorkOrderOf(tx: Tx<Staff>, given: Given<typeof replyWorkOrder>) {
  const { work, order } = await openOrder(tx, given, 'reply');
  const posts = heldFor(work.policy.pack, work.row);
  updateWorkOrder(tx, given.id, order.id, {
    state: 'replied',
    reply: given.reply,
    repliedBy: tx.caller.staffId,
    repliedAt: tx.now,
    heldFor: posts,
    releasedAt: null,
    releasedBy: null,
  });
  const role = posts.length ? HELD : 'work-order';
  work.tell(workOrderReplied, { workOrderId: order.id }, { text: { role, body: given.reply } });
  work.involve(...(await holdersOf(tx.sql, tx.caller.orgId, posts, work.row.storeId, tx.now)));
  work.involve(tx.caller.staffId);
  return work.done();
}

/** Those for whom the answer is held show it to everybody on the case. */
export async function releaseWorkOrderOf(tx: Tx<Staff>, given: Given<typeof releaseWorkOrder>) {
  const { work, order } = await openOrder(tx, given, 'release');
  release(work, order.id);
  return work.done();
}

function release(work: CaseWork, workOrderId: string): void {
  const { tx, row } = work;
  updateWorkOrder(tx, row.id, workOrderId, { releasedAt: tx.now, releasedBy: tx.caller.staffId });
  tx.write(tx.sql`
    update complaint_text set role = 'work-order'
    where org_id = ${tx.caller.orgId} and complaint_id = ${row.id} and role = ${HELD}
      and fact_id in (select id from fact where org_id = ${tx.caller.orgId} and subject_id = ${row.id}
        and kind = ${workOrderReplied.kind} and data ->> 'workOrderId' = ${workOrderId})`);
  work.findableAnew();
  work.tell(workOrderReleased, { workOrderId });
}

export async function verifyWorkOrderOf(tx: Tx<Staff>, given: Given<typeof verifyWorkOrder>) {
  const { work, order } = await openOrder(tx, given, 'verify');
  updateWorkOrder(tx, given.id, order.id, { state: 'verified', closedBy: tx.caller.staffId, closedAt: tx.now });
  work.tell(workOrderVerified, { workOrderId: order.id });
  return work.done();
}

export async function returnWorkOrderOf(tx: Tx<Staff>, given: Given<typeof returnWorkOrder>) {
  const { work, order } = await openOrder(tx, given, 'return');
  if (given.dueAt <= tx.now) throw new Refusal('complaints.due-in-past', { status: 400 });
  const times = (await workOrderCounts(tx.sql, tx.caller.orgId, order.id)).returned + 1;
  updateWorkOrder(tx, given.id, order.id, { state: 'returned', returned: times, dueAt: given.dueAt });
  const department = await departmentOf(tx.sql, tx.caller.orgId, order.departmentId);
  work.tell(
    workOrderReturned,
    { workOrderId: order.id, department: department?.key ?? null, times, dueAt: given.dueAt.toISOString() },
    { text: { role: 'work-order', body: given.why } },
  );
  return work.done();
}

export async function urgeWorkOrderOf(tx: Tx<Staff>, given: Given<typeof urgeWorkOrder>) {
  const { work, order } = await openOrder(tx, given, 'urge');
  const times = (await workOrderCounts(tx.sql, tx.caller.orgId, order.id)).urged + 1;
  updateWorkOrder(tx, given.id, order.id, { urged: times });
  work.tell(workOrderUrged, { workOrderId: order.id, times });
  return work.done();
}

export async function cancelWorkOrderOf(tx: Tx<Staff>, given: Given<typeof cancelWorkOrder>) {
  const { work, order } = await openOrder(tx, given, 'cancel');
  updateWorkOrder(tx, given.id, order.id, { state: 'cancelled', closedBy: tx.caller.staffId, closedAt: tx.now });
  work.tell(workOrderCancelled, { workOrderId: order.id }, { text: { role: 'work-order', body: given.why } });
  return work.done();
}

async function openOrder(
  tx: Tx<Staff>,
  given: { id: string; workOrderId: string },
  move: WorkOrderMove,
): Promise<{ work: CaseWork; order: CaseFile['workOrders'][number] }> {
  const work = await openAnyCase(tx, given.id);
  const order = work.file.workOrders.find((known) => known.id === given.workOrderId);
  if (!order) throw notFound();
  if (!isOpen(work.row.stage)) throw new Refusal('complaints.closed', { values: { number: work.row.number } });
  const answering = move === 'accept' || move === 'reply';
  if (answering && !mayAnswer(tx.caller, order, work.row.storeId)) throw forbidden('work-order.answer');
  if (!answering && move !== 'release' && !may(tx.caller, 'work-order.send', work.row.storeId))
    throw forbidden('work-order.send');
  if (move === 'release' && !isHeldBack(order)) throw new Refusal('complaints.work-order-release');
  if (move === 'release' && !mayRelease(tx.caller, order, work.row.storeId))
    throw byPosts(work, 'complaints.release-by', order.heldFor);
  if (move === 'verify' || move === 'return') {
    const { verify } = work.policy.pack.routing;
    if (!mayVerify(tx.caller, verify, work.row.storeId)) throw byPosts(work, 'complaints.verify-by', verify);
    if (!readsAnswer(tx.caller, order, work.row.storeId)) throw byPosts(work, 'complaints.release-by', order.heldFor);
  }
  const refusal = workOrderMove(order.state, move);
  if (refusal) throw new Refusal(refusal, { values: { state: order.state } });
  return { work, order };
}

const byPosts = (work: CaseWork, code: string, posts: readonly string[]): Refusal =>
  new Refusal(code, {
    status: 403,
    values: { posts: posts.map((key) => work.policy.posts.find((post) => post.key === key)?.title ?? key).join('、') },
  });
