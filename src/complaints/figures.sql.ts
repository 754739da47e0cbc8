import type { Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { CONTENT, FIGURE_DAYS, FIGURES, type FigureName } from './figures.ts';
import { firstContact, type Looking, lookingNow, startOf, wanted } from './filter.sql.ts';
import { daysOf, type Filter } from './filter.ts';
import { localDayIn } from './local-day.ts';

type Given = { storeId?: string | undefined };

/** The figures of the workbench, under the viewer's rights: counted by the filters of the lists behind them. */
export async function complaintFigures({ sql, caller, now }: Read<Staff>, { storeId }: Given) {
  const looking = await lookingNow(sql, caller, now);
  const within = (filter: Readonly<Filter>): Filter => ({ ...filter, ...(storeId && { storeId }) });
  const share = async (name: FigureName) => {
    const { filter, of = filter } = FIGURES[name];
    const [counted, whole] = await Promise.all([within(filter), within(of)].map((each) => countOf(sql, looking, each)));
    return { count: counted ?? 0, of: whole ?? 0 };
  };
  const [open, overdue, today, contactOnTime, satisfied] = await Promise.all([
    countOf(sql, looking, within(FIGURES.open.filter)),
    countOf(sql, looking, within(FIGURES.overdue.filter)),
    countOf(sql, looking, within(FIGURES.today.filter)),
    share('contactOnTime'),
    share('satisfied'),
  ]);
  return { open, overdue, today, contactOnTime, satisfied };
}

async function countOf(sql: Reader, looking: Looking, filter: Filter): Promise<number> {
  const [row] = await sql<{ found: number }[]>`
    select count(*)::int as found from complaint
    where ${visibleTo(sql, looking.staff, 'complaint')} and ${wanted(sql, looking, filter)}`;
  return row?.found ?? 0;
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
