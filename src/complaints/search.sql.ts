import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { InputOf } from '../base/contract.ts';
import { Refusal } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { may, type Staff } from '../people/staff.ts';
import { mayThere, visibleTo } from '../people/visible-to.sql.ts';
import { fold } from '../search/fold.ts';
import { type Buckets, holds, holdsAnyhow, holdsOpenly } from '../search/found.sql.ts';
import { BUCKET_SECONDS, bucketOf, type Field, gramsSought } from '../search/grams.ts';
import { type Term, termsOf } from '../search/typed.ts';
import { readNumber } from './number.ts';
import { type Row, rowColumns, rowJoins, toRows } from './rows.sql.ts';
import { COUNTED_TO, type search } from './search-contract.ts';
import { matchesOf } from './search-matches.ts';
import { searchedOf } from './searched.sql.ts';

const FEW = 1000;

/**
 * A condition on `complaint`, for lists in an order of their own: what this person typed is found in the case, in
 * words that they may read. Few cases with a term are read from the index once; with many of them each listed case is
 * looked into, since a list soon has enough.
 */
export function matching(sql: Reader, staff: Staff, typed: string, few = FEW): Fragment {
  const terms = termsOf(typed);
  const number = readNumber(typed);
  const buckets = allBuckets(sql, staff.orgId);
  const found = terms.map((term) => {
    const cases = casesWith(sql, staff, term, ANYWHERE, buckets);
    // not joined: the planner would guess their number wrong
    return sql`(case when (select count(*) from (${cases} limit ${sql.unsafe(String(few + 1))}) one) <= ${sql.unsafe(String(few))}
      then coalesce(complaint.id in (${cases}), false)
      else exists (
        select from search_entry entry
        where entry.org_id = complaint.org_id and entry.subject_id = complaint.id and ${mayFind(sql, staff)}
          and (${holdsOpenly(sql, ANYWHERE, term)} or (${mayThere(sql, staff, 'contact.reveal')} and ${holdsAnyhow(sql, ANYWHERE, term)}))
        offset 0) end)`;
  });
  const all = found.length ? found.reduce((before, next) => sql`${before} and ${next}`) : sql`false`;
  return number === null ? sql`(${all})` : sql`(complaint.number = ${number} or (${all}))`;
}

/** Who may find what an entry holds. */
const mayFind = (sql: Reader, staff: Staff): Fragment =>
  sql`(entry.class = 'case' or ${mayThere(sql, staff, 'complaint.investigation-notes')})`;

/** Where a term is looked for. */
const ON_TOP = ['names', 'numbers'] as const;
const WORDS = ['words'] as const;
const ANYWHERE = [...ON_TOP, ...WORDS] as const;

/** Ids (or other columns) of visible cases with the term, once for each of their entries. */
function casesWith(
  sql: Reader,
  staff: Staff,
  term: Term,
  fields: readonly Field[],
  buckets: Buckets,
  columns = sql`complaint.id`,
): Fragment {
  const ways = fields.map((field) => holds(sql, staff.orgId, field, term, buckets));
  const openly = fields.includes('numbers') ? holdsOpenly(sql, fields, term) : sql`true`;
  // fenced off: a planner that knows little of the keys would rather walk over all cases
  return sql`
    select ${columns} from (
      select entry.org_id, entry.subject_id, entry.class, (${openly}) as openly from search_entry entry
      where entry.org_id = ${staff.orgId} and (${ways.reduce((all, way) => sql`${all} or ${way}`)}) offset 0) entry
    join complaint on complaint.org_id = entry.org_id and complaint.id = entry.subject_id
    where (entry.openly or ${mayThere(sql, staff, 'contact.reveal')})
      and ${mayFind(sql, staff)} and ${visibleTo(sql, staff, 'complaint')}`;
}

const bucketAt = (sql: Reader, orgId: string, end: 'min' | 'max'): Fragment => sql`(
  select floor(extract(epoch from ${sql.unsafe(end)}(received_at)) / ${sql.unsafe(String(BUCKET_SECONDS))})::integer
  from complaint where org_id = ${orgId})`;

