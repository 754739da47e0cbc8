/**
 * The noun of working time: a weekly rhythm from the pack, and the days that the organisation marked in it
 * (public holidays, make-up workdays 调休, its own days off). Editions are never changed; saving makes the next one.
 */
import { DAY } from '../base/time.ts';
import type { CalendarRule } from './pack.ts';
import { openZone, type Zone } from './zone.ts';

export interface Frame {
  readonly from: string;
  readonly to: string;
}

/** One marked day. A working day without frames of its own works like a Monday. */
export type MarkedDay =
  | { readonly kind: 'off'; readonly title: string }
  | { readonly kind: 'work'; readonly title: string; readonly frames?: readonly Frame[] };
export type MarkedDays = Readonly<Record<string, MarkedDay>>;

/** What an edition holds: everything that working time depends on. */
export interface CalendarContent {
  readonly rule: CalendarRule;
  readonly days: MarkedDays;
}

/** An edition made ready for counting. Minutes are local, from the day's midnight; they may pass 24:00. */
export interface Calendar {
  readonly content: CalendarContent;
  readonly zone: Zone;
  readonly week: readonly (readonly Stretch[])[];
  readonly marked: ReadonlyMap<number, { readonly day: MarkedDay; readonly frames: readonly Stretch[] }>;
  /** Work of single days, kept once computed (see working-time.ts). */
  readonly known: Map<number, readonly Stretch[]>;
}

/** From inclusive, to exclusive; what is counted (minutes, ms) is said where it is used. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export function openCalendar(content: CalendarContent): Calendar {
  const week = content.rule.week.map((frames) => frames.map(minutesOf));
  const monday = week[0] ?? [];
  const marked = new Map<number, { day: MarkedDay; frames: readonly Stretch[] }>();
  for (const [text, day] of Object.entries(content.days)) {
    const frames = day.kind === 'off' ? [] : day.frames ? day.frames.map(minutesOf) : monday;
    marked.set(dayNumber(text), { day, frames });
  }
  return { content, zone: openZone(content.rule.timeZone), week, marked, known: new Map() };
}

function minutesOf(frame: Frame): Stretch {
  const from = minutes(frame.from);
  const to = minutes(frame.to);
  return { from, to: to > from ? to : to + 24 * 60 };
}

const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** Days since 1970-01-01, of a calendar day written YYYY-MM-DD. */
export const dayNumber = (text: string): number => Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY);
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
/** Monday 0 … Sunday 6. */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The local day on which an instant lies. */
export const dayOf = (calendar: Calendar, instant: number): number => Math.floor(calendar.zone.localOf(instant) / DAY);

/** The frames that begin on a local day, in minutes from its midnight. A night shift belongs to the day it begins on. */
export const framesOn = (calendar: Calendar, day: number): readonly Stretch[] =>
  calendar.marked.get(day)?.frames ?? calendar.week[weekday(day)] ?? [];

/** A day on which work begins. */
export const isWorkday = (calendar: Calendar, day: number): boolean => framesOn(calendar, day).length > 0;

/** What a year becomes when a person has saved it: the other years stay as they are. */
export function withYear(content: CalendarContent, year: number, days: MarkedDays): CalendarContent {
  const prefix = `${year}-`;
  const others = Object.entries(content.days).filter(([day]) => !day.startsWith(prefix));
  const all = [...others, ...Object.entries(days)].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...content, days: Object.fromEntries(all) };
}

export const daysOfYear = (content: CalendarContent, year: number): MarkedDays =>
  Object.fromEntries(Object.entries(content.days).filter(([day]) => day.startsWith(`${year}-`)));

/** Years with marked days, in order. */
export const yearsOf = (content: CalendarContent): number[] =>
  [...new Set(Object.keys(content.days).map((day) => Number(day.slice(0, 4))))].sort((a, b) => a - b);

/** A calendar that keeps public holidays has the year's data once a day of it is off. */
export const hasHolidays = (content: CalendarContent, year: number): boolean =>
  content.rule.holidays === null || Object.values(daysOfYear(content, year)).some((day) => day.kind === 'off');

/** The State Council publishes next year's days off in early November; until then nobody can have them. */
const PUBLISHED_FROM_MONTH = 11;

/** Years whose holidays should be in the calendar by now and are not: this one, and from November the next. */
export function missingYears(content: CalendarContent, now: Date): number[] {
  const today = new Date(openZone(content.rule.timeZone).localOf(now.getTime()));
  const year = today.getUTCFullYear();
  const due = today.getUTCMonth() + 1 >= PUBLISHED_FROM_MONTH ? [year, year + 1] : [year];
  return due.filter((each) => !hasHolidays(content, each));
}

const ROUND_THE_CLOCK: CalendarRule['week'] = Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]);

/** Every hour of every day; the calendar of rules that say `always`. */
export const always = (timeZone = 'Asia/Shanghai'): Calendar =>
  openCalendar({
    rule: { key: 'always', title: '全天', timeZone, week: ROUND_THE_CLOCK, holidays: null },
    days: {},
  });

/** Nothing that people or counting would notice differs. */
export const sameRhythm = (a: CalendarRule, b: CalendarRule): boolean =>
  a.title === b.title &&
  a.timeZone === b.timeZone &&
  a.holidays === b.holidays &&
  a.week.length === b.week.length &&
  a.week.every((frames, weekday) => sameFrames(frames, b.week[weekday] ?? []));

const sameFrames = (a: readonly Frame[], b: readonly Frame[]): boolean =>
  a.length === b.length && a.every(({ from, to }, nth) => from === b[nth]?.from && to === b[nth]?.to);
