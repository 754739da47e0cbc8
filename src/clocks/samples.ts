/** Builders for tests: name what matters to the case, hide the rest. */
import { always, type Calendar, type CalendarContent, type MarkedDays, openCalendar } from './calendar.ts';
import { chinaDaysSinceFirstYear } from './china-days.ts';
import type { ClockEvent, ClockHistory } from './clock.ts';
import type { Attributes, Happening, PinnedCalendar, World } from './moves.ts';
import { type CalendarRule, type ClockRule, calendarSchema, clockRuleSchema } from './pack.ts';

const OFFICE_DAY = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '18:30' },
];

/** Monday to Friday 09:00–12:00 and 13:30–18:30 with Chinese holidays: eight hours a day. */
export function officeContent(given: Partial<CalendarRule> = {}, days?: MarkedDays): CalendarContent {
  const rule = calendarSchema.parse({
    key: 'office',
    title: '工作时间',
    week: [OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, [], []],
    holidays: 'CN',
    ...given,
  });
  return { rule, days: days ?? (rule.holidays === 'CN' ? chinaDaysSinceFirstYear() : {}) };
}

export const anOffice = (given: Partial<CalendarRule> = {}, days?: MarkedDays): Calendar =>
  openCalendar(officeContent(given, days));

/** A two-hour contact clock in office hours that may be paused twice for eight hours in all. */
export const aRule = (given: Record<string, unknown> = {}): ClockRule =>
  clockRuleSchema.parse({
    key: 'first-contact',
    title: '首次联系',
    starts: ['complaint-registered'],
    stops: ['contact-reached'],
    attempts: ['contact-attempted'],
    length: { hours: 2 },
    calendar: 'office',
    pause: { reasons: [{ key: 'waiting-customer', title: '等待客户补充材料' }], maxCount: 2, maxHours: 8 },
    ...given,
  });

/** An instant by Beijing wall time: `2026-09-30 17:00`. */
export const beijing = (text: string): Date =>
  new Date(`${text.replace(' ', 'T')}${text.length > 16 ? '' : ':00'}+08:00`);

type Without<T> = T extends unknown ? Omit<T, 'at' | 'recordedAt'> : never;
/** An event written down when it happened, or at `recorded`. */
export const anEvent = (at: string, event: Without<ClockEvent>, recorded = at): ClockEvent =>
  ({ at: beijing(at), recordedAt: beijing(recorded), ...event }) as ClockEvent;

export const stop = (at: string, recorded = at, by: string | null = 'wang'): ClockEvent =>
  anEvent(at, { kind: 'stop', by, lateReason: null }, recorded);
export const pause = (at: string): ClockEvent => anEvent(at, { kind: 'pause', reason: 'waiting-customer' });
export const resume = (at: string): ClockEvent => anEvent(at, { kind: 'resume' });
export const attempt = (at: string, recorded = at): ClockEvent => anEvent(at, { kind: 'attempt' }, recorded);

export const aHistory = (
  start: string,
  events: ClockEvent[] = [],
  given: Partial<ClockHistory> = {},
): ClockHistory => ({
  rule: aRule(),
  calendar: anOffice(),
  startedAt: beijing(start),
  events,
  ...given,
});

export const aHappening = (
  kind: string,
  at: string,
  recorded = at,
  data: Readonly<Record<string, unknown>> = {},
): Happening => ({
  kind,
  occurredAt: beijing(at),
  recordedAt: beijing(recorded),
  by: null,
  data,
});

export const someAttributes = (given: Partial<Attributes> = {}): Attributes => ({
  kind: 'complaint',
  severity: 'general',
  category: null,
  channel: 'phone',
  ...given,
});

export function aWorld(given: Partial<World> = {}): World {
  let ids = 0;
  const office: PinnedCalendar = { editionId: null, calendar: anOffice() };
  const roundTheClock: PinnedCalendar = { editionId: null, calendar: always() };
  return {
    rules: [aRule()],
    attributes: someAttributes(),
    calendars: new Map([
      ['office', office],
      ['always', roundTheClock],
    ]),
    newId: () => `clock-${++ids}`,
    sample: false,
    ends: false,
    ...given,
  };
}
