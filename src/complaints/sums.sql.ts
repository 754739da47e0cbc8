import type { Fragment, Reader, Sql } from '../base/server/db.ts';
import { HOUR } from '../base/time.ts';
import { firstContact } from './filter.sql.ts';

/** Cases due in the same quarter of a day are one sum: those of the present quarter are counted one by one. */
export const DUE_SLOT_MS = 6 * HOUR;

/** A `complaint` as it is counted: the columns of `complaint_counted`. */
export const counted = (sql: Reader, zone: Fragment): Fragment => sql`
  complaint.org_id, complaint.id as complaint_id, complaint.store_id, complaint.sensitive, complaint.department_ids,
  complaint.involved_ids, complaint.excluded_ids, complaint.stage <> 'closed' as open,
  case when complaint.stage <> 'closed' then complaint.clock_due_at end as clock_due_at,
  (complaint.received_at at time zone ${zone})::date as received_on, ${firstContact(sql)} as contact,
  (complaint.closed_at at time zone ${zone})::date as closed_on, complaint.satisfaction`;

/** The sums that one of `complaint_counted` belongs to; those without a slot are none. */
const sumsOf = (sql: Reader): Fragment => sql`(values
  ('open', case when one.open then 0 end),
  ('due', floor(extract(epoch from one.clock_due_at) / ${DUE_SLOT_MS / 1000}::integer)::integer),
  ('received', one.received_on - date '1970-01-01'),
  (one.contact, case when one.contact in ('on-time', 'late') then one.received_on - date '1970-01-01' end),
  (one.satisfaction, one.closed_on - date '1970-01-01')) as part (what, slot)`;

const AT_ONCE = 5000;

/**
 * Brings the sums up to the cases that changed. Each is counted anew as it stands and taken out as it was counted
 * last, so it does not matter how often, or after which of its changes, that happens. One worker at a time.
 */
export async function keepSums(sql: Sql): Promise<void> {
  while (await keptSome(sql));
}

const keptSome = async (sql: Sql): Promise<boolean> => {
  const [any] = await sql`select from complaint_touched limit 1`;
  return (
    any !== undefined &&
    sql.begin(async (tx) => {
      const [lock] = await tx<{ got: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtextextended('complaint sums', 0)) as got`;
      if (!lock?.got) return false;
      const [done] = await tx<{ touched: number }[]>`
      with gone as (
        delete from complaint_touched
        where (org_id, id) in (select org_id, id from complaint_touched limit ${AT_ONCE})
        returning org_id, complaint_id
      ), touched as materialized (select distinct org_id, complaint_id from gone),
      was as materialized (
        select one.* from touched
        cross join lateral (
          select * from complaint_counted one
          where one.org_id = touched.org_id and one.complaint_id = touched.complaint_id offset 0) one
      ), stands as materialized (
        select one.* from touched
        cross join lateral (
          select ${counted(tx, tx`organisation.time_zone`)} from complaint
          join organisation on organisation.org_id = complaint.org_id
          where complaint.org_id = touched.org_id and complaint.id = touched.complaint_id offset 0) one
      ), removed as (
        delete from complaint_counted one using was
        where one.org_id = was.org_id and one.complaint_id = was.complaint_id
          and not exists (select from stands where stands.org_id = was.org_id and stands.complaint_id = was.complaint_id)
      ), kept as (
        insert into complaint_counted (org_id, complaint_id, store_id, sensitive, department_ids, involved_ids,
          excluded_ids, open, clock_due_at, received_on, contact, closed_on, satisfaction)
        select org_id, complaint_id, store_id, sensitive, department_ids, involved_ids,
          excluded_ids, open, clock_due_at, received_on, contact, closed_on, satisfaction from stands
        on conflict (org_id, complaint_id) do update
        set (store_id, sensitive, department_ids, involved_ids, excluded_ids, open, clock_due_at, received_on, contact,
             closed_on, satisfaction)
          = (excluded.store_id, excluded.sensitive, excluded.department_ids, excluded.involved_ids, excluded.excluded_ids,
             excluded.open, excluded.clock_due_at, excluded.received_on, excluded.contact, excluded.closed_on,
             excluded.satisfaction)
      ), summed as (
        insert into complaint_sum (org_id, what, slot, store_id, sensitive, department_ids, count)
        select org_id, what, slot, store_id, sensitive, department_ids, sum(n) from (
          select one.org_id, part.what, part.slot, one.store_id, one.sensitive, one.department_ids, 1 as n
          from stands one cross join lateral ${sumsOf(tx)} where part.what is not null and part.slot is not null
          union all
          select one.org_id, part.what, part.slot, one.store_id, one.sensitive, one.department_ids, -1
          from was one cross join lateral ${sumsOf(tx)} where part.what is not null and part.slot is not null
        ) change
        group by org_id, what, slot, store_id, sensitive, department_ids having sum(n) <> 0
        on conflict (org_id, what, slot, store_id, sensitive, department_ids)
        do update set count = complaint_sum.count + excluded.count
      )
      select count(*)::int as touched from gone`;
      return done?.touched === AT_ONCE;
    })
  );
};

/** What is in no figure any more: cases long closed, days long past, sums of nothing. A case that comes back is counted anew. */
export async function dropOldSums(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended('complaint sums', 0))`;
    await tx`
      delete from complaint_counted
      where not open and greatest(received_on, closed_on) < current_date - ${KEPT_DAYS}::integer`;
    await tx`
      delete from complaint_sum
      where count = 0 or (what not in ('open', 'due') and slot < current_date - date '1970-01-01' - ${KEPT_DAYS}::integer)`;
  });
}

/** More than the days that a figure looks back, in any time zone. */
const KEPT_DAYS = 20;
