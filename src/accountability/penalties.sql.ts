import { notFound } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { policyOf } from '../complaints/actions/case-policy.ts';
import { speakersFor } from '../complaints/independence.sql.ts';
import { cursorOf, readCursor } from '../complaints/list.sql.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { holds, may, type Staff } from '../people/staff.ts';
import { editionById } from '../policies/actions/editions.ts';
import type * as contract from './contract.ts';
import {
  approvingPosts,
  asideFrom,
  askedBy,
  OWN_ACTS,
  PENALTY_ACTS,
  type PenaltyAct,
  whyNotPenalty,
} from './penalty.ts';
import { papersOf, stepsOf } from './reads.ts';
import { seesPenalty } from './sight.sql.ts';
import type { HearingRow, PenaltyRow, StepRow } from './store.ts';

type Person = { id: string; name: string };
type Listed = PenaltyRow & { number: string; storeId: string; storeName: string };

const listed = (sql: Reader, caller: Staff, which: Fragment, end: Fragment) => sql<Listed[]>`
  select penalty.*, complaint.number, complaint.store_id, store.name as store_name
  from penalty
  join complaint on complaint.org_id = penalty.org_id and complaint.id = penalty.complaint_id
  join store on store.org_id = complaint.org_id and store.id = complaint.store_id
  where ${seesPenalty(sql, caller)} and ${which} ${end}`;

async function heads(sql: Reader, orgId: string, rows: readonly Listed[]) {
  const people = await namesOf(
    sql,
    orgId,
    rows.map(({ staffId }) => staffId),
  );
  return rows.map((row) => ({
    id: row.id,
    case: { id: row.complaintId, number: row.number },
    store: { id: row.storeId, name: row.storeName },
    staff: { id: row.staffId, name: people.get(row.staffId) ?? '' },
    measure: row.measure,
    amountFen: row.amountFen,
    statementDueAt: row.statementDueAt,
    state: row.state,
    proposedAt: row.proposedAt,
  }));
}

export async function listPenalties({ sql, caller }: Read<Staff>, given: Given<typeof contract.list>) {
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const which = sql`
    (${given.storeId ?? null}::uuid is null or complaint.store_id = ${given.storeId ?? null})
    and (${given.state ?? null}::text is null or penalty.state = ${given.state ?? null})
    and (${id}::uuid is null or (penalty.proposed_at, penalty.id) < (${at}::timestamptz, ${id}::uuid))`;
  const end = sql`order by penalty.proposed_at desc, penalty.id desc limit ${given.limit + 1}`;
  const rows = await listed(sql, caller, which, end);
  const items = rows.slice(0, given.limit);
  const last = rows.length > given.limit ? items.at(-1) : undefined;
  return {
    items: await heads(sql, caller.orgId, items),
    next: last ? cursorOf([last.proposedAt, last.id]) : null,
  };
}

/** Proposals of a case, and what a new one begins with. */
export async function penaltiesOfCase({ sql, caller }: Read<Staff>, { id }: { id: string }) {
  const row = await visibleRow(sql, caller, id);
  const mayRead =
    may(caller, 'accountability.propose', row.storeId) || may(caller, 'accountability.approve', row.storeId);
  if (!mayRead) return { items: [], mayRead, rules: [], document: '', suggestedBy: null };
  const [rows, policy, edition, judged] = await Promise.all([
    listed(sql, caller, sql`complaint.id = ${id}`, sql`order by penalty.proposed_at desc, penalty.id desc`),
    policyOf(sql, caller.orgId, row.policyEditionId, row.calendarEditions),
    editionById(sql, caller.orgId, row.policyEditionId),
    sql<{ ground: string | null }[]>`
      select data ->> 'ground' as ground from complaint_record
      where org_id = ${caller.orgId} and complaint_id = ${id} and act in ('standing', 'responsibility')
        and ended_at is null
      order by at desc`,
  ]);
  const rules = policy.pack.grounds.filter(({ effects }) => effects?.includes('penalty-review'));
  const asks = askedBy(
    rules,
    judged.map(({ ground }) => ground),
    rows.map(({ state }) => state),
  );
  return {
    items: await heads(sql, caller.orgId, rows),
    mayRead,
    rules: rules.map(({ key, title, clause = '' }) => ({ key, title, clause })),
    document: edition?.pack.documentNumber ?? '',
    suggestedBy: asks?.title ?? null,
  };
}

