import type { InputOf } from '../base/contract.ts';
import { Refusal } from '../base/refusal.ts';
import type { Read } from '../base/server/transaction.ts';
import type { Staff } from '../people/staff.ts';
import { AGE_BOUNDS, AGE_CLASSES } from './ageing.ts';
import type * as contract from './contract.ts';
import { type Frame, frameOf, type Instants, instantsOf, seen, within } from './period.sql.ts';
import { dayAfter, daysOf, lengthInDays } from './period.ts';
import { titled } from './titles.sql.ts';

const MOST_DAYS = 366;

/** The charts' figures, under the viewer's rights; every sum is the count of the list behind it. */
export async function periodFigures(read: Read<Staff>, given: InputOf<typeof contract.figures>) {
  const { sql, caller, now } = read;
  const period = { from: given.from, until: dayAfter(given.to) };
  const length = lengthInDays(period);
  if (length < 1 || length > MOST_DAYS)
    throw new Refusal('analytics.bad-period', { status: 400, values: { max: MOST_DAYS } });
  const frame = await frameOf(read, given.storeId);
  const instants = await instantsOf(sql, period, frame.timeZone);
  const [byDay, byCategory, byStore, byAge] = await Promise.all([
    countsByDay(read, frame, instants),
    countsByCategory(read, frame, instants),
    countsByStore(read, frame, instants),
    countsByAge(read, frame),
  ]);
  const counted = new Map(byDay.map((row) => [row.day, row]));
  const days = daysOf(period).map((day) => counted.get(day) ?? { day, opened: 0, closed: 0 });
  const ages = new Map(byAge.map((row) => [row.age, row]));
  const ageing = AGE_CLASSES.map((age, n) => ({
    ...age,
    open: ages.get(n)?.open ?? 0,
    overdue: ages.get(n)?.overdue ?? 0,
  }));
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  return {
    from: given.from,
    to: given.to,
    store: frame.store,
    today: frame.today,
    askedAt: now,
    opened: sum(days.map((day) => day.opened)),
    closed: sum(days.map((day) => day.closed)),
    open: sum(ageing.map((age) => age.open)),
    days: [...days],
    categories: await titled(sql, caller.orgId, byCategory, (section) => section.categories),
    stores: [...byStore],
    ageing,
  };
}

const countsByDay = ({ sql, caller }: Read<Staff>, frame: Frame, instants: Instants) => sql<
  { day: string; opened: number; closed: number }[]
>`
  select day, sum(opened)::int as opened, sum(closed)::int as closed
  from (
    select (complaint.received_at at time zone ${frame.timeZone}::text)::date as day, count(*) as opened, 0 as closed
    from complaint where ${seen(sql, caller, frame)} and ${within(sql, sql`complaint.received_at`, instants)} group by 1
    union all
    select (complaint.closed_at at time zone ${frame.timeZone}::text)::date, 0, count(*)
    from complaint where ${seen(sql, caller, frame)} and ${within(sql, sql`complaint.closed_at`, instants)} group by 1
  ) counted group by day`;

const countsByCategory = ({ sql, caller }: Read<Staff>, frame: Frame, instants: Instants) => sql<
  { key: string | null; editionId: string; count: number }[]
>`
  select complaint.category as key, complaint.policy_edition_id as edition_id, count(*)::int as count
  from complaint where ${seen(sql, caller, frame)} and ${within(sql, sql`complaint.received_at`, instants)}
  group by complaint.category, complaint.policy_edition_id order by complaint.policy_edition_id`;

const countsByStore = ({ sql, caller }: Read<Staff>, frame: Frame, instants: Instants) => sql<
  { id: string; name: string; opened: number; closed: number; open: number }[]
>`
  with counted as (
    select complaint.store_id,
           count(*) filter (where ${within(sql, sql`complaint.received_at`, instants)})::int as opened,
           count(*) filter (where ${within(sql, sql`complaint.closed_at`, instants)} is true)::int as closed,
           count(*) filter (where complaint.stage <> 'closed')::int as open
    from complaint
    where ${seen(sql, caller, frame)}
      and (complaint.stage <> 'closed' or ${within(sql, sql`complaint.received_at`, instants)}
           or ${within(sql, sql`complaint.closed_at`, instants)})
    group by complaint.store_id
  )
  select store.id, store.name, counted.opened, counted.closed, counted.open
  from counted join store on store.org_id = ${caller.orgId} and store.id = counted.store_id
  order by counted.opened desc, store.name, store.id`;

const countsByAge = ({ sql, caller, now }: Read<Staff>, frame: Frame) => sql<
  { age: number; open: number; overdue: number }[]
>`
  select width_bucket(${frame.today}::text::date - (complaint.received_at at time zone ${frame.timeZone}::text)::date,
                      ${[...AGE_BOUNDS]}::int[]) as age,
         count(*)::int as open, coalesce(count(*) filter (where complaint.clock_due_at < ${now}), 0)::int as overdue
  from complaint where ${seen(sql, caller, frame)} and complaint.stage <> 'closed' group by 1`;
