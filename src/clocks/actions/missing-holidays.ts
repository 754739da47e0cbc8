import type { Reader } from '../../base/server/db.ts';
import { missingYears } from '../calendar.ts';
import { newestEditions } from '../reads.ts';

/** Calendars that keep public holidays and lack those of this year, or from November on of the next: for `doctor`. */
export async function missingHolidays(
  sql: Reader,
  orgId: string,
  now: Date,
): Promise<{ calendarKey: string; title: string; years: number[] }[]> {
  return (await newestEditions(sql, orgId))
    .map(({ calendarKey, content }) => ({ calendarKey, title: content.rule.title, years: missingYears(content, now) }))
    .filter(({ years }) => years.length > 0);
}
