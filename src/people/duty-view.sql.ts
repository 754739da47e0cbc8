import { notFound, Refusal } from '../base/refusal.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { isOfStore } from './actions/keep-roster.ts';
import { dutyHolders, staffIn } from './duty.sql.ts';
import { addDays, instantOf, type Pattern } from './duty.ts';
import type * as contract from './duty-contract.ts';
import type { LeaveKind } from './leave.ts';
import { type PostsInForce, postIn } from './pack.ts';
import { may, type Staff } from './staff.ts';

const LONGEST_DAYS = 62;

/** The roster of a store as everybody with a post there sees it. */
export async function dutyOf(
  { sql, caller, now }: Read<Staff>,
  given: Given<typeof contract.readDuty>,
  section: PostsInForce,
) {
  const { orgId } = caller;
  const { storeId } = given;
  if (!isOfStore(caller, storeId)) throw notFound();
  if (given.to < given.from) throw new Refusal('people.days-reversed', { status: 400 });
  if (given.to > addDays(given.from, LONGEST_DAYS)) throw new Refusal('people.duty-too-long', { status: 400 });
  const [store] = await sql<{ timeZone: string }[]>`
    select organisation.time_zone from store join organisation using (org_id)
    where store.org_id = ${orgId} and store.id = ${storeId}`;
  if (!store) throw notFound();
  const { timeZone } = store;
  const from = instantOf(given.from, '00:00', timeZone);
  const to = instantOf(addDays(given.to, 1), '00:00', timeZone);
  const [shifts, patterns, people, holders] = await Promise.all([
    sql<{ id: string; staffId: string; name: string; fromAt: Date; toAt: Date; takesOver: boolean; note: string }[]>`
      select shift.id, shift.staff_id, staff.name, shift.from_at, shift.to_at, shift.takes_over, shift.note
      from duty_shift shift join staff on staff.org_id = shift.org_id and staff.id = shift.staff_id
      where shift.org_id = ${orgId} and shift.store_id = ${storeId} and shift.from_at < ${to} and shift.to_at > ${from}
      order by shift.from_at, staff.name, shift.id`,
    sql<Pattern[]>`
      select title, from_time as "from", to_time as "to", days, takes_over from duty_pattern
      where org_id = ${orgId} and store_id = ${storeId} order by ordinal`,
    staffIn(sql, orgId, storeId, now),
    dutyHolders(sql, orgId, storeId, now, { posts: (section.stores?.get(storeId) ?? section).duty ?? [] }),
  ]);
  const known = [...new Set([...people.map(({ id }) => id), ...shifts.map(({ staffId }) => staffId)])];
  const leaves = await sql<
    {
      id: string;
      staffId: string;
      name: string;
      fromAt: Date;
      toAt: Date;
      kind: LeaveKind;
      deputyId: string;
      deputy: string | null;
    }[]
  >`
    select leave.id, leave.staff_id, staff.name, leave.from_at, leave.to_at, leave.kind, leave.deputy_id, deputy.name as deputy
    from staff_leave leave
    join staff on staff.org_id = leave.org_id and staff.id = leave.staff_id
    left join staff deputy on deputy.org_id = leave.org_id and deputy.id = leave.deputy_id
    where leave.org_id = ${orgId} and leave.staff_id = any(${known}::uuid[]) and leave.ended_at is null
      and leave.from_at < ${to} and leave.to_at > ${from}
    order by leave.from_at, leave.id`;
  const working = new Set(
    people
      .flatMap(({ posts }) => posts)
      .filter((key) => postIn(section, key, storeId)?.permissions.includes('complaint.work')),
  );
  const mayManage = may(caller, 'duty.manage', storeId);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    timeZone,
    mayManage,
    shifts: shifts.map(({ staffId, name, ...shift }) => ({ ...shift, staff: { id: staffId, name } })),
    patterns: patterns.map((pattern) => ({ ...pattern, days: [...pattern.days] })),
    leaves: leaves.map(({ staffId, name, kind, deputyId, deputy, ...leave }) => {
      const mayEnd = mayManage || staffId === caller.staffId;
      return {
        ...leave,
        staff: { id: staffId, name },
        kind: mayEnd ? kind : null,
        deputy: deputy === null ? null : { id: deputyId, name: deputy },
        mayEnd: mayEnd && leave.toAt > now,
      };
    }),
    people: people.map(({ id, name, posts }) => ({ id, name, works: posts.some((post) => working.has(post)) })),
    now: holders.map((id) => ({ id, name: names.get(id) ?? '' })),
  };
}
