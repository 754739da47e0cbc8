import type { Fragment, Reader } from '../base/server/db.ts';
import type { Permission } from './permissions.ts';
import type { HeldPost, Staff } from './staff.ts';

/**
 * `maySee` as a condition on a table that carries org_id, store_id, department_ids, involved_ids, excluded_ids
 * and sensitive, none of them null but store_id. Goes into `where`.
 */
export function visibleTo(sql: Reader, staff: Staff, alias = 'complaint'): Fragment {
  const { always, ways } = visibleBy(sql, staff, alias);
  return sql`${always} and (${ways.reduce((all, way) => sql`${all} or ${way}`)})`;
}

/**
 * The same, each way apart: what a row must be, and one of which ways it must be reached by. A page that is read by
 * index in its order can take the first of each way; joined by `or` they keep an index from telling the order.
 */
export function visibleBy(
  sql: Reader,
  staff: Staff,
  alias = 'complaint',
): { always: Fragment; ways: [Fragment, ...Fragment[]] } {
  const { ours, involved, excluded, reached } = sightOf(sql, staff, alias);
  if (staff.staffId === null) return { always: ours, ways: [reached] };
  return { always: sql`${ours} and not ${excluded}`, ways: [involved, reached] };
}

/** The parts of it: of the organisation, and not excluded, and either involved or reached by a post. */
export function sightOf(
  sql: Reader,
  staff: Staff,
  alias: string,
): { ours: Fragment; involved: Fragment; excluded: Fragment; reached: Fragment } {
  const row = sql(alias);
  const ours = sql`${row}.org_id = ${staff.orgId}`;
  const me = staff.staffId;
  if (me === null) return { ours, involved: sql`false`, excluded: sql`false`, reached: sql`true` };
  if (staff.tokenScope && !staff.tokenScope.has('complaint.read'))
    return { ours: sql`false`, involved: sql`false`, excluded: sql`false`, reached: sql`false` };

  const readers = staff.posts.filter((held) => held.permissions.has('complaint.read'));
  const whole = readers.filter((held) => held.sight === 'organisation' || held.sight === 'store');
  const ways = [
    inStores(sql, alias, whole),
    ...readers
      .filter((held) => held.sight === 'department' && held.departmentId !== null)
      .map((held) => {
        const department = sql`${row}.department_ids @> array[${held.departmentId}]::uuid[]`;
        return held.storeId === null ? department : sql`(${department} and ${row}.store_id = ${held.storeId})`;
      }),
  ];
  const reach = ways.reduce((all, way) => sql`${all} or ${way}`);
  const trusted = inStores(sql, alias, holding(staff, 'complaint.sensitive'));
  return {
    ours,
    involved: sql`${row}.involved_ids @> array[${me}]::uuid[]`,
    excluded: sql`${row}.excluded_ids @> array[${me}]::uuid[]`,
    reached: sql`((${reach}) and (not ${row}.sensitive or ${trusted}))`,
  };
}

/** `may` as a condition on a table with a store_id: with this permission in that row's store. */
export const mayThere = (sql: Reader, staff: Staff, permission: Permission, alias = 'complaint'): Fragment =>
  staff.staffId === null ? sql`true` : inStores(sql, alias, holding(staff, permission));

const holding = (staff: Staff, permission: Permission): HeldPost[] =>
  staff.tokenScope && !staff.tokenScope.has(permission)
    ? []
    : staff.posts.filter((held) => held.permissions.has(permission));

function inStores(sql: Reader, alias: string, posts: readonly HeldPost[]): Fragment {
  if (posts.some((held) => held.storeId === null)) return sql`true`;
  const stores = [...new Set(posts.map((held) => held.storeId))];
  // of one store an index tells the order, of any of several it does not
  if (stores.length === 1) return sql`${sql(alias)}.store_id = ${stores[0] ?? null}`;
  return stores.length ? sql`${sql(alias)}.store_id = any(${stores}::uuid[])` : sql`false`;
}
