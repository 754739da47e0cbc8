import type { Fragment, Reader } from '../base/server/db.ts';
import { normalMark } from './marks.ts';
import { readNumber } from './number.ts';

/**
 * A quoted number, the last four digits or seven and more of a phone or a number of the trade, a name's beginning, or
 * words of the first line. Nothing between four and seven: what is masked must not be guessed digit by digit.
 */
export function callerMatches(sql: Reader, typed: string): Fragment {
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
