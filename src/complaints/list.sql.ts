import type { InputOf } from '../base/contract.ts';
import { notFound, Refusal } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type * as contract from './contract.ts';
import { normalMark } from './marks.ts';
import { readNumber } from './number.ts';
import { type Row, rowColumns, rowJoins, toRows } from './rows.sql.ts';

type Filters = InputOf<typeof contract.list>;

/**
 * The list of what one may see, by keyset: the cost of a page does not grow with the pages before it. The limit stands
 * in the statement itself, since a planner that does not know it sorts everything.
 */
export async function listComplaints({ sql, caller, now }: Read<Staff>, given: Filters) {
  const order =
    given.order === 'newest'
      ? sql`complaint.received_at desc, complaint.id desc`
      : sql`complaint.attention_at nulls last, complaint.id`;
  // names are joined to the page only: joined before, a planner without statistics reads every case first
  const rows = await sql<Row[]>`
    with page as materialized (
      select complaint.* from complaint
      where ${visibleTo(sql, caller, 'complaint')} and ${wanted(sql, caller, given, now)} and ${after(sql, given)}
      order by ${order}
      limit ${sql.unsafe(String(Math.trunc(given.limit) + 1))}
    )
    select ${rowColumns(sql)} from page complaint ${rowJoins(sql)} order by ${order}`;
  const page = rows.slice(0, given.limit);
  const last = rows.length > given.limit ? page.at(-1) : undefined;
  return {
    items: await toRows(sql, caller.orgId, page, now),
    next: last ? cursorOf([given.order === 'newest' ? last.receivedAt : last.attentionAt, last.id]) : null,
  };
}

function wanted(sql: Reader, staff: Staff, given: Filters, now: Date): Fragment {
  const me = staff.staffId;
  const conditions: Fragment[] = [sql`true`];
  if (given.view === 'mine') conditions.push(sql`complaint.owner_id = ${me}`);
  if (given.view === 'unassigned') conditions.push(sql`complaint.owner_id is null`);
  if (given.view === 'involved') conditions.push(sql`complaint.involved_ids @> array[${me}]::uuid[]`);
  if (given.state === 'open') conditions.push(sql`complaint.stage <> 'closed'`);
  if (given.state === 'closed') conditions.push(sql`complaint.stage = 'closed'`);
  if (given.stage) conditions.push(sql`complaint.stage = ${given.stage}`);
  if (given.severity) conditions.push(sql`complaint.severity = ${given.severity}`);
  if (given.kind) conditions.push(sql`complaint.kind = ${given.kind}`);
  if (given.category) conditions.push(sql`complaint.category = ${given.category}`);
  if (given.storeId) conditions.push(sql`complaint.store_id = ${given.storeId}`);
  if (given.ownerId) conditions.push(sql`complaint.owner_id = ${given.ownerId}`);
  if (given.overdue !== undefined) {
    conditions.push(
      given.overdue
        ? sql`complaint.clock_due_at < ${now}`
        : sql`(complaint.clock_due_at is null or complaint.clock_due_at >= ${now})`,
    );
  }
  if (given.sample !== undefined) conditions.push(sql`complaint.sample = ${given.sample}`);
  if (given.q) conditions.push(sql`(${matching(sql, given.q)})`);
  return conditions.reduce((all, condition) => sql`${all} and ${condition}`);
}

/**
 * A quoted number, the last four digits or seven and more of a phone or a number of the trade, a name's beginning, or
 * words of the first line. Nothing between four and seven: what is masked must not be guessed digit by digit.
 */
