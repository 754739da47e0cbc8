import { notFound, Refusal } from '../../base/refusal.ts';
import { announce, digestOf } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { openAnyCase, openCase } from '../../complaints/actions/case-work.ts';
import type { Staff } from '../../people/staff.ts';
import { editionById } from '../../policies/actions/editions.ts';
import { sectionOf } from '../../policies/pack.ts';
import { abuseRecorded, abuseSeen, abuseWarned, breakTaken } from '../facts.ts';
import { isUnderWay, mayEnd, WARNINGS } from '../help.ts';
import type * as contract from '../help-contract.ts';
import { assistPart } from '../pack.ts';
import { type IncidentRow, incidentsOf, insertIncident, setIncident } from '../store-help.ts';
import { mustSupervise } from './call-supervisor.ts';

/** 受到辱骂、威胁: the warning that was just said is counted here, not in the browser. */
export async function warnOfAbuseOn(tx: Tx<Staff>, given: Given<typeof contract.warnOfAbuse>) {
  const work = await openCase(tx, given.id, 'recordAbuse');
  const before = (await ownIncidents(tx, given.id)).find((incident) => isUnderWay(incident, tx.now));
  if (before && before.warnings >= WARNINGS) throw new Refusal('assist.warned-twice');
  const incidentId = before?.id ?? newId();
  const warnings = (before?.warnings ?? 0) + 1;
  if (before) setIncident(tx, before.id, { warnings, kind: given.kind, warnedAt: tx.now });
  else insertIncident(tx, incidentId, given.id, given.kind);
  work.tell(abuseWarned, { incidentId, count: warnings });
  await work.done();
  return { made: incidentId, warnings, mayEnd: mayEnd({ warnings }) };
}

/** What was said, once. A supervisor looks at it; of harassment only those trusted with confidential cases. */
export async function recordAbuseOf(tx: Tx<Staff>, given: Given<typeof contract.recordAbuse>): Promise<void> {
  const work = await openCase(tx, given.id, 'recordAbuse');
  const incident = (await ownIncidents(tx, given.id)).find(({ id }) => id === given.incidentId);
  if (!incident) throw notFound();
  if (incident.endedAt !== null) throw new Refusal('assist.recorded-already');
  const { endedBy } = given;
  const { words } = given;
  const { salt, digest } = digestOf(words);
  setIncident(tx, incident.id, { endedAt: tx.now, endedBy, words, salt });
  const data = { incidentId: incident.id, warnings: incident.warnings, endedBy };
  work.tell(abuseRecorded, data, words ? { digest } : {});
  await work.done();
}

export async function seeAbuseOf(tx: Tx<Staff>, given: Given<typeof contract.seeAbuse>): Promise<void> {
  const work = await openAnyCase(tx, given.id);
  const incident = await incidentOn(tx, given);
  await mustSupervise(work);
  if (incident.staffId === tx.caller.staffId) throw new Refusal('assist.seen-by-another', { status: 403 });
  if (incident.seenAt !== null) return;
  setIncident(tx, incident.id, { seenBy: tx.caller.staffId, seenAt: tx.now });
  work.tell(abuseSeen, { incidentId: incident.id });
  await work.done();
}

/** Ten minutes, or as many as the policy gives: that they were taken is what counts, nobody measures them. */
export async function takeBreakAfter(tx: Tx<Staff>, given: Given<typeof contract.takeBreak>): Promise<void> {
  const { row } = await openCase(tx, given.id, 'recordAbuse');
  const incident = await incidentOn(tx, given);
  if (incident.staffId !== tx.caller.staffId) throw notFound();
  if (incident.breakAt !== null) return;
  const edition = await editionById(tx.sql, tx.caller.orgId, row.policyEditionId);
  const minutes = edition ? sectionOf(edition.pack, assistPart).abuse.breakMinutes : 0;
  if (minutes === 0) throw new Refusal('assist.no-break');
  setIncident(tx, incident.id, { breakAt: tx.now });
  announce(tx, breakTaken, {
    subjectId: incident.id,
    data: { incidentId: incident.id, minutes },
    sample: row.sample,
  });
}

async function incidentOn(tx: Tx<Staff>, given: { id: string; incidentId: string }): Promise<IncidentRow> {
  const all = await incidentsOf(tx.sql, tx.caller.orgId, given.id);
  const incident = all.find(({ id }) => id === given.incidentId);
  if (!incident) throw notFound();
  return incident;
}

const ownIncidents = async ({ sql, caller }: Tx<Staff>, complaintId: string) =>
  (await incidentsOf(sql, caller.orgId, complaintId)).filter(({ staffId }) => staffId === caller.staffId);
