import type { Fragment, Reader } from '../base/server/db.ts';
import { isWholePhone, normalPhone } from '../customers/phone.ts';
import { normalMark } from './marks.ts';
import { readNumber } from './number.ts';

/** Of one way to be meant no more than this are looked at: a name in every tenth case means nobody. */
const MOST = sqlText(200);

/** Read with the branch: looked up again they would cost as much as the finding. */
const CUSTOMER = (sql: Reader): Fragment =>
  sql.unsafe(
    'customer.id, customer.name, customer.address_as, customer.phone, customer.created_at',
  ) as unknown as Fragment;

/**
 * Customers who may be meant by what was typed, and whether by a whole number: the last four digits or seven and
 * more of a phone or a number of their goods, or a name's beginning. One branch for each index: joined by `or`, they
 * read every customer there is. `known` (of `customer`) holds before the limit: others must not crowd out one's own.
 */
export function customersMeant(sql: Reader, orgId: string, typed: string, known: Fragment): Fragment {
  const digits = normalPhone(typed);
  const number = typed.toUpperCase().replace(/[\s-]/g, '');
  const by = (table: 'customer' | 'customer_item', condition: Fragment, whole = false): Fragment => {
    const from =
      table === 'customer'
        ? sql`customer where customer.org_id = ${orgId}`
        : sql`customer_item item join customer on customer.org_id = item.org_id and customer.id = item.customer_id
              where item.org_id = ${orgId}`;
    return sql`(select ${CUSTOMER(sql)}, ${sql.unsafe(String(whole))} as whole from ${from} and ${condition} and ${whole ? sql`true` : known} limit ${MOST(sql)})`;
  };
  const ways = [
    ...(isWholePhone(digits) ? [by('customer', sql`customer.phone = ${digits} and customer.phone <> ''`, true)] : []),
    ...(/^[A-Z0-9]{8,}$/.test(number) ? [by('customer_item', sql`item.number = ${number}`, true)] : []),
    ...(/^\d{4,}$/.test(digits)
      ? phoneWays(sql, sql`customer.phone`, digits).map((way) => by('customer', sql`${way} and customer.phone <> ''`))
      : []),
    ...(/^[A-Z0-9]{4,}$/.test(number)
      ? numberWays(sql, sql`item.number`, number).map((way) => by('customer_item', way))
      : []),
    ...(isNumber(typed) ? [] : [by('customer', sql`customer.name <> '' and customer.name like ${beginning(typed)}`)]),
  ];
  return union(sql, ways, by('customer', sql`false`));
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
  const phone = normalPhone(q);
  const by = (condition: Fragment): Fragment =>
    sql`(select id from complaint where org_id = ${orgId} and ${condition} and stage <> 'closed' and ${visible} limit ${MOST(sql)})`;
  // fenced off: a planner that knows little of the number would read the index of whoever is involved beside
  const byPhone = (condition: Fragment): Fragment => sql`(
    select id from (
      select complaint.* from complaint
      where org_id = ${orgId} and ${condition} and caller_phone <> '' and stage <> 'closed' offset 0) complaint
    where ${visible} limit ${MOST(sql)})`;
  const ways = [
    ...(number ? [by(sql`number = ${number}`)] : []),
    ...(/^\d{4,}$/.test(phone) ? phoneWays(sql, sql`caller_phone`, phone).map(byPhone) : []),
    ...(/^[A-Z0-9]{4,}$/.test(mark)
      ? numberWays(sql, sql`value`, mark).map(
          (way) =>
            sql`(select complaint_id as id from complaint_mark where org_id = ${orgId} and ${way}
                   and exists (select from complaint where complaint.id = complaint_id and stage <> 'closed' and ${visible}) limit ${MOST(sql)})`,
        )
      : []),
    ...(isNumber(q) ? [] : [by(sql`(caller_name like ${beginning(q)} or excerpt like ${`%${beginning(q)}`})`)]),
  ];
  return union(sql, ways, by(sql`false`));
}

const LAST = 4;
const WHOLE_ENOUGH = 7;
/** The whole number, its last four, or seven and more from its beginning or end; each way by an index of its own. */
function numberWays(sql: Reader, column: Fragment, typed: string): Fragment[] {
  if (typed.length < LAST) return [];
  if (typed.length === LAST) return [sql`right(${column}, 4) = ${typed}`];
  if (typed.length < WHOLE_ENOUGH) return [sql`${column} = ${typed}`];
  const ending = sql`right(${column}, 4) = ${typed.slice(-LAST)} and ${column} like ${`%${typed}`}`;
  return isMobile(typed) ? [ending] : [sql`${column} like ${`${typed}%`}`, ending];
}

const phoneWays = (sql: Reader, column: Fragment, typed: string): Fragment[] =>
  isMobile(typed) ? [sql`${column} = ${typed}`] : numberWays(sql, column, typed);

/** The beginning of no longer number. What is read by a beginning is planned anew each time, which costs more than the reading. */
const isMobile = (typed: string): boolean => /^1\d{10}$/.test(typed);

/** Names and sentences are not looked through for it. */
const isNumber = (typed: string): boolean => /^\+?[\d\s()-]{4,}$/.test(typed.normalize('NFKC').trim());

const beginning = (typed: string): string => `${typed.trim().replace(/[\\%_]/g, '\\$&')}%`;

const union = (sql: Reader, ways: readonly Fragment[], none: Fragment): Fragment =>
  ways.length ? ways.reduce((all, way) => sql`${all} union all ${way}`) : none;

/** A number in the statement itself: a planner that does not know a limit reads everything. */
function sqlText(number: number): (sql: Reader) => Fragment {
  return (sql) => sql.unsafe(String(number)) as unknown as Fragment;
}
