import type { CalendarRule } from '../clocks/pack.ts';

/** Of a policy's calendars the one whose days are meant by 工作日: the first that keeps public holidays, else the first. */
export const officeOf = (calendars: readonly CalendarRule[]): CalendarRule | null =>
  calendars.find(({ holidays }) => holidays !== null) ?? calendars[0] ?? null;
