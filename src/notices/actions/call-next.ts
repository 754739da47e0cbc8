import { announce } from '../../base/server/announce.ts';
import { ringBells } from '../../base/server/bells.ts';
import type { Sql } from '../../base/server/db.ts';
import { newId } from '../../base/server/ids.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { addMs, MINUTE } from '../../base/time.ts';
import { type Staff, theDesk } from '../../people/staff.ts';
import { nextToTell } from '../crisis-call.ts';
import { crisisUnheard } from '../facts.ts';
import { casesHeard, listeners, mailIsSetUp } from '../reads.ts';
import { notices } from '../store.ts';
import { inForce, policyFor, type StandIns } from './case-notices.ts';
import { aDelivery, sendAway } from './send-away.ts';

/** Goes on to the next person with every crisis that nobody has acknowledged in time. Returns the next due instant. */
export async function callNext(sql: Sql, standInsOf: StandIns): Promise<Date | null> {
  const due = await sql<{ orgId: string; factId: string }[]>`
    select org_id, fact_id from notice_call where next_at <= now() order by next_at limit 100`;
  for (const { orgId, factId } of due) {
    await inTransaction(sql, theDesk(orgId), (tx) => callNextOf(tx, factId, standInsOf));
  }
  const [row] = await sql<{ nextAt: Date | null }[]>`select min(next_at) as next_at from notice_call`;
  return row?.nextAt ?? null;
}

async function callNextOf(tx: Tx<Staff>, factId: string, standInsOf: StandIns): Promise<void> {
  const { sql, caller, now } = tx;
  const { orgId } = caller;
  const [call] = await sql<{ complaintId: string; actorId: string | null; happening: string | null }[]>`
    select call.complaint_id, fact.actor_id,
           (select notice.happening from notice
            where notice.org_id = call.org_id and notice.fact_id = call.fact_id limit 1) as happening
    from notice_call call left join fact on fact.org_id = call.org_id and fact.id = call.fact_id
    where call.org_id = ${orgId} and call.fact_id = ${factId} and call.next_at <= ${now} for update of call skip locked`;
  if (!call) return;
  const end = (as: 'closed' | 'nobody-left') =>
    tx.write(sql`
      update notice_call set next_at = null, ended_as = ${as}, ended_at = ${now}
      where org_id = ${orgId} and fact_id = ${factId}`);
  const file = (await casesHeard(sql, orgId, [call.complaintId])).get(call.complaintId);
  if (!file || file.closed) return end('closed');
  const policy = await policyFor(sql, orgId, file.policyEditionId);
  const { minutes, next } = policy.notices.crisis;
  const posts = (await inForce(sql, orgId))?.posts ?? { atSetUp: [], posts: [] };
  const standIns = await standInsOf(sql, { ...file, storeId: file.storeId ?? '' }, now);
  const people = await listeners(sql, orgId, posts, { ids: standIns, posts: next, departments: [] });
  const told = await sql<{ staffId: string }[]>`
    select staff_id from notice where org_id = ${orgId} and fact_id = ${factId}`;
  // who raised it knows
  const know = new Set([...told.map(({ staffId }) => staffId), ...(call.actorId ? [call.actorId] : [])]);
  const staffId = nextToTell(next, standIns, know, file, people);
  if (staffId === null) {
    announce(tx, crisisUnheard, { subjectId: null, data: { complaintId: file.id, told: told.length }, byDesk: true });
    return end('nobody-left');
  }
  const happening = call.happening ?? 'crisis';
  const noticeId = newId();
  tx.insert(notices, {
    orgId,
    id: noticeId,
    staffId,
    complaintId: file.id,
    factId,
    happening,
    clockKey: null,
    madeAt: now,
    rings: true,
  });
  const person = people.find(({ staff }) => staff.staffId === staffId);
  if (!person?.sample && (await mailIsSetUp(sql, orgId)))
    sendAway(tx, [
      {
        ...aDelivery(orgId, now, null),
        happening,
        complaintId: file.id,
        factId,
        noticeId,
        staffId,
      },
    ]);
  tx.write(sql`
    update notice_call set next_at = ${addMs(now, minutes * MINUTE)} where org_id = ${orgId} and fact_id = ${factId}`);
  ringBells(tx, [staffId]);
}
