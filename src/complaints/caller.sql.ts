import type { Fragment, Reader } from '../base/server/db.ts';
import { isWholePhone, normalPhone } from '../customers/phone.ts';
import { normalMark } from './marks.ts';
import { readNumber } from './number.ts';

/** Of one way to be meant no more than this are looked at: a name in every tenth case means nobody. */
const MOST = sqlText(200);

/**
 * Ids of customers who may be meant by what was typed, and whether by a whole number: the last four digits or seven and
 * more of a phone or a number of their goods, or a name's beginning. One branch for each index: joined by `or`, they
 * read every customer there is. `known` (of `customer`) holds before the limit: others must not crowd out one's own.
 */
export function customersMeant(sql: Reader, orgId: string, typed: string, known: Fragment): Fragment {
  const digits = normalPhone(typed);
  const number = typed.toUpperCase().replace(/[\s-]/g, '');
  const knownIn = (table: 'customer' | 'customer_item'): Fragment =>
    table === 'customer'
      ? known
      : sql`exists (select from customer where customer.org_id = ${orgId} and customer.id = customer_item.customer_id and ${known})`;
  const by = (table: 'customer' | 'customer_item', condition: Fragment, whole = false): Fragment =>
    sql`(select ${table === 'customer' ? sql`id` : sql`customer_id as id`}, ${whole} as whole from ${sql(table)}
         where org_id = ${orgId} and ${condition} and ${whole ? sql`true` : knownIn(table)} limit ${MOST(sql)})`;
  return union(sql, [
    ...(isWholePhone(digits) ? [by('customer', sql`phone = ${digits} and phone <> ''`, true)] : []),
    ...(/^[A-Z0-9]{8,}$/.test(number) ? [by('customer_item', sql`number = ${number}`, true)] : []),
    ...(/^\d{4,}$/.test(digits)
      ? numberWays(sql, sql`phone`, digits).map((way) => by('customer', sql`${way} and phone <> ''`))
      : []),
    ...(/^[A-Z0-9]{4,}$/.test(number)
      ? numberWays(sql, sql`number`, number).map((way) => by('customer_item', way))
      : []),
    ...(isNumber(typed) ? [] : [by('customer', sql`name <> '' and name like ${beginning(typed)}`)]),
  ]);
}

/**
 * Ids of cases that may be meant: a quoted number, the last four digits or seven and more of a phone or a number of the
 * trade, a name's beginning, or words of the first line among those that run. Nothing between four and seven: what is
 * masked must not be guessed digit by digit.
 */
export function casesMeant(sql: Reader, orgId: string, typed: string, visible: Fragment): Fragment {
  const q = typed.normalize('NFKC').trim();
  const number = readNumber(q);
  const mark = normalMark(q);
  const by = (condition: Fragment): Fragment =>
    sql`(select id from complaint where org_id = ${orgId} and ${condition} and stage <> 'closed' and ${visible} limit ${MOST(sql)})`;
  return union(sql, [
    ...(number ? [by(sql`number = ${number}`)] : []),
    ...(/^\d{4,}$/.test(mark)
      ? numberWays(sql, sql`caller_phone`, mark).map((way) => by(sql`${way} and caller_phone <> ''`))
      : []),
    ...(/^[A-Z0-9]{4,}$/.test(mark)
      ? numberWays(sql, sql`value`, mark).map(
          (way) =>
            sql`(select complaint_id as id from complaint_mark where org_id = ${orgId} and ${way}
                   and exists (select from complaint where complaint.id = complaint_id and stage <> 'closed' and ${visible}) limit ${MOST(sql)})`,
        )
      : []),
    ...(isNumber(q) ? [] : [by(sql`(caller_name like ${beginning(q)} or excerpt like ${`%${beginning(q)}`})`)]),
  ]);
}

const LAST = 4;
const WHOLE_ENOUGH = 7;
/** The whole number, its last four, or seven and more from its beginning or end; each way by an index of its own. */
function numberWays(sql: Reader, column: Fragment, typed: string): Fragment[] {
  if (typed.length < LAST) return [];
  if (typed.length === LAST) return [sql`right(${column}, 4) = ${typed}`];
  if (typed.length < WHOLE_ENOUGH) return [sql`${column} = ${typed}`];
  return [
    sql`${column} like ${`${typed}%`}`,
    sql`right(${column}, 4) = ${typed.slice(-LAST)} and ${column} like ${`%${typed}`}`,
  ];
}

/** Names and sentences are not looked through for it. */
const isNumber = (typed: string): boolean => /^\+?[\d\s()-]{4,}$/.test(typed.normalize('NFKC').trim());

const beginning = (typed: string): string => `${typed.trim().replace(/[\\%_]/g, '\\$&')}%`;

const union = (sql: Reader, ways: readonly Fragment[]): Fragment =>
  ways.length
    ? ways.reduce((all, way) => sql`${all} union all ${way}`)
    : sql`select null::uuid as id, false as whole where false`;

/** A number in the statement itself: a planner that does not know a limit reads everything. */
function sqlText(number: number): (sql: Reader) => Fragment {
  return (sql) => sql.unsafe(String(number)) as unknown as Fragment;
}
