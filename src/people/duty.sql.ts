import type { Fragment, Reader } from '../base/server/db.ts';
import { earliest } from '../base/time.ts';
import { isOff, type Leave, type Shift } from './duty.ts';

/** Staff of `holding` who hold it today and are active; joins staff and organisation. */
const heldToday = (sql: Reader, orgId: string, storeId: string, now: Date): Fragment => sql`
  post_holding holding
  join staff on staff.org_id = holding.org_id and staff.id = holding.staff_id and staff.state = 'active'
  join organisation on organisation.org_id = holding.org_id
  where holding.org_id = ${orgId} and (holding.store_id is null or holding.store_id = ${storeId})
    and holding.ended_at is null
    and (${now}::timestamptz at time zone organisation.time_zone)::date
        between holding.from_day and coalesce(holding.to_day, 'infinity')`;

export interface DutyAsked {
  /** The duty post: who answers while nobody is on duty, the first of these posts that somebody present holds. */
  readonly posts: readonly string[];
  /** Only holders of one of these posts; everybody unless told. */
  readonly able?: readonly string[] | undefined;
  /** Never these: the persons meant by a complaint. */
  readonly without?: readonly string[] | undefined;
  /** Stands in for somebody on leave: answers beside those on duty. */
  readonly deputyId?: string | null | undefined;
}

/** Who answers for a store now: staff on duty, else the duty post; nobody who is on leave. In the order of the roster. */
export async function dutyHolders(
  sql: Reader,
  orgId: string,
  storeId: string,
  now: Date,
  { posts, able, without = [], deputyId = null }: DutyAsked,
): Promise<string[]> {
  const rows = await sql<{ staffId: string; post: string | null }[]>`
    with present as (
      select holding.staff_id, holding.post, holding.store_id is null as everywhere, holding.granted_at, holding.id
      from ${heldToday(sql, orgId, storeId, now)}
        and ${able ? sql`holding.post = any(${able as string[]})` : sql`true`}
        and holding.staff_id <> all(${without as string[]}::uuid[])
        and not exists (
          select from staff_leave leave where leave.org_id = holding.org_id and leave.staff_id = holding.staff_id
            and leave.ended_at is null and leave.from_at <= ${now} and ${now} < leave.to_at)
    )
    select staff_id, post from (
      select shift.staff_id, null as post, 0 as place, extract(epoch from shift.from_at) as early, shift.id
      from duty_shift shift
      where shift.org_id = ${orgId} and shift.store_id = ${storeId} and shift.from_at <= ${now} and ${now} < shift.to_at
        and shift.staff_id in (select staff_id from present)
      union all
      select staff_id, null, 0, -1, id from present where staff_id = ${deputyId}
      union all
      select staff_id, post, array_position(${posts as string[]}::text[], post),
             everywhere::int * 1e12 + extract(epoch from granted_at), id
      from present where post = any(${posts as string[]})
    ) found order by place, early, id`;
  const first = rows[0];
  return [...new Set(rows.filter(({ post }) => post === first?.post).map(({ staffId }) => staffId))];
}

interface Presence {
  readonly shifts: readonly Shift[];
  readonly leaves: readonly (Leave & { readonly deputyId: string | null })[];
}

/** What runs now: the shifts of a store, and the leaves of these people and of those on duty. */
async function presenceIn(
  sql: Reader,
  orgId: string,
  storeId: string,
  staffIds: readonly string[],
  now: Date,
): Promise<Presence> {
  const shifts = await sql<Shift[]>`
    select staff_id, from_at, to_at, takes_over from duty_shift
    where org_id = ${orgId} and store_id = ${storeId} and from_at <= ${now} and ${now} < to_at`;
  const asked = [...new Set([...staffIds, ...shifts.map(({ staffId }) => staffId)])];
  const leaves = asked.length
    ? await sql<Presence['leaves'][number][]>`
        select staff_id, from_at, to_at, deputy_id from staff_leave
        where org_id = ${orgId} and staff_id = any(${asked}::uuid[]) and ended_at is null
          and from_at <= ${now} and ${now} < to_at
        order by from_at`
    : [];
  return { shifts, leaves };
}

