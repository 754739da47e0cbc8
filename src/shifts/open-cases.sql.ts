import type { Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { dutyHolders, nextShiftAt, staffIn } from '../people/duty.sql.ts';
import { addDays, instantOf, localOf } from '../people/duty.ts';
import { type PostsSection, postsPart } from '../people/pack.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { currentEdition } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import type { OpenCase } from './list.ts';

/** A hand-over lists at most so many cases. */
export const MOST = 300;

interface Found {
  id: string;
  ownerId: string | null;
  handOverOpen: boolean;
  nextStepAt: Date | null;
  clocks: { id: string; title: string; dueAt: string }[];
  promises: { id: string; dueAt: string }[];
}

/** Open cases of a store that a hand-over may have to tell of, and those named by the giver; one more than fits at most. */
export async function openCases(
  { sql, caller }: Pick<Read<Staff>, 'sql' | 'caller'>,
  asked: { storeId: string; whose: 'mine' | 'store'; until: Date; named?: readonly string[] },
): Promise<OpenCase[]> {
  const me = caller.staffId;
  const named = asked.named ?? [];
  const unkept = sql`promise.org_id = complaint.org_id and promise.complaint_id = complaint.id and promise.kept_at is null`;
  const mine = sql`(complaint.owner_id = ${me} or exists (select from promise where ${unkept} and promise.made_by = ${me}))`;
  const rows = await sql<Found[]>`
    select complaint.id, complaint.owner_id, complaint.next_step_at,
           complaint.handed_over_at is not null and complaint.hand_over_seen_at is null as hand_over_open,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', clock.id, 'title', clock_rule.rule ->> 'title', 'dueAt', clock.due_at))
             from clock join clock_rule on clock_rule.org_id = clock.org_id and clock_rule.hash = clock.rule_hash
             where clock.org_id = complaint.org_id and clock.subject_id = complaint.id and clock.state = 'running'
               and clock.due_at < ${asked.until}), '[]') as clocks,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', promise.id, 'dueAt', promise.due_at) order by promise.due_at)
             from promise where ${unkept}), '[]') as promises
    from complaint
    where ${visibleTo(sql, caller)} and complaint.store_id = ${asked.storeId} and complaint.stage <> 'closed'
      and (complaint.id = any(${named as string[]}::uuid[])
        or (${asked.whose === 'mine' ? mine : sql`true`}
          and (complaint.attention_at < ${asked.until} or exists (select from promise where ${unkept})
            or (complaint.handed_over_at is not null and complaint.hand_over_seen_at is null))))
    order by complaint.id = any(${named as string[]}::uuid[]) desc, complaint.attention_at nulls last, complaint.id
    limit ${MOST + 1}`;
  const at = <T extends { dueAt: string }>(thing: T) => ({ ...thing, dueAt: new Date(thing.dueAt) });
  return rows.map((row) => ({ ...row, clocks: row.clocks.map(at), promises: row.promises.map(at) }));
}

export async function postsIn(sql: Reader, orgId: string, storeId: string, now: Date): Promise<PostsSection> {
  const edition = await currentEdition(sql, orgId, storeId, now);
  return edition ? sectionOf(edition.pack, postsPart) : { atSetUp: [], posts: [] };
}

const MORNING = '09:00';

/** Until when a hand-over looks: the giver's own next shift, else tomorrow morning. */
export async function untilFor(
  { sql, caller, now }: Read<Staff>,
  storeId: string,
): Promise<{ until: Date; untilBy: 'own-shift' | 'morning' }> {
  const own = await nextShiftAt(sql, caller.orgId, storeId, caller.staffId, now);
  if (own) return { until: own, untilBy: 'own-shift' };
  const [row] = await sql<{ timeZone: string }[]>`select time_zone from organisation where org_id = ${caller.orgId}`;
  const timeZone = row?.timeZone ?? 'UTC';
  return { until: instantOf(addDays(localOf(now, timeZone).day, 1), MORNING, timeZone), untilBy: 'morning' };
}

/** Who takes over as a rule: the people of the store's next shift, else those who answer now. */
export async function nextTakers({ sql, caller, now }: Read<Staff>, storeId: string): Promise<string[]> {
  const { orgId, staffId } = caller;
  const next = await sql<{ staffId: string }[]>`
    select shift.staff_id from duty_shift shift
    join staff on staff.org_id = shift.org_id and staff.id = shift.staff_id and staff.state = 'active'
    where shift.org_id = ${orgId} and shift.store_id = ${storeId} and shift.staff_id <> ${staffId}
      and shift.from_at = (
        select min(from_at) from duty_shift
        where org_id = ${orgId} and store_id = ${storeId} and from_at > ${now} and staff_id <> ${staffId})
      and not exists (
        select from staff_leave leave where leave.org_id = shift.org_id and leave.staff_id = shift.staff_id
          and leave.ended_at is null and leave.from_at <= shift.from_at and shift.from_at < leave.to_at)
    order by shift.id`;
  if (next.length) return next.map((row) => row.staffId);
  const { duty = [] } = await postsIn(sql, orgId, storeId, now);
  return dutyHolders(sql, orgId, storeId, now, { posts: duty, without: staffId === null ? [] : [staffId] });
}

/** Who may take cases of a store: holders of a post there that works on cases. */
export async function takersIn(
  sql: Reader,
  orgId: string,
  storeId: string,
  now: Date,
  ids: readonly string[] | null = null,
) {
  const section = await postsIn(sql, orgId, storeId, now);
  const able = new Set(
    section.posts.filter(({ permissions }) => permissions.includes('complaint.work')).map(({ key }) => key),
  );
  const people = await staffIn(sql, orgId, storeId, now, ids);
  return people.filter(({ posts }) => posts.some((post) => able.has(post))).map(({ id, name }) => ({ id, name }));
}
