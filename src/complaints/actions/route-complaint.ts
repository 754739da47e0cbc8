import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { may, type Staff } from '../../people/staff.ts';
import { mustBeIn } from '../choices.ts';
import type { Kind } from '../complaint.ts';
import { complaintConverted, complaintReopened, flowDecided, routeDecided } from '../facts.ts';
import { activeStaff, isStore } from '../reads.ts';
import { askOf } from '../route-case.sql.ts';
import { routeOf } from '../routing.ts';
import type { decideFlow, setAreas, turnInto } from '../routing-contract.ts';
import { endRecords } from '../store.ts';
import { type CaseWork, openCase } from './case-work.ts';

/** The pack proposes, whoever handles the case decides: another way than proposed needs a reason. */
export async function decideFlowOf(tx: Tx<Staff>, given: Given<typeof decideFlow>) {
  const work = await openCase(tx, given.id, 'decideFlow');
  const { row, file, policy } = work;
  const { pack } = policy;
  const { flows, purposes } = pack.routing;
  mustBeIn(flows, given.flow, '流程');
  mustBeIn(purposes, given.purpose, '客户目的');
  mustBeIn(pack.departments, given.department, '部门');
  const purpose = given.purpose === undefined ? row.purpose : given.purpose;
  const ask = await askOf(tx.sql, tx.caller.orgId, policy, row, file, tx.now);
  const conditions = [...new Set([...ask.conditions, ...given.heard])];
  const proposed = routeOf(pack, { ...ask, purpose, conditions });
  const flow = given.flow ?? row.flow;
  const department = given.department ?? null;
  const changed =
    (flow !== null && proposed.flow !== null && flow !== proposed.flow.key) ||
    (department !== null && proposed.department !== null && department !== proposed.department.key);
  if (changed && !given.reason) throw new Refusal('complaints.flow-needs-reason', { status: 400 });
  const said = { flow, proposed: proposed.flow?.key ?? null, row: proposed.flow?.row ?? null, purpose };
  work.record('flow', { ...said, department, heard: given.heard, reason: given.reason }, [
    flowDecided,
    { ...said, changed },
  ]);
  if (department !== null) work.tell(routeDecided, { department, flow });
  work.change({ flow, purpose });
  return work.done();
}

/**
 * The answer did not satisfy: what was an enquiry is a complaint from now on, in the same thread. A closed one opens
 * again; its clocks begin anew as they do at a registration.
 */
export async function turnIntoComplaint(tx: Tx<Staff>, given: Given<typeof turnInto>) {
  const work = await openCase(tx, given.id, 'turnInto');
  const { stage, storeId } = work.row;
  if (stage === 'closed' && !may(tx.caller, 'complaint.reopen', storeId)) throw forbidden('complaint.reopen');
  if (work.row.kind === given.kind) throw new Refusal('complaints.nothing-to-turn');
  turn(work, given.kind, given.words);
  return work.done();
}

export function turn(work: CaseWork, kind: Kind, words = ''): void {
  const { row, policy, tx } = work;
  const { convert, reopen } = policy.pack.reasons;
  const closed = row.stage === 'closed';
  endRecords(tx, row.id, ['closing', 'resolution', 'execution', 'agreement', 'approval', 'withdrawal']);
  if (closed) {
    const reason = (reopen.find(({ key }) => key.includes('satisfied')) ?? reopen[0])?.key ?? 'other';
    work.record('reopening', { reason, note: '' }, [complaintReopened, { reason }]);
  }
  const reason = (convert.find(({ key }) => key.startsWith('not-satisfied')) ?? convert[0])?.key ?? 'other';
  const data = { from: row.kind, to: kind, reason };
  work.record(
    'conversion',
    data,
    [complaintConverted, { ...data, startsLike: 'complaint-registered' }],
    words ? { text: { role: 'own-words', body: words } } : {},
  );
  work.change({
    kind,
    // a case that was never triaged begins where it stood: at its registration
    stage: row.category === null ? 'registered' : 'planning',
    ...(closed
      ? { closedAt: null, closedAs: null, closedBy: null, reopened: row.reopened + 1, satisfaction: null }
      : {}),
  });
}

/** The organisation's own table: who answers for which area of a store. Written whole. */
export async function setAreasOf(tx: Tx<Staff>, { storeId, areas }: Given<typeof setAreas>) {
  const { orgId } = tx.caller;
  if (!(await isStore(tx.sql, orgId, storeId)) || !may(tx.caller, 'people.manage', storeId)) throw notFound();
  const people = [...new Set(areas.map(({ staffId }) => staffId))];
  if ((await activeStaff(tx.sql, orgId, people)).length !== people.length) throw notFound();
  if (new Set(areas.map(({ area }) => area)).size !== areas.length)
    throw new Refusal('complaints.area-twice', { status: 400 });
  tx.write(tx.sql`delete from complaint_area where org_id = ${orgId} and store_id = ${storeId}`);
  tx.write(tx.sql`
    insert into complaint_area (org_id, store_id, area, staff_id, changed_at, changed_by)
    select ${orgId}, ${storeId}, one ->> 'area', (one ->> 'staffId')::uuid, ${tx.now}, ${tx.caller.staffId}
    from jsonb_array_elements(${tx.sql.json(areas)}) as one`);
  return { count: areas.length };
}
