import { forbidden } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { addMs, DAY } from '../base/time.ts';
import { policyOf } from '../complaints/actions/case-policy.ts';
import { speakersFor } from '../complaints/independence.sql.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import { batchMarks } from '../crisis/repeat.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { type Earlier, historyFacts, LOOKED_BACK_DAYS, MOST_OF_A_SIGN, type Sign } from './history.ts';
import { sectionsOf, titledIn } from './reads.ts';

const EVIDENCE_FORM = 'evidence-list';

/** Facts of earlier cases that the asker may see themselves; nothing is kept of it, and nobody else reads it. */
export async function historyFactsOf({ sql, caller, now }: Read<Staff>, { id }: { id: string }) {
  const { orgId } = caller;
  const row = await visibleRow(sql, caller, id);
  if (!may(caller, 'customer.history-facts', row.storeId)) throw forbidden('customer.history-facts');
  const [{ crisis, complaints, papers }, policy] = await Promise.all([
    sectionsOf(sql, orgId, row.policyEditionId),
    policyOf(sql, orgId, row.policyEditionId, row.calendarEditions),
  ]);
  const product = batchMarks(crisis.repeat, row.fields);
  const [found, demands, legal] = await Promise.all([
    earlierOf(sql, caller, row, addMs(now, -LOOKED_BACK_DAYS * DAY)),
    sql<{ type: string }[]>`
      select type from demand where org_id = ${orgId} and complaint_id = ${id} order by ordinal`,
    speakersFor(sql, orgId, row, policy.pack, crisis.hold.posts, now),
  ]);
  const earlier: Earlier[] = found.cases.map(({ stage, fields, ...one }) => ({
    ...one,
    by: found.by.get(one.id) ?? [],
    open: stage !== 'closed',
    sameProduct: batchMarks(crisis.repeat, fields).some((mark) =>
      product.some((own) => own.field === mark.field && own.value === mark.value),
    ),
  }));
  const facts = historyFacts(
    earlier,
    demands.map(({ type }) => type),
  );
  const form = papers.forms.find(({ key }) => key === EVIDENCE_FORM);
  const people = await namesOf(sql, orgId, legal.holders);
  const first = legal.holders.find((holder) => holder !== caller.staffId);
  return {
    days: LOOKED_BACK_DAYS,
    more: found.more,
    ...facts,
    sameDemand: facts.sameDemand.map(({ demand, cases }) => ({
      demand: titledIn(complaints.demandTypes, demand),
      cases,
    })),
    legal: first ? { id: first, name: people.get(first) ?? '' } : null,
    evidenceForm: form ? { key: form.key, title: form.title } : null,
  };
}

interface Found {
  readonly cases: {
    readonly id: string;
    readonly stage: string;
    readonly fields: Record<string, unknown>;
    readonly demands: string[];
    readonly askedFen: number | null;
    readonly givenFen: number | null;
  }[];
  readonly by: Map<string, Sign[]>;
  readonly more: boolean;
}

/** Earlier cases by each sign that ties them to this one; what was merged or registered by mistake does not count. */
async function earlierOf(
  sql: Reader,
  caller: Staff,
  row: { id: string; customerId: string | null; callerPhone: string },
  since: Date,
): Promise<Found> {
  const one = sql`
    complaint.id <> ${row.id} and complaint.received_at >= ${since} and complaint.merged_into is null
    and complaint.closed_as is distinct from 'voided' and ${visibleTo(sql, caller, 'complaint')}`;
  const signs = await sql<{ sign: Sign; id: string }[]>`
    (select 'customer' as sign, complaint.id from complaint
     where complaint.customer_id = ${row.customerId} and ${one} limit ${MOST_OF_A_SIGN + 1})
    union all
    (select 'phone', complaint.id from complaint
     where complaint.caller_phone = ${row.callerPhone} and complaint.caller_phone <> '' and ${one}
     limit ${MOST_OF_A_SIGN + 1})
    union all
    (select 'item', complaint.id from (
       select distinct other.complaint_id from complaint_mark own
       cross join lateral (
         select complaint_id from complaint_mark
         where org_id = own.org_id and value = own.value and field = own.field limit ${MOST_OF_A_SIGN + 1}) other
       where own.org_id = ${caller.orgId} and own.complaint_id = ${row.id}) same
     join complaint on complaint.org_id = ${caller.orgId} and complaint.id = same.complaint_id
     where ${one} limit ${MOST_OF_A_SIGN + 1})`;
  const by = new Map<string, Sign[]>();
  for (const { sign, id } of signs) by.set(id, [...(by.get(id) ?? []), sign]);
  const ids = [...by.keys()];
  const cases = await sql<Found['cases']>`
    select complaint.id, complaint.stage, complaint.fields,
           array(select distinct demand.type from demand
                 where demand.org_id = complaint.org_id and demand.complaint_id = complaint.id) as demands,
           (select max((record.data ->> 'amountFen')::bigint) from complaint_record record
            where record.org_id = complaint.org_id and record.complaint_id = complaint.id
              and record.act = 'approval-request' and record.ended_at is null) as asked_fen,
           (select sum(demand.amount_fen)::bigint from demand
            where demand.org_id = complaint.org_id and demand.complaint_id = complaint.id) as given_fen
    from complaint where complaint.org_id = ${caller.orgId} and complaint.id in (select unnest(${ids}::uuid[]))`;
  const counts = Map.groupBy(signs, ({ sign }) => sign);
  return { cases: [...cases], by, more: [...counts.values()].some(({ length }) => length > MOST_OF_A_SIGN) };
}
