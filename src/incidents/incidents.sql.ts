import { notFound } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { cursorOf, readCursor } from '../complaints/list.sql.ts';
import { type Row, rowColumns, rowJoins, toRows } from '../complaints/rows.sql.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type * as cases from './cases-contract.ts';
import type * as contract from './contract.ts';
import { mayManage, seesIncident, visibleIncident } from './sight.sql.ts';
import type { IncidentRow } from './store.ts';

type Listed = IncidentRow & { storeName: string | null; ownerName: string | null; cases: number; openCases: number };

const stateOf = ({ closedAt }: Pick<IncidentRow, 'closedAt'>) => (closedAt === null ? 'open' : 'closed');

/** With names, and counts of the cases that the reader may see. */
const listed = (sql: Reader, caller: Staff, which: Fragment, end: Fragment) => sql<Listed[]>`
  select incident.*, store.name as store_name, owner.name as owner_name, seen.cases, seen.open_cases
  from incident
  left join store on store.org_id = incident.org_id and store.id = incident.store_id
  left join staff owner on owner.org_id = incident.org_id and owner.id = incident.owner_id
  cross join lateral (
    select count(*) as cases, count(*) filter (where complaint.stage <> 'closed') as open_cases
    from incident_case link
    join complaint on complaint.org_id = link.org_id and complaint.id = link.complaint_id
    where link.org_id = incident.org_id and link.incident_id = incident.id and link.unlink_reason is null
      and ${visibleTo(sql, caller, 'complaint')}) seen
  where ${seesIncident(sql, caller)} and ${which} ${end}`;

const headOf = (row: Listed) => ({
  id: row.id,
  number: row.number,
  title: row.title,
  state: stateOf(row) as 'open' | 'closed',
  store: row.storeId === null ? null : { id: row.storeId, name: row.storeName ?? '' },
  owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
  openedAt: row.openedAt,
  closedAt: row.closedAt,
  cases: row.cases,
  openCases: row.openCases,
  wordingVersion: row.wordingVersion,
});

export async function listIncidents({ sql, caller }: Read<Staff>, given: Given<typeof contract.list>) {
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const which = sql`
    (${given.storeId ?? null}::uuid is null or incident.store_id is null or incident.store_id = ${given.storeId ?? null})
    and (${given.state ?? null}::text is null or (incident.closed_at is null) = (${given.state ?? null} = 'open'))
    and (${id}::uuid is null or (incident.opened_at, incident.id) < (${at}::timestamptz, ${id}::uuid))`;
  const end = sql`order by incident.opened_at desc, incident.id desc limit ${given.limit + 1}`;
  const rows = await listed(sql, caller, which, end);
  const items = rows.slice(0, given.limit);
  const last = rows.length > given.limit ? items.at(-1) : undefined;
  return { items: items.map(headOf), next: last ? cursorOf([last.openedAt, last.id]) : null };
}

