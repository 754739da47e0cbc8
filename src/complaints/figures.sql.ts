import type { Fragment } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { DAY } from '../base/time.ts';
import type { Staff } from '../people/staff.ts';
import { sightOf, visibleTo } from '../people/visible-to.sql.ts';
import { SATISFACTIONS } from './complaint.ts';
import { CONTENT, FIGURE_DAYS } from './figures.ts';
import { firstContact, lookingNow, startOf, wanted } from './filter.sql.ts';
import { daysOf } from './filter.ts';
import { localDayIn } from './local-day.ts';
import { timeZoneOf } from './reads.ts';
import { counted, DUE_SLOT_MS } from './sums.sql.ts';

type Given = { storeId?: string | undefined };

const JUDGED = ['on-time', 'late'];
const daySlot = (day: string): number => Date.parse(day) / DAY;

/**
 * The figures of the workbench, under the viewer's rights: as the lists behind them would count. Read from sums by what
 * decides who sees a case (store, departments, being sensitive); apart from them the few cases that this viewer sees
 * for being involved, or not for being excluded, those due right now, and those that changed and are not summed yet.
 */
export async function complaintFigures({ sql, caller, now }: Read<Staff>, { storeId }: Given) {
  const zone = await timeZoneOf(sql, caller.orgId);
  const { from, to } = daysOf(`${FIGURE_DAYS}d`, localDayIn(zone)(now)) as { from: string; to: string };
  const quarter = Math.floor(now.getTime() / DUE_SLOT_MS);
  const quarterAt = new Date(quarter * DUE_SLOT_MS);
  const { ours, involved, excluded, reached } = sightOf(sql, caller, 'one');
  const there = storeId ? sql`one.store_id = ${storeId}` : sql`true`;
  const wanted = sql`${ours} and ${there}`;
  const visible = sql`(${wanted} and not ${excluded} and (${involved} or ${reached}))`;
  const columns = (overdue: Fragment): Fragment =>
    sql`one.open, ${overdue} as overdue, one.received_on, one.contact, one.closed_on, one.satisfaction`;
  const dueBefore = (instant: Date): Fragment => columns(sql`one.clock_due_at < ${instant}`);
  const sumsOf = (which: Fragment): Fragment =>
    sql`select what, count from complaint_sum one where ${wanted} and ${reached} and ${which}`;
  // where a person is named the organisation is theirs: a planner without statistics would read it all to say so
  const [row] = await sql<Sums[]>`
    with pending as materialized (
      select distinct complaint_id from complaint_touched where org_id = ${caller.orgId}
    ), apart (n, open, overdue, received_on, contact, closed_on, satisfaction) as materialized (
      select -1, ${dueBefore(quarterAt)} from complaint_counted one where ${there} and one.excluded_ids <> '{}' and ${excluded} and ${reached}
      union all
      select 1, ${dueBefore(quarterAt)} from complaint_counted one
      where ${there} and ${involved} and not ${excluded} and not ${reached}
      union all
      select 1, false, true, null, null, null, null from complaint_counted one
      where ${visible} and one.clock_due_at >= ${quarterAt} and one.clock_due_at < ${now}
      union all
      select -1, ${dueBefore(now)} from pending cross join lateral (
        select * from complaint_counted was
        where was.org_id = ${caller.orgId} and was.complaint_id = pending.complaint_id offset 0) one
      where ${visible}
      union all
      select 1, ${dueBefore(now)} from pending cross join lateral (
        select ${counted(sql, sql`${zone}::text`)} from complaint
        where complaint.org_id = ${caller.orgId} and complaint.id = pending.complaint_id offset 0) one
      where ${visible}
    ), summed as (
      select what, sum(count)::int as count from (
        ${sumsOf(sql`what = 'open'`)}
        union all ${sumsOf(sql`what = 'due' and slot < ${quarter}::integer`)}
        union all ${sumsOf(sql`what = 'received' and slot = ${daySlot(to)}::integer`)}
        union all ${sumsOf(sql`what = any(${[...JUDGED, ...SATISFACTIONS]}) and slot between ${daySlot(from)}::integer and ${daySlot(to)}::integer`)}
      ) one group by what
    ), part as (
      select what, count from summed
      union all select 'open', n from apart where open
      union all select 'due', n from apart where overdue
      union all select 'received', n from apart where received_on = ${to}::date
      union all select contact, n from apart where contact = any(${[...JUDGED]}) and received_on between ${from}::date and ${to}::date
      union all select satisfaction, n from apart where satisfaction is not null and closed_on between ${from}::date and ${to}::date
    )
    select coalesce(sum(count) filter (where what = 'open'), 0)::int as open,
           coalesce(sum(count) filter (where what = 'due'), 0)::int as overdue,
           coalesce(sum(count) filter (where what = 'received'), 0)::int as today,
           coalesce(sum(count) filter (where what = 'on-time'), 0)::int as on_time,
           coalesce(sum(count) filter (where what = any(${[...JUDGED]})), 0)::int as judged,
           coalesce(sum(count) filter (where what = any(${[...CONTENT]})), 0)::int as content,
           coalesce(sum(count) filter (where what = any(${[...SATISFACTIONS]})), 0)::int as asked
    from part`;
  const { open = 0, overdue = 0, today = 0, onTime = 0, judged = 0, content = 0, asked = 0 } = row ?? {};
  return {
    open,
    overdue,
    today,
    contactOnTime: { count: onTime, of: judged },
    satisfied: { count: content, of: asked },
  };
}

