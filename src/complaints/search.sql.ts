import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { InputOf } from '../base/contract.ts';
import { Refusal } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { may, type Staff } from '../people/staff.ts';
import { mayThere, visibleTo } from '../people/visible-to.sql.ts';
import { fold } from '../search/fold.ts';
import { type Buckets, holds, holdsAnyhow, holdsOpenly, isIndexed } from '../search/found.sql.ts';
import { BUCKET_SECONDS, bucketOf, type Field } from '../search/grams.ts';
import { type Term, termsOf } from '../search/typed.ts';
import type { FoundElsewhere } from './found-elsewhere.sql.ts';
import { readNumber } from './number.ts';
import { toRows } from './rows.sql.ts';
import { COUNTED_TO, type search } from './search-contract.ts';
import { type Matches, matchesOf } from './search-matches.ts';
import { type CaseLikely, casesLikely, searchedOf } from './searched.sql.ts';
import { IN_TALKS } from './searched.ts';

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
        where entry.org_id = complaint.org_id and entry.subject_id = complaint.id and ${holdsFor(sql, staff, ANYWHERE, term)}
        offset 0) end)`;
  });
  const all = found.length ? found.reduce((before, next) => sql`${before} and ${next}`) : sql`false`;
  return number === null ? sql`(${all})` : sql`(complaint.number = ${number} or (${all}))`;
}

/** Who may find what an entry holds. */
const mayFind = (sql: Reader, staff: Staff): Fragment =>
  sql`(entry.class in ('case', ${IN_TALKS}) or ${mayThere(sql, staff, 'complaint.investigation-notes')})`;

/** An entry at hand, beside its `complaint`, holds the term for this person. */
const holdsFor = (sql: Reader, staff: Staff, fields: readonly Field[], term: Term): Fragment =>
  sql`${mayFind(sql, staff)} and (${holdsOpenly(sql, fields, term)}
    or (${mayThere(sql, staff, 'contact.reveal')} and ${holdsAnyhow(sql, fields, term)}))`;

/** The same of the entries of one case. */
const caseHolds = (
  sql: Reader,
  staff: Staff,
  fields: readonly Field[],
  term: Term,
  id: Fragment,
): Fragment => sql`exists (
  select from search_entry entry
  join complaint on complaint.org_id = entry.org_id and complaint.id = entry.subject_id
  where entry.org_id = ${staff.orgId} and entry.subject_id = ${id} and ${holdsFor(sql, staff, fields, term)} offset 0)`;

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

type Group = 'top' | 'words';
type Beyond = readonly [at: Date, id: string] | null;
interface Cursor {
  readonly group: Group;
  readonly beyond: Beyond;
}

/** A page of what was found, newest first within its group; the first page counts. */
export const searchComplaints =
  (elsewhere: readonly FoundElsewhere[]) =>
  async ({ sql, caller, now }: Read<Staff>, given: InputOf<typeof search>) => {
    const terms = termsOf(given.q);
    if (!terms.length) throw new Refusal('complaints.search-too-short', { status: 400 });
    const mark = createHash('sha256').update(fold(given.q)).digest('base64url').slice(0, 12);
    const cursor = given.cursor === undefined ? null : readCursor(given.cursor, mark);
    const number = readNumber(given.q);
    const need = cursor ? given.limit + 1 : COUNTED_TO + 1;
    const found = foundFrom(sql, caller, terms, { number, cursor, need });
    const { cases, count } = await casesLikely(sql, caller.orgId, found, given.limit);
    const last = count > cases.length ? cases.at(-1)?.row : undefined;
    return {
      items: await toHits({ sql, caller, now }, cases, terms, number, elsewhere),
      next: last ? cursorOf(last, mark) : null,
      total: cursor ? null : { count: Math.min(count, COUNTED_TO), more: count > COUNTED_TO },
    };
  };

/** Ranks of what was found: the case whose own number was typed stands before all others. */
const NUMBERED = 0;
const TOP = 1;
const BY_WORDS = 2;

/** `with … found`: the first cases with all terms by rank and time, all in one statement. */
function foundFrom(
  sql: Reader,
  staff: Staff,
  terms: readonly Term[],
  { number, cursor, need }: { number: string | null; cursor: Cursor | null; need: number },
): Fragment {
  const limit = sql.unsafe(String(need));
  const other = sql`hit.id not in (select id from numbered)`;
  const beyondIn = (group: Group): Beyond => (cursor?.group === group ? cursor.beyond : null);
  // on the first page the top ones are known; later each case at hand is looked into
  const onTop = cursor
    ? terms
        .map((term) => caseHolds(sql, staff, ON_TOP, term, sql`hit.id`))
        .reduce((all, next) => sql`${all} and ${next}`)
    : sql`hit.id in (select id from top)`;
  const numbered =
    number === null
      ? NONE(sql)
      : sql`select received_at, id from complaint where number = ${number} and ${visibleTo(sql, staff, 'complaint')}`;
  const top = cursor?.group === 'words' ? NONE(sql) : walk(sql, staff, terms, ON_TOP, beyondIn('top'), other);
  const fields = terms.length > 1 ? ANYWHERE : WORDS;
  const words = walk(sql, staff, terms, fields, beyondIn('words'), sql`${other} and not (${onTop})`);
  const ranked = (rank: number): Fragment => sql`${sql.unsafe(String(rank))} as rank, received_at, id`;
  return sql`
    with ends as materialized (
      select ${bucketAt(sql, staff.orgId, 'min')} as low, ${bucketAt(sql, staff.orgId, 'max')} as high),
    numbered as materialized (${numbered}),
    top as materialized (${top} limit ${limit}),
    found as materialized (
      ${cursor ? sql`` : sql`select ${ranked(NUMBERED)} from numbered union all`}
      select ${ranked(TOP)} from top
      union all
      select ${ranked(BY_WORDS)} from (${words}) words where (select count(*) from top) < ${limit}
      limit ${limit})`;
}

const NONE = (sql: Reader): Fragment => sql`select null::timestamptz as received_at, null::uuid as id where false`;

/**
 * Cases with all terms, newest first, in steps of buckets from the newest backwards, each twice as wide as the one
 * before: whoever reads takes as many as needed, and steps that were not reached are not read. A word in every tenth
 * case is read where the newest are, a rare one in a few steps.
 */
function walk(
  sql: Reader,
  staff: Staff,
  terms: readonly Term[],
  fields: readonly Field[],
  beyond: Beyond,
  condition: Fragment,
): Fragment {
  const indexed = terms.filter((term) => isIndexed(staff.orgId, fields, term));
  // where the index cannot be asked, every step would read everything
  const single = indexed.length === 0;
  const [first, ...rest] = single ? terms.slice(0, 1) : indexed;
  const columns = sql`complaint.received_at, complaint.id`;
  const buckets: Buckets = { low: sql`step.low`, high: sql`step.high` };
  const having = (term: Term): Fragment => sql`(${casesWith(sql, staff, term, fields, buckets, columns)})`;
  const hits = rest.reduce((all, term) => sql`${all} intersect ${having(term)}`, having(first as Term));
  const looked = terms.filter((term) => term !== first && !rest.includes(term));
  const inHit = [
    ...(beyond ? [sql`(hit.received_at, hit.id) < (${beyond[0]}::timestamptz, ${beyond[1]}::uuid)`] : []),
    ...looked.map((term) => caseHolds(sql, staff, fields, term, sql`hit.id`)),
  ];
  return sql`
    select hit.received_at, hit.id from (${steps(sql, beyond, single)}) step
    cross join lateral (
      select distinct hit.received_at, hit.id from (${hits} offset 0) hit where ${inHit.reduce((all, next) => sql`${all} and ${next}`, sql`true`)}
      order by hit.received_at desc, hit.id desc offset 0) hit
    where ${condition}`;
}

const steps = (sql: Reader, beyond: Beyond, single: boolean): Fragment => {
  const high = beyond ? sql`least(high, ${bucketOf(beyond[0])}::integer)` : sql`high`;
  return sql`
    select ${single ? sql`low` : sql`greatest(low, ${high} + 1 - (1 << n))`} as low, ${high} - ((1 << n) >> 1) as high
    from ends, generate_series(0, ${single ? sql`0` : sql`12`}) n
    where ${high} - ((1 << n) >> 1) >= low order by n`;
};

async function toHits(
  { sql, caller, now }: Read<Staff>,
  cases: readonly CaseLikely[],
  terms: readonly Term[],
  sought: string | null,
  elsewhere: readonly FoundElsewhere[],
) {
  const lines = ({ row, searched }: CaseLikely): Matches =>
    matchesOf(searched, terms, may(caller, 'complaint.investigation-notes', row.storeId));
  const found = cases.map(lines);
  const idsLeft = (): string[] => cases.flatMap(({ row }, n) => (found[n]?.all ? [] : [row.id]));
  // few are found by what lies farther away
  const rest = await searchedOf(sql, caller.orgId, idsLeft());
  const whole = cases.map(({ row, searched }) => ({ row, searched: rest.get(row.id) ?? searched }));
  for (const [n, one] of whole.entries()) if (rest.has(one.row.id)) found[n] = lines(one);
  const left = idsLeft();
  for (const look of left.length ? elsewhere : []) {
    const pieces = await look({ sql, caller }, left, terms);
    for (const [n, { row, searched }] of whole.entries()) {
      const more = pieces.get(row.id);
      if (more) found[n] = lines({ row, searched: { ...searched, words: [...searched.words, ...more] } });
    }
  }
  const shown = await toRows(
    sql,
    caller.orgId,
    cases.map(({ row }) => row),
    now,
  );
  return cases.map(({ row: { number, rank } }, n) => {
    const { matches } = found[n] as Matches;
    if (number === sought)
      matches.unshift({ place: 'number', utterance: null, text: number, spans: [[0, number.length]] });
    return { row: shown[n] as (typeof shown)[number], group: groupOf(rank), matches };
  });
}

const groupOf = (rank: number): Group => (rank === BY_WORDS ? 'words' : 'top');

/** After the case whose number was typed all others come, whatever their time. */
const END = new Date('9999-12-31T00:00:00Z');
const cursorOf = ({ rank, receivedAt, id }: CaseLikely['row'], mark: string): string =>
  Buffer.from(JSON.stringify([groupOf(rank), (rank === NUMBERED ? END : receivedAt).toISOString(), id, mark])).toString(
    'base64url',
  );

const shape = z.tuple([z.enum(['top', 'words']), z.iso.datetime(), z.uuid(), z.string()]);

/** A cursor of these very words; any other is refused. */
function readCursor(cursor: string, mark: string): Cursor {
  try {
    const [group, at, id, own] = shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (own !== mark) throw new Error('of other words');
    return { group, beyond: [new Date(at), id] };
  } catch {
    // whatever was sent, it is no cursor of this search
    throw new Refusal('base.bad-cursor', { status: 400 });
  }
}
