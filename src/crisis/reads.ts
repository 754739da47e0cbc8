import type { Reader } from '../base/server/db.ts';
import { type ComplaintsSection, complaintsPart } from '../complaints/pack.ts';
import { type PostsSection, postsPart } from '../people/pack.ts';
import type { Staff } from '../people/staff.ts';
import { currentEdition, editionById } from '../policies/actions/editions.ts';
import type { Pack } from '../policies/pack.ts';
import { sectionOf } from '../policies/pack.ts';
import { type CrisisSection, crisisPart } from './pack.ts';

export interface CrisisPolicy {
  readonly editionId: string;
  readonly crisis: CrisisSection;
  readonly complaints: ComplaintsSection;
  readonly posts: PostsSection;
  /** As people read it. */
  readonly postTitle: (post: string) => string;
}

function policyIn(id: string, pack: Pack): CrisisPolicy {
  const posts = sectionOf(pack, postsPart);
  return {
    editionId: id,
    crisis: sectionOf(pack, crisisPart),
    complaints: sectionOf(pack, complaintsPart),
    posts,
    postTitle: (post) => posts.posts.find(({ key }) => key === post)?.title ?? post,
  };
}

/** Of an edition that a case or an activation is pinned to. */
export async function crisisPolicyOf(sql: Reader, orgId: string, editionId: string): Promise<CrisisPolicy> {
  const edition = await editionById(sql, orgId, editionId);
  if (!edition) throw new Error(`policy edition ${editionId} is pinned and not there`);
  return policyIn(edition.id, edition.pack);
}

/** In force now for a store; null before set-up. */
export async function crisisPolicyNow(
  sql: Reader,
  orgId: string,
  storeId: string | null,
): Promise<CrisisPolicy | null> {
  const edition = await currentEdition(sql, orgId, storeId);
  return edition && policyIn(edition.id, edition.pack);
}

/** Holds one of these posts there; in no store: only who holds it in all. */
export const holdsAny = (caller: Staff, posts: readonly string[], storeId: string | null): boolean =>
  caller.staffId === null ||
  caller.posts.some(
    (held) => posts.includes(held.post) && (held.storeId === null || (storeId !== null && held.storeId === storeId)),
  );

/** Who reads of outside callers: the posts that answer any of them, and the crisis posts. */
export const callerReaders = ({ crisis, complaints }: CrisisPolicy): string[] => [
  ...new Set([...crisis.callers.kinds.flatMap(({ answers }) => answers), ...complaints.crisis.posts]),
];

export interface Holder {
  readonly post: string;
  readonly staffId: string;
  readonly name: string;
  readonly phone: string;
  readonly deputy: boolean;
  readonly off: boolean;
}

/**
 * Who holds these posts there today, deputies included, in the order of the posts: the store's own first. `off`: on
 * leave. Whoever stands in for a leave comes right after, as a deputy. `storeId` null: who holds them in all stores.
 */
export async function holdersWithPhone(
  sql: Reader,
  orgId: string,
  posts: readonly string[],
  storeId: string | null,
  now: Date,
): Promise<Holder[]> {
  if (!posts.length) return [];
  return await sql<Holder[]>`
    with held as (
      select holding.post, holding.staff_id, holding.acting_for is not null as deputy,
             array_position(${posts as string[]}::text[], holding.post) as place,
             holding.store_id is null as everywhere, holding.granted_at,
             (select leave.deputy_id from staff_leave leave
              where leave.org_id = holding.org_id and leave.staff_id = holding.staff_id and leave.ended_at is null
                and leave.from_at <= ${now} and ${now} < leave.to_at order by leave.from_at limit 1) as stand_in,
             exists (select from staff_leave leave
              where leave.org_id = holding.org_id and leave.staff_id = holding.staff_id and leave.ended_at is null
                and leave.from_at <= ${now} and ${now} < leave.to_at) as off
      from post_holding holding
      join organisation on organisation.org_id = holding.org_id
      where holding.org_id = ${orgId} and holding.post = any(${posts as string[]}) and holding.ended_at is null
        and (holding.store_id is null or holding.store_id = ${storeId})
        and (${now}::timestamptz at time zone organisation.time_zone)::date
            between holding.from_day and coalesce(holding.to_day, 'infinity')
    )
    select found.post, found.staff_id, staff.name, staff.phone, bool_and(found.deputy) as deputy, bool_and(found.off) as off
    from (
      select post, staff_id, deputy, off, place, everywhere, granted_at, 0 as after from held
      union all
      select post, stand_in, true, false, place, everywhere, granted_at, 1 from held where stand_in is not null
    ) found
    join staff on staff.org_id = ${orgId} and staff.id = found.staff_id and staff.state = 'active'
    group by found.post, found.staff_id, staff.name, staff.phone, found.place
    order by found.place, min(found.everywhere::int), min(found.after), bool_and(found.deputy), min(found.granted_at),
             found.staff_id`;
}