export async function viewIncident({ sql, caller }: Read<Staff>, { id }: { id: string }) {
  const { orgId, staffId } = caller;
  const [row] = await listed(sql, caller, sql`incident.id = ${id}`, sql``);
  if (!row) throw notFound();
  const [wordings, rounds, [own]] = await Promise.all([
    sql<{ version: number; body: string; changedBy: string | null; changedAt: Date }[]>`
      select version, body, changed_by, changed_at from incident_wording
      where org_id = ${orgId} and incident_id = ${id} order by version desc`,
    sql<
      {
        id: string;
        kind: 'note' | 'next-step';
        body: string;
        at: Date | null;
        byId: string | null;
        begunAt: Date;
        total: number;
        left: number;
        skipped: number;
      }[]
    >`
      select round.id, round.kind, round.body, round.at, round.by_id, round.begun_at, counts.*
      from incident_round round
      cross join lateral (
        select count(*) as total, count(*) filter (where turn.outcome is null) as left,
               count(*) filter (where turn.outcome = 'skipped') as skipped
        from incident_round_case turn
        join complaint on complaint.org_id = turn.org_id and complaint.id = turn.complaint_id
        where turn.org_id = round.org_id and turn.round_id = round.id and ${visibleTo(sql, caller, 'complaint')}) counts
      where round.org_id = ${orgId} and round.incident_id = ${id} order by round.begun_at desc, round.id desc limit 20`,
    row.representativeCaseId === null
      ? []
      : sql<{ number: string }[]>`
          select complaint.number from complaint
          where complaint.id = ${row.representativeCaseId} and ${visibleTo(sql, caller, 'complaint')}`,
  ]);
  const people = await namesOf(sql, orgId, [
    row.spokespersonId,
    row.openedBy,
    row.closedBy,
    ...wordings.map(({ changedBy }) => changedBy),
    ...rounds.map(({ byId }) => byId),
  ]);
  const who = (one: string | null) => (one === null ? null : { id: one, name: people.get(one) ?? '' });
  const isHidden = row.representativeCaseId !== null && !own;
  return {
    ...headOf(row),
    version: row.version,
    known: row.known,
    spokesperson: who(row.spokespersonId),
    spokespersonContact: row.spokespersonContact,
    representative:
      row.representativeAuthority === null
        ? null
        : {
            name: isHidden ? '' : row.representativeName,
            caseId: own ? row.representativeCaseId : null,
            caseNumber: own?.number ?? null,
            authority: row.representativeAuthority,
            note: isHidden ? '' : row.representativeNote,
          },
    openedBy: who(row.openedBy),
    closedBy: who(row.closedBy),
    result: row.result,
    wordings: wordings.map(({ version, body, changedBy, changedAt }) => ({
      version,
      body,
      by: who(changedBy),
      at: changedAt,
    })),
    rounds: rounds.map(({ byId, ...round }) => ({ ...round, by: who(byId), mine: byId === staffId })),
    mayManage: row.closedAt === null && mayManage(caller, row),
    mayLink: row.closedAt === null && may(caller, 'incident.manage'),
  };
}

export async function casesOf({ sql, caller, now }: Read<Staff>, given: Given<typeof cases.cases>) {
  const incident = await visibleIncident(sql, caller, given.id);
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const found = await sql<(Row & { linkId: string; linkedBy: string | null; linkedAt: Date })[]>`
    select ${rowColumns(sql)}, link.id as link_id, link.linked_by, link.linked_at
    from complaint ${rowJoins(sql)}
    join incident_case link on link.org_id = complaint.org_id and link.complaint_id = complaint.id
    where link.incident_id = ${incident.id} and link.unlink_reason is null and ${visibleTo(sql, caller, 'complaint')}
      and (${id}::uuid is null or (link.linked_at, link.id) < (${at}::timestamptz, ${id}::uuid))
    order by link.linked_at desc, link.id desc limit ${given.limit + 1}`;
  const page = found.slice(0, given.limit);
  const last = found.length > given.limit ? page.at(-1) : undefined;
  const [rows, people] = await Promise.all([
    toRows(sql, caller.orgId, page, now),
    namesOf(
      sql,
      caller.orgId,
      page.map(({ linkedBy }) => linkedBy),
    ),
  ]);
  return {
    items: rows.map((row, n) => {
      const { linkedBy, linkedAt, storeId } = page[n] as (typeof page)[number];
      return {
        row,
        linkedBy: linkedBy === null ? null : { id: linkedBy, name: people.get(linkedBy) ?? '' },
        linkedAt,
        mayUnlink: incident.closedAt === null && may(caller, 'incident.manage', storeId),
      };
    }),
    next: last ? cursorOf([last.linkedAt, last.linkId]) : null,
  };
}

/** A fact that names a case which the reader may not see does not exist for them. */
export async function incidentTimeline({ sql, caller }: Read<Staff>, given: Given<typeof contract.timeline>) {
  const incident = await visibleIncident(sql, caller, given.id);
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const facts = await sql<
    {
      id: string;
      kind: string;
      actorId: string | null;
      occurredAt: Date;
      recordedAt: Date;
      data: Record<string, unknown>;
      caseId: string | null;
      number: string | null;
    }[]
  >`
    select fact.id, fact.kind, fact.actor_id, fact.occurred_at, fact.recorded_at, fact.data,
           complaint.id as case_id, complaint.number
    from fact
    left join complaint on complaint.id = (fact.data ->> 'complaintId')::uuid and ${visibleTo(sql, caller, 'complaint')}
    where fact.org_id = ${caller.orgId} and fact.subject_id = ${incident.id}
      and (fact.data ->> 'complaintId' is null or complaint.id is not null)
      and (${id}::uuid is null or (fact.recorded_at, fact.id) < (${at}::timestamptz, ${id}::uuid))
    order by fact.recorded_at desc, fact.id desc limit ${given.limit + 1}`;
  const page = facts.slice(0, given.limit);
  const last = facts.length > given.limit ? page.at(-1) : undefined;
  const people = await namesOf(
    sql,
    caller.orgId,
    page.map(({ actorId }) => actorId),
  );
  return {
    items: page.map((fact) => ({
      id: fact.id,
      kind: fact.kind,
      by: fact.actorId === null ? null : { id: fact.actorId, name: people.get(fact.actorId) ?? '' },
      at: fact.occurredAt,
      case: fact.caseId === null ? null : { id: fact.caseId, number: fact.number ?? '' },
      data: fact.data,
    })),
    next: last ? cursorOf([last.recordedAt, last.id]) : null,
  };
}

