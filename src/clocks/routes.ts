import { notFound, Refusal } from '../base/refusal.ts';
import { type Route, raw, read, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { saveCalendarYear } from './actions/save-calendar-year.ts';
import { calendarYearFile, restoreCalendarEdition, takeCalendarFile } from './actions/take-calendar-file.ts';
import { daysOfYear, hasHolidays, missingYears, openCalendar, yearsOf } from './calendar.ts';
import { dayList } from './calendar-year.ts';
import { chinaDays } from './china-days.ts';
import * as contract from './contract.ts';
import { readYear } from './explain.ts';
import { type CalendarEdition, newestEditions } from './reads.ts';

export const routes: Route<Staff>[] = [
  read(contract.calendars, async ({ sql, caller, now }) => ({
    items: (await newestEditions(sql, caller.orgId)).map((edition) => ({
      ...headOf(edition),
      years: yearsOf(edition.content),
      missingYears: missingYears(edition.content, now),
    })),
  })),
  read(contract.calendarYear, async ({ sql, caller }, { key, year }) => {
    const [edition] = await newestEditions(sql, caller.orgId, key);
    if (!edition) throw notFound();
    return {
      ...headOf(edition),
      year,
      days: readYear(openCalendar(edition.content), year),
      marked: dayList(daysOfYear(edition.content, year)),
      hasHolidays: hasHolidays(edition.content, year),
    };
  }),
  write(contract.saveCalendarYear, saveCalendarYear),
  write(contract.takeFile, takeCalendarFile),
  write(contract.restoreEdition, restoreCalendarEdition),
  raw(contract.yearFile, calendarYearFile),
  read(contract.holidaysOfYear, async (_, { year }) => {
    const days = dayList(chinaDays(year));
    if (!days.length) throw new Refusal('clocks.holidays-unknown', { status: 404, values: { year } });
    return { year, days };
  }),
];

const headOf = ({ id, number, createdAt, createdBy, content: { rule } }: CalendarEdition) => ({
  key: rule.key,
  title: rule.title,
  timeZone: rule.timeZone,
  week: rule.week.map((frames) => frames.map((frame) => ({ ...frame }))),
  holidays: rule.holidays,
  edition: { id, number, createdAt, createdBy },
});