export async function viewPenalty({ sql, caller, now }: Read<Staff>, { id }: { id: string }) {
  const { orgId } = caller;
  const [row] = await listed(sql, caller, sql`penalty.id = ${id}`, sql``);
  if (!row) throw notFound();
  const file = await visibleRow(sql, caller, row.complaintId);
  const [steps, policy, papers, records] = await Promise.all([
    stepsOf(sql, orgId, [id]),
    policyOf(sql, orgId, file.policyEditionId, file.calendarEditions),
    papersOf(sql, orgId, [row.complaintId], row.attachmentIds),
    sql<{ id: string; act: string; at: Date }[]>`
      select id, act, at from complaint_record
      where org_id = ${orgId} and complaint_id = ${row.complaintId} and id = any(${row.recordIds}::uuid[])
      order by at, id`,
  ]);
  const deciding = row.state === 'appealed' ? 'decideAppeal' : 'decide';
  const excludedIds = [...file.excludedIds, ...asideFrom({ ...row, steps }, deciding)];
  const named = approvingPosts(policy.pack, { severity: file.severity, amountFen: row.amountFen });
  const { posts } = await speakersFor(sql, orgId, { ...file, excludedIds }, policy.pack, named, now);
  const mayDecide =
    may(caller, 'accountability.approve', row.storeId) && posts.some((post) => holds(caller, post, row.storeId));
  const mayPropose = may(caller, 'accountability.propose', row.storeId);
  const can = PENALTY_ACTS.filter(
    (act) =>
      !OWN_ACTS.includes(act) &&
      (act === 'decide' || act === 'decideAppeal' ? mayDecide : mayPropose) &&
      whyNotPenalty({ ...row, steps }, act, caller.staffId, now) === null,
  );
  const people = await namesOf(sql, orgId, [row.staffId, row.headId, row.proposedBy, ...steps.map(({ byId }) => byId)]);
  const who = (one: string | null): Person | null => (one === null ? null : { id: one, name: people.get(one) ?? '' });
  return {
    ...coreOf(row, steps, who, can),
    case: { id: row.complaintId, number: row.number },
    store: { id: row.storeId, name: row.storeName },
    staff: who(row.staffId) as Person,
    head: who(row.headId),
    proposedBy: who(row.proposedBy),
    approvers: posts.map((post) => policy.posts.find(({ key }) => key === post)?.title ?? post),
    records: [...records],
    attachments: papers.map(({ id, name, type, bytes }) => ({ id, name, type, bytes })),
  };
}

const coreOf = (
  row: PenaltyRow,
  steps: readonly StepRow[],
  who: (id: string | null) => Person | null,
  can: PenaltyAct[],
) => ({
  id: row.id,
  rule: row.rule,
  document: row.document,
  event: row.event,
  measure: row.measure,
  amountFen: row.amountFen,
  statementDueAt: row.statementDueAt,
  state: row.state,
  proposedAt: row.proposedAt,
  steps: steps.map(({ act, byId, at, words, toldAt }) => ({ act, by: who(byId), at, words, toldAt })),
  can,
});

// ---- hearings

export async function hearingsOfCase({ sql, caller }: Read<Staff>, { id }: { id: string }) {
  const row = await visibleRow(sql, caller, id);
  if (!may(caller, 'complaint.investigation-notes', row.storeId)) throw notFound();
  const rows = await sql<HearingRow[]>`
    select * from hearing where org_id = ${caller.orgId} and complaint_id = ${id} order by asked_at desc, id desc`;
  const papers = await papersOf(
    sql,
    caller.orgId,
    [id],
    rows.flatMap(({ attachmentIds }) => attachmentIds),
  );
  const people = await namesOf(
    sql,
    caller.orgId,
    rows.flatMap(({ staffId, askedBy }) => [staffId, askedBy]),
  );
  const who = (one: string | null): Person | null => (one === null ? null : { id: one, name: people.get(one) ?? '' });
  return {
    items: rows.map((hearing) => ({
      id: hearing.id,
      staff: who(hearing.staffId) as Person,
      accusation: hearing.accusation,
      attachments: papers
        .filter((paper) => hearing.attachmentIds.includes(paper.id))
        .map(({ id, name, type, bytes }) => ({ id, name, type, bytes })),
      dueAt: hearing.dueAt,
      askedBy: who(hearing.askedBy),
      askedAt: hearing.askedAt,
      statement: hearing.statement,
      statedAt: hearing.statedAt,
      endedAt: hearing.endedAt,
    })),
  };
}

const MOST = 50;

/** What the person meant sees: their own pages. No case, no number, no name of who told us; a file without its name. */
export async function ownStatements({ sql, caller, now }: Read<Staff>) {
  const { orgId, staffId } = caller;
  if (staffId === null) return { hearings: [], penalties: [], waiting: 0 };
  const [hearings, penalties] = await Promise.all([
    sql<HearingRow[]>`
      select * from hearing where org_id = ${orgId} and staff_id = ${staffId} and ended_at is null
      order by asked_at desc, id desc limit ${MOST}`,
    sql<PenaltyRow[]>`
      select * from penalty where org_id = ${orgId} and staff_id = ${staffId} and state <> 'withdrawn'
      order by proposed_at desc, id desc limit ${MOST}`,
  ]);
  const [papers, steps] = await Promise.all([
    papersOf(
      sql,
      orgId,
      hearings.map(({ complaintId }) => complaintId),
      hearings.flatMap(({ attachmentIds }) => attachmentIds),
    ),
    stepsOf(
      sql,
      orgId,
      penalties.map(({ id }) => id),
    ),
  ]);
  const people = await namesOf(
    sql,
    orgId,
    steps.map(({ byId }) => byId),
  );
  const who = (one: string | null): Person | null => (one === null ? null : { id: one, name: people.get(one) ?? '' });
  const own = penalties.map((row) => {
    const mine = steps.filter(({ penaltyId }) => penaltyId === row.id);
    const can = OWN_ACTS.filter((act) => whyNotPenalty({ ...row, steps: mine }, act, staffId, now) === null);
    // whoever proposed it may be who told us
    const shown = mine.map((step) => (step.act === 'proposed' ? { ...step, byId: null } : step));
    return coreOf(row, shown, who, [...can]);
  });
  return {
    hearings: hearings.map(({ id, accusation, attachmentIds, dueAt, askedAt, statement, statedAt }) => ({
      id,
      accusation,
      attachments: papers
        .filter((paper) => attachmentIds.includes(paper.id))
        .map(({ id, type, bytes }) => ({ id, type, bytes })),
      dueAt,
      askedAt,
      statement,
      statedAt,
    })),
    penalties: own,
    waiting:
      hearings.filter(({ statedAt }) => statedAt === null).length +
      own.filter(({ can }) => can.includes('state')).length,
  };
}