export function matching(sql: Reader, typed: string): Fragment {
  const q = typed.normalize('NFKC').trim();
  const number = readNumber(q);
  const mark = normalMark(q);
  const like = `${q.replace(/[\\%_]/g, '\\$&')}%`;
  const ways: Fragment[] = [];
  if (number) ways.push(sql`complaint.number = ${number}`);
  if (/^\d{4,}$/.test(mark)) ways.push(numberMatches(sql, sql`complaint.caller_phone`, mark));
  if (/^[A-Z0-9]{4,}$/.test(mark)) {
    ways.push(sql`exists (
      select 1 from complaint_mark mark where mark.org_id = complaint.org_id and mark.complaint_id = complaint.id
        and (${numberMatches(sql, sql`mark.value`, mark)}))`);
  }
  ways.push(sql`complaint.caller_name like ${like}`);
  ways.push(sql`complaint.excerpt like ${`%${like}`}`);
  return ways.reduce((all, way) => sql`${all} or ${way}`);
}

const LAST = 4;
const WHOLE_ENOUGH = 7;
/** The whole number, its last four, or seven and more from its beginning or end. */
export function numberMatches(sql: Reader, column: Fragment, typed: string): Fragment {
  if (typed.length < LAST) return sql`false`;
  if (typed.length === LAST) return sql`(right(${column}, 4) = ${typed} or ${column} = ${typed})`;
  if (typed.length < WHOLE_ENOUGH) return sql`${column} = ${typed}`;
  return sql`(${column} like ${`${typed}%`} or (right(${column}, 4) = ${typed.slice(-LAST)} and ${column} like ${`%${typed}`}))`;
}

function after(sql: Reader, given: Filters): Fragment {
  if (!given.cursor) return sql`true`;
  const [at, id] = readCursor(given.cursor);
  if (given.order === 'newest') return sql`(complaint.received_at, complaint.id) < (${at}::timestamptz, ${id}::uuid)`;
  return at === null
    ? sql`(complaint.attention_at is null and complaint.id > ${id}::uuid)`
    : sql`(complaint.attention_at > ${at}::timestamptz or complaint.attention_at is null
          or (complaint.attention_at = ${at}::timestamptz and complaint.id > ${id}::uuid))`;
}

export const cursorOf = ([at, id]: [Date | null, string]): string =>
  Buffer.from(JSON.stringify([at?.toISOString() ?? null, id])).toString('base64url');

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const YEARS = /^\d{4}-/;

export function readCursor(cursor: string): [string | null, string] {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string | null, string];
    if (
      !ID.test(id) ||
      (at !== null && !(YEARS.test(at) && new Date(at).toISOString() === at)) ||
      typeof id !== 'string'
    )
      throw new Error('not ours');
    return [at, id];
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

/** The figures of the workbench, under the viewer's rights. */
export async function complaintFigures({ sql, caller, now }: Read<Staff>, given: { storeId?: string | undefined }) {
  const [row] = await sql<
    { open: number; mine: number; overdue: number; today: number; unassigned: number; closedToday: number }[]
  >`
    with day as (
      select date_trunc('day', ${now}::timestamptz at time zone organisation.time_zone) at time zone organisation.time_zone as start
      from organisation where org_id = ${caller.orgId}
    )
    select count(*) filter (where complaint.stage <> 'closed')::int as open,
           count(*) filter (where complaint.stage <> 'closed' and complaint.owner_id = ${caller.staffId})::int as mine,
           count(*) filter (where complaint.stage <> 'closed' and complaint.clock_due_at < ${now})::int as overdue,
           count(*) filter (where complaint.entered_at >= day.start)::int as today,
           count(*) filter (where complaint.stage <> 'closed' and complaint.owner_id is null)::int as unassigned,
           count(*) filter (where complaint.closed_at >= day.start)::int as closed_today
    from complaint, day
    where ${visibleTo(sql, caller, 'complaint')} and ${given.storeId ? sql`complaint.store_id = ${given.storeId}` : sql`true`}
      and (complaint.stage <> 'closed' or complaint.entered_at >= day.start or complaint.closed_at >= day.start)`;
  return row ?? { open: 0, mine: 0, overdue: 0, today: 0, unassigned: 0, closedToday: 0 };
}

/** Stores in which one may register, and whose cases one may read: what a form may offer. */
export const mayUseStore = (staff: Staff, storeId: string): boolean =>
  may(staff, 'complaint.register', storeId) || may(staff, 'complaint.read', storeId);
