/** Public holidays and make-up workdays of mainland China, as the State Council announces them each year. */
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { MarkedDay, MarkedDays } from './calendar.ts';

/** The earliest year that a new calendar is given. */
export const FIRST_YEAR = 2024;

const { holidays, workdays }: { holidays: Record<string, string>; workdays: Record<string, string> } = published;

/** `National Day,国庆节,3` → 国庆节. */
const chineseName = (entry: string): string => entry.split(',')[1] ?? entry;

/** Empty when the year is not known (yet). */
export function chinaDays(year: number): MarkedDays {
  const prefix = `${year}-`;
  const days: [string, MarkedDay][] = [];
  for (const [day, entry] of Object.entries(holidays)) {
    if (day.startsWith(prefix)) days.push([day, { kind: 'off', title: chineseName(entry) }]);
  }
  for (const [day, entry] of Object.entries(workdays)) {
    if (day.startsWith(prefix)) days.push([day, { kind: 'work', title: `${chineseName(entry)}调休` }]);
  }
  return Object.fromEntries(days.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function knownYears(): number[] {
  const years = new Set(Object.keys(holidays).map((day) => Number(day.slice(0, 4))));
  return [...years].filter((year) => year >= FIRST_YEAR).sort((a, b) => a - b);
}

export const chinaDaysSinceFirstYear = (): MarkedDays =>
  Object.assign({}, ...knownYears().map((year) => chinaDays(year))) as MarkedDays;
