import type { Fragment, Reader } from '../base/server/db.ts';
import { type Field, gramsSought, HASH_BITS } from './grams.ts';
import type { Term } from './typed.ts';

/** Where to look: from one bucket to another, both included. */
export interface Buckets {
  readonly low: Fragment;
  readonly high: Fragment;
}

/** `entry` of search_entry holds the term in that field. The index is asked first, the words themselves decide. */
export function holds(sql: Reader, orgId: string, field: Field, term: Term, buckets: Buckets): Fragment {
  const text = field === 'numbers' ? term.number : term.text;
  if (text === null) return sql`false`;
  return sql`(${withGrams(sql, orgId, field, text, buckets)} and ${like(sql, field, text)})`;
}

const like = (sql: Reader, field: Field, text: string): Fragment =>
  sql`entry.${sql(field)} like ${`%${escaped(text)}%`}`;

/** An `entry` at hand holds one of these folded texts. */
export const withOneOf = (sql: Reader, field: Field, texts: readonly string[]): Fragment =>
  sql`entry.${sql(field)} like any(${texts.map((text) => `%${escaped(text)}%`)}::text[])`;

/** The same without the index, for an entry at hand. */
export const holdsAnyhow = (sql: Reader, fields: readonly Field[], { text, number }: Term): Fragment =>
  fields
    .map((field) => {
      const sought = field === 'numbers' ? number : text;
      return sought === null ? sql`false` : like(sql, field, sought);
    })
    .reduce((all, way) => sql`(${all} or ${way})`);

/**
 * Once it is known to hold the term in one of the fields: whether that shows nothing masked. Of a number that is the
 * whole, its last four, or seven and more from its beginning or end, so that nobody guesses it digit by digit.
 */
export function holdsOpenly(sql: Reader, fields: readonly Field[], { text, number }: Term): Fragment {
  const ways = fields.map((field) => {
    if (field !== 'numbers') return like(sql, field, text);
    if (number === null) return sql`false`;
    const n = escaped(number);
    const length = Array.from(number).length;
    const narrow = [`%\n${n}\n%`];
    if (length === LAST || length >= WHOLE_ENOUGH) narrow.push(`%${n}\n%`);
    if (length >= WHOLE_ENOUGH) narrow.push(`%\n${n}%`);
    return sql`entry.numbers like any(${narrow}::text[])`;
  });
  return ways.reduce((all, way) => sql`(${all} or ${way})`);
}
const LAST = 4;
const WHOLE_ENOUGH = 7;

function withGrams(sql: Reader, orgId: string, field: Field, text: string, buckets: Buckets): Fragment {
  const conditions = gramsSought(orgId, field, text).map((gram) => sql`entry.keys && ${keysIn(sql, gram, buckets)}`);
  return conditions.length ? conditions.reduce((all, condition) => sql`${all} and ${condition}`) : sql`true`;
}

const keysIn = (sql: Reader, gram: number, { low, high }: Buckets): Fragment =>
  sql`array(select (bucket << ${sql.unsafe(String(HASH_BITS))}) | ${gram}::integer from generate_series(${low}, ${high}) bucket)`;

/** Whether the index can be asked for the term in each of the fields; where it cannot, all entries are read. */
export const isIndexed = (orgId: string, fields: readonly Field[], { text, number }: Term): boolean =>
  fields.every((field) => {
    const sought = field === 'numbers' ? number : text;
    return sought === null || gramsSought(orgId, field, sought).length > 0;
  });

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