const allBuckets = (sql: Reader, orgId: string): Buckets => ({
  low: bucketAt(sql, orgId, 'min'),
  high: bucketAt(sql, orgId, 'max'),
});

interface Found {
  readonly id: string;
  readonly receivedAt: Date;
  readonly group: Group;
}
type Group = 'top' | 'words';
type Beyond = readonly [at: Date, id: string] | null;

/** A page of what was found, newest first within its group; the first page counts. */
export async function searchComplaints({ sql, caller, now }: Read<Staff>, given: InputOf<typeof search>) {
  const terms = termsOf(given.q);
  if (!terms.length) throw new Refusal('complaints.search-too-short', { status: 400 });
  const mark = createHash('sha256').update(fold(given.q)).digest('base64url').slice(0, 12);
  const cursor = given.cursor === undefined ? null : readCursor(given.cursor, mark);
  const [[range], numbered] = await Promise.all([
    sql<Range[]>`select ${bucketAt(sql, caller.orgId, 'min')} as low, ${bucketAt(sql, caller.orgId, 'max')} as high`,
    caseNumbered(sql, caller, given.q),
  ]);
  const need = cursor ? given.limit + 1 : COUNTED_TO + 1;
  const found: Found[] = cursor ? [] : [...numbered];
  for (const group of ['top', 'words'] as const) {
    if (!range || range.low === null || (cursor?.group === 'words' && group === 'top')) continue;
    found.push(
      ...(await foundIn(sql, caller, {
        terms,
        group,
        range,
        beyond: cursor?.group === group ? cursor.beyond : null,
        need: need - found.length,
        without: numbered,
      })),
    );
  }
  const page = found.slice(0, given.limit);
  const last = found.length > page.length ? page.at(-1) : undefined;
  return {
    items: await toHits(sql, caller, page, terms, given.q, now),
    next: last ? cursorOf(numbered.includes(last) ? { ...last, receivedAt: END } : last, mark) : null,
    total: cursor ? null : { count: Math.min(found.length, COUNTED_TO), more: found.length > COUNTED_TO },
  };
}

/** The case whose own number was typed; it stands before all others. */
async function caseNumbered(sql: Reader, staff: Staff, q: string): Promise<Found[]> {
  const number = readNumber(q);
  if (number === null) return [];
  const rows = await sql<Omit<Found, 'group'>[]>`
    select complaint.id, complaint.received_at from complaint
    where complaint.number = ${number} and ${visibleTo(sql, staff, 'complaint')}`;
  return rows.map((row) => ({ ...row, group: 'top' }));
}

interface Range {
  low: number | null;
  high: number;
}

/** After the case whose number was typed all others come, whatever their time. */
const END = new Date('9999-12-31T00:00:00Z');
const FIRST_BUCKETS = 2;
const MOST_TIMES = 16;

/**
 * Buckets from the newest backwards until there is enough, each time as many as the finds so far promise: a word in
 * every case is read where the newest are, and a rare one in a few steps.
 */
