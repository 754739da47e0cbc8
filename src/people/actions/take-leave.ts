import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { addMs, DAY } from '../../base/time.ts';
import type * as contract from '../duty-contract.ts';
import { leaveEnded, leaveTaken } from '../facts.ts';
import { may, type Staff } from '../staff.ts';
import { lockPeople } from './lock-people.ts';
import { holdingsOf, staffRow } from './rows.ts';

const LONGEST_DAYS = 366;

/** Oneself, or who keeps the roster of a store where that person holds a post. */
export async function mayKeepLeaveOf(tx: Tx<Staff>, staffId: string): Promise<boolean> {
  if (tx.caller.staffId === staffId || may(tx.caller, 'duty.manage', null)) return true;
  const holdings = await holdingsOf(tx.sql, tx.caller.orgId, [staffId]);
  return holdings.some(
    ({ storeId, endedAt }) => endedAt === null && storeId !== null && may(tx.caller, 'duty.manage', storeId),
  );
}

export async function takeLeave(tx: Tx<Staff>, given: Given<typeof contract.takeLeave>): Promise<{ id: string }> {
  const { sql, caller } = tx;
  const { orgId } = caller;
  const { staffId, fromAt, toAt, kind, deputyId } = given;
  await lockPeople(tx);
  const person = await staffRow(sql, orgId, staffId);
  const deputy = deputyId === null ? null : await staffRow(sql, orgId, deputyId);
  if (!person || (deputyId !== null && !deputy)) throw notFound();
  if (!(await mayKeepLeaveOf(tx, staffId))) throw forbidden('duty.manage');
  if (person.state !== 'active' || (deputy && deputy.state !== 'active')) throw new Refusal('people.not-active');
  if (deputyId === staffId) throw new Refusal('people.own-deputy');
  if (toAt <= fromAt) throw new Refusal('people.leave-reversed', { status: 400 });
  if (toAt <= tx.now) throw new Refusal('people.leave-past', { status: 400 });
  if (toAt > addMs(fromAt, LONGEST_DAYS * DAY)) throw new Refusal('people.leave-too-long', { status: 400 });
  const [twice] = await sql`
    select 1 from staff_leave
    where org_id = ${orgId} and staff_id = ${staffId} and ended_at is null and from_at < ${toAt} and to_at > ${fromAt}`;
  if (twice) throw new Refusal('people.leave-overlaps', { values: { name: person.name } });
  const id = newId();
  tx.write(sql`
    insert into staff_leave (org_id, id, staff_id, from_at, to_at, kind, deputy_id, made_by, made_at)
    values (${orgId}, ${id}, ${staffId}, ${fromAt}, ${toAt}, ${kind}, ${deputyId}, ${caller.staffId}, ${tx.now})`);
  announce(tx, leaveTaken, {
    subjectId: staffId,
    data: { staffId, leaveId: id, fromAt: fromAt.toISOString(), toAt: toAt.toISOString(), deputyId },
  });
  return { id };
}

/** Back early, or not gone at all. */
export async function endLeave(tx: Tx<Staff>, { id }: { id: string }): Promise<void> {
  const { sql, caller } = tx;
  await lockPeople(tx);
  const [leave] = await sql<{ staffId: string; toAt: Date; endedAt: Date | null }[]>`
    select staff_id, to_at, ended_at from staff_leave where org_id = ${caller.orgId} and id = ${id}`;
  // whoever may not end it need not know of it
  if (!leave || !(await mayKeepLeaveOf(tx, leave.staffId))) throw notFound();
  if (leave.endedAt !== null || leave.toAt <= tx.now) throw new Refusal('people.leave-over');
  tx.write(sql`
    update staff_leave set ended_at = ${tx.now}, ended_by = ${caller.staffId} where org_id = ${caller.orgId} and id = ${id}`);
  announce(tx, leaveEnded, { subjectId: leave.staffId, data: { staffId: leave.staffId, leaveId: id } });
}