interface Sums {
  open: number;
  overdue: number;
  today: number;
  onTime: number;
  judged: number;
  content: number;
  asked: number;
}

interface Day {
  day: string;
  open: number;
  overdue: number;
  came: number;
  onTime: number;
  judged: number;
  content: number;
  asked: number;
}

/** The same, day by day, from what stands on the cases today: a case reopened since counts as never closed. */
export async function complaintTrends({ sql, caller, now }: Read<Staff>, { storeId }: Given) {
  const looking = await lookingNow(sql, caller, now);
  const { zone } = looking;
  const { from, to } = daysOf(`${FIGURE_DAYS}d`, localDayIn(zone)(now));
  const first = startOf(sql, from as string, zone);
  const days = await sql<Day[]>`
    with seen as materialized (
      select complaint.org_id, complaint.id, complaint.received_at, complaint.closed_at, complaint.satisfaction
      from complaint
      where ${visibleTo(sql, caller, 'complaint')} and ${wanted(sql, looking, { storeId })}
        and (complaint.stage <> 'closed' or complaint.closed_at >= ${first})
    ), late as materialized (
      select clock.subject_id, clock.breached_at, clock.ended_at
      from seen join clock on clock.org_id = seen.org_id and clock.subject_id = seen.id
      where clock.breached_at is not null
    ), contact as materialized (
      select complaint.received_at, ${firstContact(sql)} as outcome from seen complaint where complaint.received_at >= ${first}
    ), day as materialized (
      select to_char(day, 'YYYY-MM-DD') as day, day at time zone ${zone}::text as starts,
             least((day + interval '1 day') at time zone ${zone}::text, ${now}::timestamptz) as ends
      from generate_series(${from}::date::timestamp, ${to}::date::timestamp, interval '1 day') day
    )
    select day.day,
      (select count(*) from seen where received_at < ends and (closed_at is null or closed_at >= ends))::int as open,
      (select count(distinct subject_id) from late where breached_at < ends and (ended_at is null or ended_at >= ends))::int as overdue,
      (select count(*) from seen where received_at >= starts and received_at < ends)::int as came,
      (select count(*) from contact where received_at >= starts and received_at < ends and outcome = 'on-time')::int as on_time,
      (select count(*) from contact where received_at >= starts and received_at < ends and outcome in ('on-time', 'late'))::int as judged,
      (select count(*) from seen where closed_at >= starts and closed_at < ends and satisfaction = any(${[...CONTENT]}))::int as content,
      (select count(*) from seen where closed_at >= starts and closed_at < ends and satisfaction is not null)::int as asked
    from day order by day.day`;
  const percent = (part: number, whole: number): number | null => (whole ? Math.round((part / whole) * 100) : null);
  return {
    days: days.map(({ day }) => day),
    open: days.map(({ open }) => open),
    overdue: days.map(({ overdue }) => overdue),
    today: days.map(({ came }) => came),
    contactOnTime: days.map(({ onTime, judged }) => percent(onTime, judged)),
    satisfied: days.map(({ content, asked }) => percent(content, asked)),
  };
}