async function foundIn(
  sql: Reader,
  staff: Staff,
  given: {
    terms: readonly Term[];
    group: Group;
    range: Range;
    beyond: Beyond;
    need: number;
    without: readonly Found[];
  },
): Promise<Found[]> {
  const { group, beyond, need } = given;
  const terms = [...given.terms].sort((a, b) => b.text.length - a.text.length);
  const [first, ...others] = terms as [Term, ...Term[]];
  const fields = group === 'top' ? ON_TOP : others.length ? ANYWHERE : WORDS;
  const columns = sql`complaint.received_at, complaint.id`;
  const least = given.range.low as number;
  const found: Found[] = [];
  let high = beyond ? Math.min(bucketOf(beyond[0]), given.range.high) : given.range.high;
  // where the index cannot be asked, every step would read everything
  let wide = inIndex(staff.orgId, first, fields) ? FIRST_BUCKETS : high - least + 1;
  while (high >= least && found.length < need) {
    const low = Math.max(least, high - wide + 1);
    const buckets = Array.from({ length: high - low + 1 }, (_, n) => high - n);
    const conditions = [
      beyond ? sql`(hit.received_at, hit.id) < (${beyond[0]}::timestamptz, ${beyond[1]}::uuid)` : sql`true`,
      // not a join: its size would be guessed wrong
      ...others.map((term) => sql`coalesce(hit.id in (${casesWith(sql, staff, term, fields, buckets)}), false)`),
      ...(group === 'words' ? [sql`hit.id not in (${onTop(sql, staff, terms, buckets)})`] : []),
      ...given.without.map(({ id }) => sql`hit.id <> ${id}`),
    ];
    const rows = await sql<Omit<Found, 'group'>[]>`
      select distinct hit.received_at, hit.id from (
        ${casesWith(sql, staff, first, fields, buckets, columns)} offset 0) hit
      where ${conditions.reduce((all, next) => sql`${all} and ${next}`)}
      order by hit.received_at desc, hit.id desc limit ${sql.unsafe(String(need - found.length))}`;
    for (const row of rows) found.push({ ...row, group });
    const promised = ((need - found.length) / Math.max(rows.length, 1)) * wide;
    wide = Math.ceil(Math.min(Math.max(promised * 1.25, wide), wide * MOST_TIMES));
    high = low - 1;
  }
  return found;
}

/** Cases with all terms among their names and numbers. */
const onTop = (sql: Reader, staff: Staff, terms: readonly Term[], buckets: Buckets): Fragment =>
  terms
    .map((term) => casesWith(sql, staff, term, ON_TOP, buckets))
    .reduce((all, next) => sql`${all} intersect ${next}`);

const inIndex = (orgId: string, { text, number }: Term, fields: readonly Field[]): boolean =>
  fields.every((field) => {
    const sought = field === 'numbers' ? number : text;
    return sought === null || gramsSought(orgId, field, sought).length > 0;
  });

async function toHits(sql: Reader, staff: Staff, page: readonly Found[], terms: readonly Term[], q: string, now: Date) {
  if (!page.length) return [];
  const ids = page.map(({ id }) => id);
  const [rows, searched] = await Promise.all([
    sql<Row[]>`
      select ${rowColumns(sql)} from complaint ${rowJoins(sql)}
      where complaint.org_id = ${staff.orgId} and complaint.id in (select unnest(${ids}::uuid[]))
      order by array_position(${ids}::uuid[], complaint.id)`,
    searchedOf(sql, staff.orgId, ids),
  ]);
  const sought = readNumber(q);
  const groups = new Map(page.map(({ id, group }) => [id, group]));
  const shown = await toRows(sql, staff.orgId, rows, now);
  return rows.map(({ id, number, storeId }, n) => {
    const pieces = searched.get(id);
    const matches = pieces ? matchesOf(pieces, terms, may(staff, 'complaint.investigation-notes', storeId)) : [];
    if (number === sought) matches.unshift({ place: 'number', text: number, spans: [[0, number.length]] });
    return { row: shown[n] as (typeof shown)[number], group: groups.get(id) as Group, matches };
  });
}

const cursorOf = ({ group, receivedAt, id }: Found, mark: string): string =>
  Buffer.from(JSON.stringify([group, receivedAt.toISOString(), id, mark])).toString('base64url');

const shape = z.tuple([z.enum(['top', 'words']), z.iso.datetime(), z.uuid(), z.string()]);

/** A cursor of these very words; any other is refused. */
function readCursor(cursor: string, mark: string): { group: Group; beyond: Beyond } {
  try {
    const [group, at, id, own] = shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (own !== mark) throw new Error('of other words');
    return { group, beyond: [new Date(at), id] };
  } catch {
    // whatever was sent, it is no cursor of this search
    throw new Refusal('base.bad-cursor', { status: 400 });
  }
}
