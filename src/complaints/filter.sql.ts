import type { Fragment, Reader } from '../base/server/db.ts';
import type { Staff } from '../people/staff.ts';
import { FIRST_CONTACT } from './figures.ts';
import { daysOf, type FieldName, type FieldValue, type Filter } from './filter.ts';
import { localDayIn } from './local-day.ts';
import { timeZoneOf } from './reads.ts';

/** Who looks, when, and by which days. */
export interface Looking {
  readonly staff: Staff;
  readonly now: Date;
  readonly zone: string;
}

export const lookingNow = async (sql: Reader, staff: Staff, now: Date): Promise<Looking> => ({
  staff,
  now,
  zone: await timeZoneOf(sql, staff.orgId),
});

/** The condition of a filter on `complaint`; every value is bound. The words of `q` are looked for by whoever lists. */
export function wanted(
  sql: Reader,
  looking: Looking,
  filter: { [Name in FieldName]?: FieldValue<Name> | undefined },
): Fragment {
  const { staff, now, zone } = looking;
  const me = staff.staffId;
  const today = localDayIn(zone)(now);
  const is = (column: Fragment, value: string | undefined) => (value === undefined ? null : sql`${column} = ${value}`);
  const among = (column: Fragment, values: readonly string[] | undefined) =>
    values === undefined ? null : sql`${column} = any(${values as string[]})`;
  const onDays = (column: Fragment, period: string | undefined) => {
    if (period === undefined) return null;
    const { from, to } = daysOf(period, today);
    return sql`(${from === null ? sql`true` : sql`${column} >= ${startOf(sql, from, zone)}`}
      and ${to === null ? sql`true` : sql`${column} < ${endOf(sql, to, zone)}`} and ${column} is not null)`;
  };
  return all(sql, [
    filter.state === 'open' || filter.clock || filter.next ? sql`complaint.stage <> 'closed'` : null,
    filter.state === 'closed' ? sql`complaint.stage = 'closed'` : null,
    among(sql`complaint.stage`, filter.stage),
    among(sql`complaint.severity`, filter.severity),
    // said in the words of the index of them, which a bound list does not imply
    filter.severity && !filter.severity.includes('general') ? sql`complaint.severity in ('major', 'crisis')` : null,
    among(sql`complaint.kind`, filter.kind),
    among(sql`complaint.category`, filter.category),
    among(sql`complaint.channel`, filter.channel),
    among(sql`complaint.source`, filter.source),
    among(sql`complaint.satisfaction`, filter.satisfaction),
    is(sql`complaint.store_id`, filter.storeId),
    filter.owner === 'none' ? sql`complaint.owner_id is null` : null,
    filter.owner === 'me' ? sql`complaint.owner_id = ${me}` : null,
    filter.owner && filter.owner !== 'none' && filter.owner !== 'me' ? sql`complaint.owner_id = ${filter.owner}` : null,
    filter.involved ? sql`complaint.involved_ids @> array[${me}]::uuid[]` : null,
    filter.handOver === 'waiting' ? handedOver(sql) : null,
    filter.handOver === 'taken' ? sql`not ${handedOver(sql)}` : null,
    filter.clock ? clockIs(sql, filter.clock, now) : null,
    filter.next ? nextIs(sql, filter.next, looking, today) : null,
    onDays(sql`complaint.received_at`, filter.received),
    onDays(sql`complaint.closed_at`, filter.closed),
    filter.contact ? sql`${firstContact(sql)} = any(${filter.contact as string[]})` : null,
    filter.sender ? sentBy(sql, filter.sender) : null,
    filter.sample ? sql`complaint.sample = ${filter.sample === 'true'}` : null,
  ]);
}

const all = (sql: Reader, conditions: readonly (Fragment | null)[]): Fragment =>
  conditions.reduce<Fragment>((before, next) => (next ? sql`${before} and ${next}` : before), sql`true`);

/** The first moment of a day, and of the day after it. */
export const startOf = (sql: Reader, day: string, zone: string): Fragment =>
  sql`(${day}::date::timestamp at time zone ${zone}::text)`;
const endOf = (sql: Reader, day: string, zone: string): Fragment =>
  sql`((${day}::date + 1)::timestamp at time zone ${zone}::text)`;

const handedOver = (sql: Reader): Fragment =>
  sql`(complaint.handed_over_at is not null and complaint.hand_over_seen_at is null)`;

/** What the chip of the row says. Overdue is told from the row alone, so that the commonest question stays cheap. */
function clockIs(sql: Reader, states: readonly NonNullable<Filter['clock']>[number][], now: Date): Fragment {
  const overdue = sql`complaint.clock_due_at < ${now}`;
  const others = states.filter((state) => state !== 'overdue');
  const other = sql`(complaint.clock_due_at is null or complaint.clock_due_at >= ${now}) and coalesce((
    select case when clock.paused_until > ${now} then 'paused' when clock.warned > 0 then 'warning' else 'running' end
    from clock where clock.org_id = complaint.org_id and clock.subject_id = complaint.id and clock.state = 'running'
    order by clock.due_at limit 1), 'none') = any(${others})`;
  if (others.length === 0) return overdue;
  return states.length === others.length ? sql`(${other})` : sql`(${overdue} or (${other}))`;
}

function nextIs(sql: Reader, next: NonNullable<Filter['next']>, { now, zone }: Looking, today: string): Fragment {
  switch (next) {
    case 'none':
      return sql`complaint.next_step_at is null`;
    case 'overdue':
      return sql`complaint.next_step_at < ${now}`;
    case 'today':
      return sql`(complaint.next_step_at >= ${startOf(sql, today, zone)} and complaint.next_step_at < ${endOf(sql, today, zone)})`;
  }
}

/** Null where no such clock was started, or it ended without an answer. */
export const firstContact = (sql: Reader): Fragment => sql`(
  select case when clock.breach_class = 'attempted' then 'attempted'
              when clock.breached_at is not null and clock.late_record is distinct from 'confirmed' then 'late'
              when clock.state = 'stopped' then 'on-time'
              when clock.state = 'running' then 'waiting' end
  from clock where clock.org_id = complaint.org_id and clock.subject_id = complaint.id and clock.rule_key = ${FIRST_CONTACT}
  order by clock.started_at, clock.id limit 1)`;

const sentBy = (sql: Reader, sender: string): Fragment => sql`exists (
  select 1 from outside_number where outside_number.org_id = complaint.org_id and outside_number.complaint_id = complaint.id
    and outside_number.sender like ${`%${sender.replace(/[\\%_]/g, '\\$&')}%`})`;
