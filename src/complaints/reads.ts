import type { Reader } from '../base/server/db.ts';
import { whenRightsChange } from '../people/actions/session-staff.ts';

/** Small reads that actions ask of this room's and lower rooms' tables. Screens are in reads-*.sql.ts. */
export const storesOf = (sql: Reader, orgId: string) =>
  sql<{ id: string; name: string }[]>`select id, name from store where org_id = ${orgId} order by name`;

const STORES_KEPT_MS = 2000;
const stores = new Map<string, { list: { id: string; name: string }[]; readAt: number }>();

/** The stores of an organisation, kept for a moment; read anew when the one that is asked for is not among them. */
export async function storesNow(
  sql: Reader,
  orgId: string,
  wanted: string | undefined,
): Promise<{ id: string; name: string }[]> {
  const kept = stores.get(orgId);
  if (
    kept &&
    performance.now() - kept.readAt < STORES_KEPT_MS &&
    (wanted === undefined || kept.list.some(({ id }) => id === wanted))
  ) {
    return kept.list;
  }
  const list = [...(await storesOf(sql, orgId))];
  if (stores.size > 1000) stores.clear();
  stores.set(orgId, { list, readAt: performance.now() });
  return list;
}

const zones = new Map<string, string>();

/** The organisation's time zone, read once by a process: set-up alone writes it. */
export async function timeZoneOf(sql: Reader, orgId: string): Promise<string> {
  const known = zones.get(orgId);
  if (known) return known;
  const [row] = await sql<{ timeZone: string }[]>`select time_zone from organisation where org_id = ${orgId}`;
  if (!row) throw new Error(`organisation ${orgId} is not there`);
  if (zones.size > 1000) zones.clear();
  zones.set(orgId, row.timeZone);
  return row.timeZone;
}

/** Who holds one of these posts in that store today, deputies included: in the order of the posts, the store's own first. */
export async function holdersOf(
  sql: Reader,
  orgId: string,
  posts: readonly string[],
  storeId: string,
  now: Date,
): Promise<string[]> {
  if (!posts.length) return [];
  const rows = await sql<{ staffId: string }[]>`
    select holding.staff_id
    from post_holding holding
    join staff on staff.org_id = holding.org_id and staff.id = holding.staff_id and staff.state = 'active'
    join organisation on organisation.org_id = holding.org_id
    where holding.org_id = ${orgId} and holding.post = any(${posts as string[]})
      and (holding.store_id is null or holding.store_id = ${storeId}) and holding.ended_at is null
      and (${now} at time zone organisation.time_zone)::date between holding.from_day and coalesce(holding.to_day, 'infinity')
    order by array_position(${posts as string[]}::text[], holding.post), (holding.store_id is null), (holding.acting_for is not null),
             holding.granted_at, holding.id`;
  return [...new Set(rows.map((row) => row.staffId))];
}

const HOLDERS_KEPT_MS = 2000;
const holders = new Map<string, { rungs: string[][]; readAt: number }>();
whenRightsChange(() => holders.clear());

/** Who holds each rung of a ladder in a store, kept for a moment or until rights change: every case page shows it. */
export async function rungHolders(
  sql: Reader,
  orgId: string,
  ladder: readonly { readonly posts: readonly string[] }[],
  storeId: string,
  now: Date,
): Promise<readonly string[][]> {
  const key = JSON.stringify([orgId, storeId, ladder.map(({ posts }) => posts)]);
  const kept = holders.get(key);
  if (kept && performance.now() - kept.readAt < HOLDERS_KEPT_MS) return kept.rungs;
  const rungs = await Promise.all(ladder.map(({ posts }) => holdersOf(sql, orgId, posts, storeId, now)));
  if (holders.size > 1000) holders.clear();
  holders.set(key, { rungs, readAt: performance.now() });
  return rungs;
}

export const departmentsOfStaff = async (
  sql: Reader,
  orgId: string,
  staffIds: readonly (string | null)[],
): Promise<{ staffId: string; departmentId: string }[]> => {
  const ids = staffIds.filter((id): id is string => id !== null);
  if (!ids.length) return [];
  return sql<{ staffId: string; departmentId: string }[]>`
    select distinct staff_id, department_id from post_holding
    where org_id = ${orgId} and staff_id = any(${ids}) and department_id is not null and ended_at is null`;
};

export async function staffOfDepartment(sql: Reader, orgId: string, departmentId: string): Promise<string[]> {
  const rows = await sql<{ staffId: string }[]>`
    select distinct holding.staff_id from post_holding holding
    join staff on staff.org_id = holding.org_id and staff.id = holding.staff_id and staff.state = 'active'
    where holding.org_id = ${orgId} and holding.department_id = ${departmentId} and holding.ended_at is null`;
  return rows.map((row) => row.staffId);
}

/** Those of these ids who are active staff of the organisation. */
export async function activeStaff(sql: Reader, orgId: string, ids: readonly string[]): Promise<string[]> {
  if (!ids.length) return [];
  const rows = await sql<{ id: string }[]>`
    select id from staff where org_id = ${orgId} and id = any(${ids as string[]}) and state = 'active'`;
  return rows.map((row) => row.id);
}
export const isStore = async (sql: Reader, orgId: string, id: string): Promise<boolean> =>
  (await sql`select from store where org_id = ${orgId} and id = ${id}`).length > 0;

export const isActiveStaff = async (sql: Reader, orgId: string, id: string): Promise<boolean> =>
  (await activeStaff(sql, orgId, [id])).length === 1;

export async function departmentOf(
  sql: Reader,
  orgId: string,
  id: string,
): Promise<{ id: string; storeId: string | null; key: string | null } | null> {
  const [row] = await sql<{ id: string; storeId: string | null; key: string | null }[]>`
    select id, store_id, key from department where org_id = ${orgId} and id = ${id}`;
  return row ?? null;
}

export async function workOrderCounts(
  sql: Reader,
  orgId: string,
  id: string,
): Promise<{ returned: number; urged: number }> {
  const [row] = await sql<{ returned: number; urged: number }[]>`
    select returned, urged from work_order where org_id = ${orgId} and id = ${id}`;
  return row ?? { returned: 0, urged: 0 };
}

export async function ownWordsText(sql: Reader, orgId: string, complaintId: string, textId: string) {
  const [row] = await sql<
    { authorId: string | null; writtenAt: Date; redactedAt: Date | null; replacedAt: Date | null }[]
  >`
    select author_id, written_at, redacted_at, replaced_at from complaint_text
    where org_id = ${orgId} and complaint_id = ${complaintId} and id = ${textId} and role = 'own-words'`;
  return row ?? null;
}

/** Those of these ids that are attachments of the case and can still be read. */
export async function attachmentsOf(
  sql: Reader,
  orgId: string,
  complaintId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from attachment
    where org_id = ${orgId} and complaint_id = ${complaintId} and id = any(${ids as string[]}) and redacted_at is null`;
  return rows.map(({ id }) => id);
}

/** Which of these contents some attachment still names, in hex. */
export async function namedFiles(sql: Reader, hashes: readonly Buffer[]): Promise<Set<string>> {
  // a list of bytea is beyond the driver, a list of texts is not
  const rows = await sql<{ hex: string }[]>`
    select hex from unnest(${hashes.map((sha256) => sha256.toString('hex'))}::text[]) as hex
    where exists (select from attachment where attachment.sha256 = decode(hex, 'hex'))`;
  return new Set(rows.map(({ hex }) => hex));
}