/** Whoever sees the case sees what to say about it. An open incident goes before one that is over. */
export async function incidentOfCase({ sql, caller }: Read<Staff>, given: { id: string }) {
  const { orgId } = caller;
  const row = await visibleRow(sql, caller, given.id);
  const mayLink = may(caller, 'incident.manage', row.storeId);
  const [found] = await sql<
    (IncidentRow & { body: string | null; changedBy: string | null; changedAt: Date | null })[]
  >`
    select incident.*, wording.body, wording.changed_by, wording.changed_at
    from incident_case link
    join incident on incident.org_id = link.org_id and incident.id = link.incident_id
    left join incident_wording wording on wording.org_id = incident.org_id and wording.incident_id = incident.id
      and wording.version = incident.wording_version
    where link.org_id = ${orgId} and link.complaint_id = ${row.id} and link.unlink_reason is null
    order by link.until_at desc nulls first limit 1`;
  if (!found) return { incident: null, mayLink };
  const people = await namesOf(sql, orgId, [found.spokespersonId, found.changedBy]);
  const who = (id: string | null) => (id === null ? null : { id, name: people.get(id) ?? '' });
  return {
    incident: {
      id: found.id,
      number: found.number,
      title: found.title,
      state: stateOf(found) as 'open' | 'closed',
      result: found.result,
      spokesperson: who(found.spokespersonId),
      spokespersonContact: found.spokespersonContact,
      wording:
        found.body === null || found.changedAt === null
          ? null
          : { version: found.wordingVersion, body: found.body, by: who(found.changedBy), at: found.changedAt },
    },
    mayLink,
  };
}

export async function openIncidentsOf({ sql, caller }: Read<Staff>, { ids }: Given<typeof cases.ofCases>) {
  const items = await sql<{ caseId: string; number: string; title: string }[]>`
    select complaint.id as case_id, incident.number, incident.title
    from incident_case link
    join incident on incident.org_id = link.org_id and incident.id = link.incident_id
    join complaint on complaint.org_id = link.org_id and complaint.id = link.complaint_id
    where link.org_id = ${caller.orgId} and link.complaint_id = any(${ids}) and link.until_at is null
      and ${visibleTo(sql, caller, 'complaint')}`;
  return { items: [...items] };
}

export async function roundOf({ sql, caller }: Read<Staff>, given: Given<typeof cases.readRound>) {
  const { orgId } = caller;
  await visibleIncident(sql, caller, given.id);
  const [round] = await sql`
    select 1 from incident_round where org_id = ${orgId} and id = ${given.roundId} and incident_id = ${given.id}`;
  if (!round) throw notFound();
  const turns = await sql<
    {
      id: string;
      number: string;
      outcome: 'done' | 'same' | 'skipped' | null;
      code: string | null;
      refusalValues: Record<string, string | number> | null;
    }[]
  >`
    select complaint.id, complaint.number, turn.outcome, turn.code, turn.refusal_values
    from incident_round_case turn
    join complaint on complaint.org_id = turn.org_id and complaint.id = turn.complaint_id
    where turn.org_id = ${orgId} and turn.round_id = ${given.roundId} and ${visibleTo(sql, caller, 'complaint')}
    order by complaint.number`;
  const count = (outcome: 'done' | 'same' | null): number => turns.filter((turn) => turn.outcome === outcome).length;
  return {
    total: turns.length,
    left: count(null),
    done: count('done'),
    same: count('same'),
    skipped: turns.flatMap(({ id, number, outcome, code, refusalValues }) =>
      outcome === 'skipped' ? [{ id, number, outcome, code, values: refusalValues ?? {} }] : [],
    ),
  };
}
