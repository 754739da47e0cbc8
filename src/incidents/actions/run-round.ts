import { notFound, Refusal } from '../../base/refusal.ts';
import { announce, digestOf } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given, RawExchange } from '../../base/server/serve.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { setNextStepOf } from '../../complaints/actions/own-complaint.ts';
import { writeNoteOn } from '../../complaints/actions/write-note.ts';
import type { Staff } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import type * as contract from '../cases-contract.ts';
import { incidentRoundBegun } from '../facts.ts';
import { visibleIncident } from '../sight.sql.ts';
import { insertRound } from '../store.ts';
import { lockIncident } from './keep-incident.ts';
import { outcomeOf } from './link-cases.ts';

/** In one request: it ends before a proxy loses patience, and the page shows how far it is. */
const AT_ONCE = 25;
const LONGEST_MS = 4000;

/** What is to be done with which cases is written down first, so that it can be gone on with after any break. */
export async function beginRoundOf(tx: Tx<Staff>, given: Given<typeof contract.beginRound>) {
  const { sql, caller } = tx;
  const incident = await lockIncident(tx, given.id);
  const cases = await sql<{ id: string }[]>`
    select complaint.id from incident_case link
    join complaint on complaint.org_id = link.org_id and complaint.id = link.complaint_id
    where link.incident_id = ${incident.id} and link.until_at is null and ${visibleTo(sql, caller, 'complaint')}
    order by link.linked_at, link.id`;
  if (!cases.length) throw new Refusal('incidents.no-cases');
  const id = newId();
  const { kind } = given;
  const body = given.kind === 'note' ? given.body : given.step;
  const at = given.kind === 'note' ? null : given.at;
  const { salt, digest } = digestOf(body);
  insertRound(
    tx,
    { id, incidentId: incident.id, kind, body, at, salt },
    cases.map((one) => one.id),
  );
  announce(tx, incidentRoundBegun, {
    subjectId: incident.id,
    data: { incidentId: incident.id, incidentNumber: incident.number, roundId: id, kind },
    digest,
  });
  return { id, total: cases.length };
}

interface Round {
  readonly id: string;
  readonly incidentId: string;
  readonly kind: 'note' | 'next-step';
  readonly body: string;
  readonly at: Date | null;
}

/** Case by case, with the rights of whoever began it, as they are now. */
export async function continueRoundOf({ sql, caller, given }: RawExchange<Staff, typeof contract.continueRound>) {
  const { orgId, staffId } = caller;
  const incident = await visibleIncident(sql, caller, given.id);
  const [round] = await sql<Round[]>`
    select id, incident_id, kind, body, at from incident_round
    where org_id = ${orgId} and id = ${given.roundId} and incident_id = ${given.id} and by_id = ${staffId}`;
  if (!round) throw notFound();
  if (incident.closedAt !== null) throw new Refusal('incidents.closed', { values: { number: incident.number } });
  const own = sql`org_id = ${orgId} and round_id = ${round.id}`;
  if (given.again)
    await sql`
      update incident_round_case set outcome = null, code = null, refusal_values = null
      where ${own} and outcome = 'skipped'`;
  const next = await sql<{ id: string; number: string | null }[]>`
    select turn.complaint_id as id, complaint.number from incident_round_case turn
    left join complaint on complaint.id = turn.complaint_id and ${visibleTo(sql, caller, 'complaint')}
    where turn.org_id = ${orgId} and turn.round_id = ${round.id} and turn.outcome is null
    order by turn.complaint_id limit ${AT_ONCE}`;
  const items: contract.Outcome[] = [];
  const until = performance.now() + LONGEST_MS;
  for (const { id, number } of next) {
    if (performance.now() > until) break;
    const item = await outcomeOf({ id, number }, () => inTransaction(sql, caller, (tx) => actOn(tx, round, id)));
    if (item.outcome === 'skipped')
      await sql`
        update incident_round_case set outcome = 'skipped', code = ${item.code}, refusal_values = ${sql.json(item.values)}
        where ${own} and complaint_id = ${id} and outcome is null`;
    // a case that one may not see any more is counted with the rest, and not named
    items.push(number === null ? { ...item, id: null } : item);
  }
  const [counts] = await sql<{ total: number; left: number }[]>`
    select count(*) as total, count(*) filter (where outcome is null) as left from incident_round_case where ${own}`;
  return { total: counts?.total ?? 0, left: counts?.left ?? 0, items };
}

/** The act and the tick behind it in one transaction: however often it is asked for, a case gets it once. */
async function actOn(tx: Tx<Staff>, round: Round, id: string): Promise<'done' | 'same'> {
  const { sql, caller } = tx;
  const own = sql`org_id = ${caller.orgId} and round_id = ${round.id} and complaint_id = ${id}`;
  const [turn] = await sql<{ outcome: 'done' | 'same' | null }[]>`
    select outcome from incident_round_case where ${own} for update`;
  if (!turn) throw notFound();
  if (turn.outcome) return turn.outcome;
  const [row] = await sql<{ isLinked: boolean; nextStep: string; nextStepAt: Date | null }[]>`
    select complaint.next_step, complaint.next_step_at, exists (
      select from incident_case link
      where link.org_id = complaint.org_id and link.complaint_id = complaint.id
        and link.incident_id = ${round.incidentId} and link.until_at is null) as is_linked
    from complaint where complaint.id = ${id} and ${visibleTo(sql, caller, 'complaint')} for update`;
  if (!row) throw notFound();
  if (!row.isLinked) throw new Refusal('incidents.not-linked');
  const { body, at } = round;
  let outcome: 'done' | 'same' = 'done';
  if (round.kind === 'note') await writeNoteOn(tx, { id, body, mentions: [], class: 'case' });
  else if (row.nextStep === body && row.nextStepAt?.getTime() === at?.getTime()) outcome = 'same';
  else await setNextStepOf(tx, { id, step: body, at: at as Date });
  tx.write(sql`update incident_round_case set outcome = ${outcome} where ${own}`);
  return outcome;
}
