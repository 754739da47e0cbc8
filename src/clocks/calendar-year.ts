/** Can these days be the marked days of one year? */
import type { MarkedDay, MarkedDays } from './calendar.ts';
import type { MarkedDayInput } from './contract.ts';

export interface YearProblem {
  readonly code: 'day-outside-year' | 'day-twice';
  readonly day: string;
}

export function yearProblem(year: number, days: readonly MarkedDayInput[]): YearProblem | null {
  const seen = new Set<string>();
  for (const { day } of days) {
    if (!day.startsWith(`${year}-`)) return { code: 'day-outside-year', day };
    if (seen.has(day)) return { code: 'day-twice', day };
    seen.add(day);
  }
  return null;
}

export const markedDays = (days: readonly MarkedDayInput[]): MarkedDays =>
  Object.fromEntries(days.map(({ day, ...marked }): [string, MarkedDay] => [day, marked]));

export const dayList = (days: MarkedDays): MarkedDayInput[] =>
  Object.entries(days).map(([day, marked]) =>
    marked.kind === 'off'
      ? { day, kind: marked.kind, title: marked.title }
      : { day, kind: marked.kind, title: marked.title, ...(marked.frames ? { frames: [...marked.frames] } : {}) },
  );
