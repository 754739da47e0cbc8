import { createHash } from 'node:crypto';
import type { InputOf } from '../base/contract.ts';
import { notFound, Refusal } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { Written } from '../base/server/written.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleBy, visibleTo } from '../people/visible-to.sql.ts';
import { type Looking, lookingNow, wanted } from './filter.sql.ts';
import { type Order, textsOf } from './filter.ts';
import { COUNTED_TO, type count, type list } from './list-contract.ts';
import { listedRows, type PlacedRow, pageColumns } from './listed.sql.ts';
import { readNumber } from './number.ts';
import { matching } from './search.sql.ts';

type Given = InputOf<typeof list>;

/** A key to sort by: the column, which way, and whether it may be empty (then at the end). */
const KEYS = {
  attention: ['attention_at', 'asc', true],
  newest: ['received_at', 'desc', false],
  oldest: ['received_at', 'asc', false],
  closed: ['closed_at', 'desc', true],
  'next-step': ['next_step_at', 'asc', true],
} as const satisfies Record<Order, readonly [column: string, way: 'asc' | 'desc', empty: boolean]>;

/**
 * The list of what one may see, by keyset: the cost of a page does not grow with the pages before it. Cases without the
 * time that is sorted by stand at the end and are asked for only when the others do not fill the page: an index read on
 * into them would pass all closed cases to find the few open ones.
 */
export async function listComplaints({ sql, caller, now }: Read<Staff>, given: Given) {
  const looking = await lookingNow(sql, caller, now);
  const { always, ways } = visibleBy(sql, caller, 'complaint');
  const wished = filteredBy(sql, looking, given);
  const filter = sql`${visibleTo(sql, caller, 'complaint')} and ${wished}`;
  // of open cases an index tells those of a store in order, and another whoever is involved: the first of each,
  // none twice
  const [first, ...others] = ways;
  const apart = isOpenOnly(given)
    ? [first, ...others.map((way) => sql`not ${first} and ${way}`)].map(
        (way) => sql`${always} and ${way} and ${wished}`,
      )
    : [filter];
  const [column, way, empty] = KEYS[given.order];
  const mark = listMark(given);
  const [at, id] = given.cursor ? readCursor(given.cursor, mark) : [null, null];
  const key = sql`${sql(`complaint.${column}`)}`;
  const beyond = sql.unsafe(way === 'asc' ? '>' : '<') as unknown as Fragment;
  const wayOf = sql.unsafe(way) as unknown as Fragment;
  const most = given.limit + 1;
  const asked = { sql, caller, now };
  const rows: PlacedRow[] = [];
  if (!empty || id === null || at !== null) {
    const after = at === null ? sql`true` : sql`(${key}, complaint.id) ${beyond} (${at}::timestamptz, ${id}::uuid)`;
    const dated = apart.map((way) => sql`${way} and ${after} and ${key} is not null`);
    rows.push(...(await pageOf(asked, dated, key, wayOf, most)));
  }
  if (empty && rows.length < most) {
    const after = id !== null && at === null ? sql`complaint.id ${beyond} ${id}::uuid` : sql`true`;
    const undated = sql`${filter} and ${after} and ${key} is null`;
    rows.push(...(await pageOf(asked, [undated], key, wayOf, most - rows.length, isOpenOnly(given))));
  }
  const page = rows.slice(0, given.limit);
  const last = rows.length > given.limit ? page.at(-1) : undefined;
  const next = last ? cursorOf([last.at, last.id], mark) : null;
  const items = page.flatMap(({ text }) => text ?? []).flatMap((text, n) => (n ? [COMMA, text] : [text]));
  return new Written(['{"items":[', ...items, `],"next":${JSON.stringify(next)}}`]);
}
const COMMA = Buffer.from(',');

/**
 * The first cases in this order. The limit stands in the statement itself, since a planner that does not know it sorts
 * everything. Several conditions are several ways to a row, none of which leads to another's. `few`: they are gathered
 * before they are sorted, for a planner that would look for them in that order among all others.
 */
