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
  const row = sql(alias);
  const ours = sql`${row}.org_id = ${staff.orgId}`;
  const me = staff.staffId;
  if (me === null) return { always: ours, ways: [sql`true`] };
  if (staff.tokenScope && !staff.tokenScope.has('complaint.read')) return { always: sql`false`, ways: [sql`true`] };

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
    always: sql`${ours} and not (${row}.excluded_ids @> array[${me}]::uuid[])`,
    ways: [
      sql`${row}.involved_ids @> array[${me}]::uuid[]`,
      sql`((${reach}) and (not ${row}.sensitive or ${trusted}))`,
    ],
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
  return stores.length ? sql`${sql(alias)}.store_id = any(${stores}::uuid[])` : sql`false`;
}
