import type { Reader } from '../base/server/db.ts';
import { gather } from '../base/server/gather.ts';
import type { Read } from '../base/server/transaction.ts';
import { DAY } from '../base/time.ts';
import type { CloseKind, Satisfaction } from '../complaints/complaint.ts';
import { complaintAssigned } from '../complaints/facts.ts';
import { allOf, type CaseRecord, current } from '../complaints/records.ts';
import { tallyOf } from '../complaints/tally.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { mostAlike } from './precedent.ts';
import { sectionsOf, titledIn } from './reads.ts';
import { candidatesFor } from './similar.sql.ts';

const SHOWN = 6;
/** What a precedent is told from. */
const ACTS = ['plan', 'agreement', 'special', 'escalation', 'lesson', 'review-written'];

interface Outcome {
  readonly id: string;
  readonly number: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly category: string | null;
  readonly excerpt: string;
  readonly receivedAt: Date;
  readonly closedAt: Date;
  readonly closedAs: CloseKind | null;
  readonly satisfaction: Satisfaction | null;
  readonly policyEditionId: string;
}

/** 类似案例, read when the panel is opened: what one may see, in the order of likeness. */
export async function precedentsOf({ sql, caller }: Read<Staff>, { id }: { id: string }) {
  const { orgId } = caller;
  const row = await visibleRow(sql, caller, id);
  const { crisis } = await sectionsOf(sql, orgId, row.policyEditionId);
  const { own, others } = await candidatesFor(sql, caller, row, crisis.repeat);
  const alike = mostAlike(own, others, SHOWN);
  const [{ cases, ...parts }, followed] = await Promise.all([
    outcomesOf(
      sql,
      caller,
      alike.map(({ id }) => id),
    ),
    followedBy(sql, caller, id),
  ]);
  const recordsOf = Map.groupBy(parts.records, ({ complaintId }) => complaintId);
  const demandsOf = Map.groupBy(parts.demands, ({ complaintId }) => complaintId);
  const assigned = new Map(parts.handed.map(({ complaintId, handed }) => [complaintId, handed]));
  const policies = new Map(
    await Promise.all(
      [...new Set(cases.map(({ policyEditionId }) => policyEditionId))].map(
        async (edition) => [edition, (await sectionsOf(sql, orgId, edition)).complaints] as const,
      ),
    ),
  );
  const items = alike.flatMap(({ id: otherId, points, by }) => {
    const outcome = cases.find((one) => one.id === otherId);
    const pack = outcome && policies.get(outcome.policyEditionId);
    if (!outcome || !pack) return [];
    const records = recordsOf.get(otherId) ?? [];
    const { handOvers, costFen } = tallyOf(
      { records },
      { ...outcome, demands: demandsOf.get(otherId) ?? [], assigned: assigned.get(otherId) ?? 0 },
    );
    return {
      id: otherId,
      number: outcome.number,
      store: { id: outcome.storeId, name: outcome.storeName },
      category: outcome.category === null ? null : titledIn(pack.categories, outcome.category),
      excerpt: outcome.excerpt,
      closedAt: outcome.closedAt,
      points,
      by,
      plan: planOf(records, (remedy) => titledIn(pack.remedies, remedy)),
      costFen,
      closedAs: outcome.closedAs,
      satisfaction: outcome.satisfaction,
      days: Math.round(((outcome.closedAt.getTime() - outcome.receivedAt.getTime()) / DAY) * 10) / 10,
      handOvers,
      lesson: (current(records, 'review-written') ?? current(records, 'lesson'))?.data.lesson ?? '',
    };
  });
  return { items, followed: [...followed] };
}

/** The plan that the customer agreed to, else the last one. */
function planOf(records: readonly CaseRecord[], remedy: (key: string) => { key: string; title: string }) {
  const agreement = current(records, 'agreement');
  const plan = allOf(records, 'plan').find(({ id }) => id === agreement?.data.planId) ?? current(records, 'plan');
  if (!plan) return null;
  const { need, joint, options } = plan.data;
  const agreed = agreement?.data.planId === plan.id ? agreement.data.option : null;
  return {
    need,
    joint,
    options: options.map((option, n) => ({
      outline: option.outline,
      benefit: option.benefit,
      details: option.details,
      remedy: remedy(option.remedy),
      amountFen: option.amountFen,
      costFen: option.costFen ?? null,
      immediate: option.immediate,
      immediateMinutes: option.immediateMinutes,
      agreed: n === agreed,
    })),
  };
}

function outcomesOf(sql: Reader, caller: Staff, ids: readonly string[]) {
  const meant = sql`(select unnest(${ids as string[]}::uuid[]))`;
  const own = sql`org_id = ${caller.orgId} and complaint_id in ${meant}`;
  return gather(sql, {
    // looked at once more: what is shown is never older than the right to see it
    cases: sql<Outcome[]>`
      select complaint.id, complaint.number, complaint.store_id, store.name as store_name, complaint.category,
             complaint.excerpt, complaint.received_at, complaint.closed_at, complaint.closed_as,
             complaint.satisfaction, complaint.policy_edition_id
      from complaint join store on store.org_id = complaint.org_id and store.id = complaint.store_id
      where complaint.id in ${meant} and ${visibleTo(sql, caller, 'complaint')}`,
    records: sql<(CaseRecord & { complaintId: string })[]>`
      select id, complaint_id, act, by_id, at, data, ended_at from complaint_record
      where ${own} and act = any(${ACTS}) order by at, id`,
    demands: sql<{ complaintId: string; amountFen: number | null }[]>`
      select complaint_id, amount_fen from demand where ${own}`,
    handed: sql<{ complaintId: string; handed: number }[]>`
      select subject_id as complaint_id, count(data ->> 'fromId')::int as handed from fact
      where org_id = ${caller.orgId} and subject_id in ${meant} and kind = ${complaintAssigned.kind} group by subject_id`,
  });
}

const followedBy = (sql: Reader, caller: Staff, id: string) => sql<{ planId: string; id: string; number: string }[]>`
  select record.id as plan_id, complaint.id, complaint.number
  from complaint_record record
  join complaint on complaint.org_id = record.org_id and complaint.id = (record.data ->> 'precedentId')::uuid
  where record.org_id = ${caller.orgId} and record.complaint_id = ${id} and record.act = 'plan'
    and record.data ? 'precedentId' and ${visibleTo(sql, caller, 'complaint')}
  order by record.id desc`;
