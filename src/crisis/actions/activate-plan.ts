import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { addMs, MINUTE } from '../../base/time.ts';
import { openAnyCase } from '../../complaints/actions/case-work.ts';
import { lockIncident } from '../../incidents/actions/keep-incident.ts';
import { may, type Staff } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import type * as contract from '../contract.ts';
import { crisisNumberOf } from '../crisis.ts';
import { crisisActivated, crisisLogged } from '../facts.ts';
import { plansFor } from '../plans.ts';
import { type CrisisPolicy, crisisPolicyNow, crisisPolicyOf, holdersWithPhone } from '../reads.ts';
import { insertCrisis, insertEntry, nextSerial } from '../store.ts';

/** Anybody who works on a case may raise the alarm; only lowering it is the general manager's. */
export async function activateOnCase(tx: Tx<Staff>, given: Given<typeof contract.activateOnCase>) {
  const work = await openAnyCase(tx, given.id);
  const { row } = work;
  if (!may(tx.caller, 'complaint.work', row.storeId)) throw forbidden('complaint.work');
  if (row.stage === 'closed') throw new Refusal('crisis.case-closed', { values: { number: row.number } });
  await mustBeQuiet(tx, 'complaint_id', row.id);
  const policy = await crisisPolicyOf(tx.sql, tx.caller.orgId, row.policyEditionId);
  const made = await begin(tx, policy, given.plan, { complaintId: row.id, incidentId: null, ...row });
  const namedIds = made.namedIds.filter((id) => !row.excludedIds.includes(id));
  const { crisisId, crisisNumber: number } = made.of;
  work.record('crisis', { crisisId, number, runs: true }, [
    crisisActivated,
    { ...made.of, plan: made.plan, incidentNumber: null, namedIds },
  ]);
  work.involve(...namedIds);
  await work.done();
  return { id: crisisId, number };
}

export async function activateOnIncident(tx: Tx<Staff>, given: Given<typeof contract.activateOnIncident>) {
  const { sql, caller } = tx;
  const incident = await lockIncident(tx, given.id);
  await mustBeQuiet(tx, 'incident_id', incident.id);
  const policy = await crisisPolicyNow(sql, caller.orgId, incident.storeId);
  if (!policy) throw notFound();
  const made = await begin(tx, policy, given.plan, {
    complaintId: null,
    incidentId: incident.id,
    storeId: incident.storeId,
    category: null,
    triggers: [],
    sample: false,
  });
  const data = { ...made.of, plan: made.plan, incidentNumber: incident.number, namedIds: made.namedIds };
  announce(tx, crisisActivated, { subjectId: incident.id, data });
  await tellThrough(tx, incident.id, (work) => {
    work.tell(crisisActivated, data);
    work.involve(...made.namedIds.filter((id) => !work.row.excludedIds.includes(id)));
  });
  return { id: made.of.crisisId, number: made.of.crisisNumber };
}

/** People hear of an incident by a case: the newest open one of it that the actor sees speaks for all. */
export async function tellThrough(
  tx: Tx<Staff>,
  incidentId: string,
  tell: (work: Awaited<ReturnType<typeof openAnyCase>>) => void,
): Promise<void> {
  const { sql, caller } = tx;
  const [linked] = await sql<{ id: string }[]>`
    select complaint.id from incident_case link
    join complaint on complaint.org_id = link.org_id and complaint.id = link.complaint_id
    where link.org_id = ${caller.orgId} and link.incident_id = ${incidentId} and link.until_at is null
      and complaint.stage <> 'closed' and ${visibleTo(sql, caller, 'complaint')}
    order by link.linked_at desc, link.id limit 1`;
  if (!linked) return;
  const work = await openAnyCase(tx, linked.id);
  tell(work);
  await work.done();
}

async function mustBeQuiet(tx: Tx<Staff>, of: 'complaint_id' | 'incident_id', id: string): Promise<void> {
  const { sql, caller } = tx;
  const [running] = await sql<{ number: string }[]>`
    select number from crisis where org_id = ${caller.orgId} and ${sql(of)} = ${id} and level <> 'over'`;
  if (running) throw new Refusal('crisis.runs-already', { values: { number: running.number } });
}

interface On {
  readonly complaintId: string | null;
  readonly incidentId: string | null;
  readonly storeId: string | null;
  readonly category: string | null;
  readonly triggers: readonly string[];
  readonly sample: boolean;
}

async function begin(tx: Tx<Staff>, policy: CrisisPolicy, planKey: string, on: On) {
  const plan = plansFor(policy.complaints.crisis.plans, on).find(({ key }) => key === planKey);
  if (!plan) throw new Refusal('crisis.no-such-plan', { status: 400 });
  const of = { crisisId: newId(), crisisNumber: crisisNumberOf(await nextSerial(tx)) };
  const { complaintId, incidentId, storeId, sample } = on;
  insertCrisis(
    tx,
    {
      id: of.crisisId,
      number: of.crisisNumber,
      complaintId,
      incidentId,
      storeId,
      policyEditionId: policy.editionId,
      planKey,
      sample,
    },
    plan.timePoints.map(({ key, withinMinutes }) => ({ key, dueAt: addMs(tx.now, withinMinutes * MINUTE) })),
  );
  const { id: entryId, digest } = insertEntry(tx, { crisisId: of.crisisId, kind: 'activated', body: plan.title });
  const subjectId = complaintId ?? incidentId;
  announce(tx, crisisLogged, { subjectId, data: { ...of, entryId }, digest, sample });
  return { of, plan: planKey, namedIds: await calledFor(tx, policy, plan, storeId) };
}

/** Who hears of a plan: crisis posts, who answers for it, everybody in the call tree. */
export async function calledFor(
  tx: Tx<Staff>,
  { complaints, crisis }: CrisisPolicy,
  plan: { readonly responsible: readonly string[] } | undefined,
  storeId: string | null,
): Promise<string[]> {
  const posts = [...complaints.crisis.posts, ...(plan?.responsible ?? []), ...crisis.tree.flatMap(({ to }) => to)];
  const holders = await holdersWithPhone(tx.sql, tx.caller.orgId, [...new Set(posts)], storeId, tx.now);
  return [...new Set(holders.map(({ staffId }) => staffId))];
}
