import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import { log } from '../../base/server/log.ts';
import type { Given, RawExchange } from '../../base/server/serve.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { openAnyCase } from '../../complaints/actions/case-work.ts';
import { readNumber } from '../../complaints/number.ts';
import { may, type Staff } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import type * as contract from '../cases-contract.ts';
import { incidentCaseLinked, incidentCaseUnlinked } from '../facts.ts';
import { seesIncident, visibleIncident } from '../sight.sql.ts';
import { endLink, incidentNowOf, insertLink } from '../store.ts';

type Outcome = contract.Outcome;

/** Each case in a transaction of its own: one that cannot be linked holds up no other. */
export async function linkCases({ sql, caller, given }: RawExchange<Staff, typeof contract.link>) {
  const incident = await visibleIncident(sql, caller, given.id);
  if (incident.closedAt !== null) throw new Refusal('incidents.closed', { values: { number: incident.number } });
  const typed = [...new Set(given.numbers)].map((number) => ({ typed: number, number: readNumber(number) }));
  const numbers = typed.flatMap(({ number }) => number ?? []);
  const seen = await sql<{ id: string; number: string }[]>`
    select complaint.id, complaint.number from complaint
    where (complaint.id = any(${given.ids}::uuid[]) or complaint.number = any(${numbers}))
      and ${visibleTo(sql, caller, 'complaint')}`;
  if (given.ids.length && !typed.length && !seen.length) throw notFound();
  const byId = new Map(seen.map((one) => [one.id, one]));
  const byNumber = new Map(seen.map((one) => [one.number, one]));
  const wanted = [
    ...given.ids.map((id) => ({ id, number: byId.get(id)?.number ?? null })),
    ...typed.map((one) => ({ id: byNumber.get(one.number ?? '')?.id ?? null, number: one.number ?? one.typed })),
  ];
  const items: Outcome[] = [];
  const done = new Set<string>();
  for (const { id, number } of wanted) {
    if (id !== null && done.has(id)) continue;
    if (id !== null) done.add(id);
    items.push(
      await outcomeOf({ id, number }, async () => {
        if (id === null || !byId.has(id)) throw notFound();
        return inTransaction(sql, caller, (tx) => linkOne(tx, given.id, id));
      }),
    );
  }
  return { items };
}

/** A refusal of one case goes into the report; so does a fault, which is logged. */
export async function outcomeOf(
  named: Pick<Outcome, 'id' | 'number'>,
  act: () => Promise<'done' | 'same'>,
): Promise<Outcome> {
  try {
    return { ...named, outcome: await act(), code: null, values: {} };
  } catch (error) {
    if (error instanceof Refusal)
      return { ...named, outcome: 'skipped', code: error.code, values: { ...error.values } };
    log.error({ err: error }, 'one case of an incident failed');
    return { ...named, outcome: 'skipped', code: 'base.fault', values: {} };
  }
}

async function linkOne(tx: Tx<Staff>, incidentId: string, id: string): Promise<'done' | 'same'> {
  const work = await openAnyCase(tx, id);
  if (!may(tx.caller, 'incident.manage', work.row.storeId)) throw forbidden('incident.manage');
  const now = await incidentNowOf(tx, id);
  if (now?.id === incidentId) return 'same';
  // whoever sees the case sees its incident
  if (now) throw new Refusal('incidents.in-another', { values: { number: work.row.number, incident: now.number } });
  const incident = await shareIncident(tx, incidentId);
  const data = { incidentId, incidentNumber: incident.number, complaintId: id };
  insertLink(tx, { id: newId(), incidentId, complaintId: id });
  work.tell(incidentCaseLinked, data);
  announce(tx, incidentCaseLinked, { subjectId: incidentId, data, sample: work.row.sample });
  await work.done();
  return 'done';
}

export async function unlinkCase(tx: Tx<Staff>, given: Given<typeof contract.unlink>) {
  const { id: incidentId, caseId, reason } = given;
  const work = await openAnyCase(tx, caseId);
  const incident = await shareIncident(tx, incidentId);
  if ((await incidentNowOf(tx, caseId))?.id !== incidentId) throw notFound();
  if (!may(tx.caller, 'incident.manage', work.row.storeId)) throw forbidden('incident.manage');
  const data = { incidentId, incidentNumber: incident.number, complaintId: caseId };
  endLink(tx, caseId, reason);
  work.tell(incidentCaseUnlinked, data, { text: { role: 'note', body: reason } });
  announce(tx, incidentCaseUnlinked, { subjectId: incidentId, data, sample: work.row.sample });
  await work.done();
}

/** Several link at once, but not while it closes. */
async function shareIncident(tx: Tx<Staff>, id: string): Promise<{ number: string }> {
  const [row] = await tx.sql<{ number: string; closedAt: Date | null }[]>`
    select incident.number, incident.closed_at from incident
    where incident.id = ${id} and ${seesIncident(tx.sql, tx.caller)} for share`;
  if (!row) throw notFound();
  if (row.closedAt !== null) throw new Refusal('incidents.closed', { values: { number: row.number } });
  return row;
}