async function pageOf(
  { sql, caller, now }: Read<Staff>,
  ways: readonly Fragment[],
  key: Fragment,
  way: Fragment,
  most: number,
  few = false,
): Promise<PlacedRow[]> {
  const limit = sql.unsafe(String(Math.trunc(most))) as unknown as Fragment;
  // an index of the key tells the order of both; nulls are asked for apart
  const order = sql`${key} ${way}, complaint.id ${way}`;
  const columns = pageColumns(sql, key);
  const firstOf = ways
    .map((one) => sql`(select ${columns} from complaint where ${one} order by ${order} limit ${limit})`)
    .reduce((all, one) => sql`${all} union all ${one}`);
  const all = ways
    .map((one) => sql`select ${columns} from complaint where ${one}`)
    .reduce((before, one) => sql`${before} union all ${one}`);
  const page = sql`${few ? sql`few as materialized (${all}),` : sql``}
    page as materialized (
      select * from ${few ? sql`few` : sql`(${firstOf}) first`} order by at ${way}, id ${way} limit ${limit}
    )`;
  return listedRows(sql, caller, page, sql`complaint.at ${way}, complaint.id ${way}`, now);
}

/** The filters that leave open cases only, which are few. */
const isOpenOnly = ({ state, clock, next }: Given): boolean =>
  state === 'open' || clock !== undefined || next !== undefined;

export async function countComplaints({ sql, caller, now }: Read<Staff>, given: InputOf<typeof count>) {
  const filter = sql`${visibleTo(sql, caller, 'complaint')} and ${filteredBy(sql, await lookingNow(sql, caller, now), given)}`;
  const [row] = await sql<{ found: number }[]>`
    select count(*)::int as found from (select 1 from complaint where ${filter} limit ${COUNTED_TO + 1}) one`;
  const found = row?.found ?? 0;
  return { count: Math.min(found, COUNTED_TO), more: found > COUNTED_TO };
}

/** Wanted by the filter, and found by the words. */
function filteredBy(sql: Reader, looking: Looking, given: InputOf<typeof count>): Fragment {
  return sql`${wanted(sql, looking, given)} and ${given.q ? sql`(${matching(sql, looking.staff, given.q)})` : sql`true`}`;
}

/** What a cursor of this list carries, so that it is refused by any other: the filter and the order, digested. */
const listMark = ({ cursor: _, limit: __, order, ...filter }: Given): string =>
  createHash('sha256')
    .update(JSON.stringify([order, textsOf(filter)]))
    .digest('base64url')
    .slice(0, 12);

export const cursorOf = ([at, id]: [Date | string | null, string], mark?: string): string =>
  Buffer.from(JSON.stringify([at, id, ...(mark ? [mark] : [])])).toString('base64url');

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const YEARS = /^\d{4}-/;

/** Refuses what is no cursor of ours, and one that was made for another list. */
export function readCursor(cursor: string, mark?: string): [string | null, string] {
  const [at, id, made] = ourCursor(cursor);
  if (made !== mark) throw new Refusal('complaints.cursor-of-another-list', { status: 400 });
  return [at, id];
}

function ourCursor(cursor: string): [string | null, string, string | undefined] {
  try {
    const [at, id, mark] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [
      string | null,
      string,
      string?,
    ];
    if (
      typeof id !== 'string' ||
      !ID.test(id) ||
      (at !== null && !(YEARS.test(at) && new Date(at).toISOString() === at))
    )
      throw new Error('not ours');
    return [at, id, mark];
  } catch {
    // whatever was sent, it is no cursor of ours
    throw new Refusal('base.bad-cursor', { status: 400 });
  }
}

export async function complaintByNumber({ sql, caller }: Read<Staff>, given: { number: string }) {
  const number = readNumber(given.number);
  const [row] = number
    ? await sql<
        { id: string }[]
      >`select id from complaint where number = ${number} and ${visibleTo(sql, caller, 'complaint')}`
    : [];
  if (!row) throw notFound();
  return { id: row.id };
}

/** Stores in which one may register, and whose cases one may read: what a form may offer. */
export const mayUseStore = (staff: Staff, storeId: string): boolean =>
  may(staff, 'complaint.register', storeId) || may(staff, 'complaint.read', storeId);