export interface Off {
  readonly staffId: string | null;
  readonly why: 'leave' | 'shift' | 'nobody';
  /** When the leave, or the shift that takes over, began. */
  readonly since: Date;
  /** When a leave ends. */
  readonly until: Date | null;
  readonly deputyId: string | null;
}

/**
 * Who of these owners is off in a store now. Null among them asks whether what nobody owns needs the one on duty; the
 * answers stand under the owner's id, or `''` for nobody.
 */
export async function offIn(
  sql: Reader,
  orgId: string,
  storeId: string,
  owners: readonly (string | null)[],
  now: Date,
): Promise<ReadonlyMap<string, Off>> {
  const presence = await presenceIn(
    sql,
    orgId,
    storeId,
    owners.filter((id) => id !== null),
    now,
  );
  const takenOverSince =
    earliest(...presence.shifts.filter(({ takesOver }) => takesOver).map(({ fromAt }) => fromAt)) ?? now;
  const off = new Map<string, Off>();
  for (const staffId of owners) {
    if (!isOff(staffId, presence, now)) continue;
    const leave = presence.leaves.find((one) => one.staffId === staffId);
    off.set(staffId ?? '', {
      staffId,
      why: staffId === null ? 'nobody' : leave ? 'leave' : 'shift',
      since: leave?.fromAt ?? takenOverSince,
      until: leave?.toAt ?? null,
      deputyId: leave?.deputyId ?? null,
    });
  }
  return off;
}

/** Staff of the organisation who hold a post in that store today, active ones: those of these ids, or all. By name. */
export const staffIn = (sql: Reader, orgId: string, storeId: string, now: Date, ids: readonly string[] | null = null) =>
  sql<{ id: string; name: string; posts: string[] }[]>`
    select staff.id, staff.name, array_agg(distinct holding.post) as posts
    from ${heldToday(sql, orgId, storeId, now)}
      and ${ids ? sql`holding.staff_id = any(${ids as string[]}::uuid[])` : sql`true`}
    group by staff.id, staff.name order by staff.name collate pinyin, staff.id`;

/** When the next shift of the store, or of one person in it, begins after an instant; null when none is planned. */
export async function nextShiftAt(
  sql: Reader,
  orgId: string,
  storeId: string,
  staffId: string | null,
  now: Date,
): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`
    select min(from_at) as at from duty_shift
    where org_id = ${orgId} and store_id = ${storeId} and from_at > ${now}
      and (${staffId}::uuid is null or staff_id = ${staffId})`;
  return row?.at ?? null;
}

/** Who stands in for a person: the deputy of the leave that runs or comes next, then deputies in their posts. */
export async function deputiesOfPerson(sql: Reader, orgId: string, staffId: string, now: Date): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from (
      select deputy_id as id, 0 as place, from_at from staff_leave
      where org_id = ${orgId} and staff_id = ${staffId} and ended_at is null and to_at > ${now} and deputy_id is not null
      union all
      select holding.staff_id, 1, holding.granted_at from post_holding holding
      join organisation on organisation.org_id = holding.org_id
      where holding.org_id = ${orgId} and holding.acting_for = ${staffId} and holding.ended_at is null
        and (${now}::timestamptz at time zone organisation.time_zone)::date <= coalesce(holding.to_day, 'infinity')
    ) found order by place, from_at`;
  return [...new Set(rows.map((row) => row.id))];
}

export async function onLeaveNow(sql: Reader, orgId: string, ids: readonly string[], now: Date): Promise<Set<string>> {
  if (!ids.length) return new Set();
  const rows = await sql<{ staffId: string }[]>`
    select staff_id from staff_leave
    where org_id = ${orgId} and staff_id = any(${ids as string[]}::uuid[]) and ended_at is null
      and from_at <= ${now} and ${now} < to_at`;
  return new Set(rows.map(({ staffId }) => staffId));
}
