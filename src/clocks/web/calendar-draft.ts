import { dayNumber, dayText, type Frame, weekday } from '../calendar.ts';
import type { MarkedDayInput } from '../contract.ts';

/** `own-hours`: would work by the week too, at other times. */
export type DayKind = 'work' | 'rest' | 'off' | 'make-up' | 'own-hours';
export type Week = readonly (readonly Frame[])[];
export type Marks = ReadonlyMap<string, MarkedDayInput>;

export const marksOf = (days: readonly MarkedDayInput[]): Marks => new Map(days.map((marked) => [marked.day, marked]));

/** As the server reads a year: a mark wins, otherwise the week says. */
export function kindOf(day: string, week: Week, marks: Marks): DayKind {
  const marked = marks.get(day);
  const works = (week[weekday(dayNumber(day))]?.length ?? 0) > 0;
  if (!marked) return works ? 'work' : 'rest';
  if (marked.kind === 'off') return 'off';
  return works && marked.frames ? 'own-hours' : 'make-up';
}

/** What is worked on a day; a marked working day without hours of its own works like a Monday. */
export function framesOf(day: string, week: Week, marked: MarkedDayInput | undefined): readonly Frame[] {
  if (!marked) return week[weekday(dayNumber(day))] ?? [];
  return marked.kind === 'off' ? [] : (marked.frames ?? week[0] ?? []);
}

export const saidFrames = (frames: readonly Frame[]): string => frames.map(({ from, to }) => `${from}–${to}`).join(' ');

export interface Month {
  readonly month: number;
  /** Empty places before the first, Monday first. */
  readonly before: number;
  readonly days: readonly string[];
}

export function monthsOf(year: number): Month[] {
  return Array.from({ length: 12 }, (_, place) => {
    const first = Date.UTC(year, place, 1) / 86_400_000;
    const length = Date.UTC(year, place + 1, 1) / 86_400_000 - first;
    return {
      month: place + 1,
      before: weekday(first),
      days: Array.from({ length }, (_each, nth) => dayText(first + nth)),
    };
  });
}

export const shifted = (day: string, by: number): string => dayText(dayNumber(day) + by);

export interface Difference {
  readonly day: string;
  readonly mine: MarkedDayInput | null;
  readonly theirs: MarkedDayInput | null;
}

const same = (a: MarkedDayInput | null, b: MarkedDayInput | null): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Days on which two versions of a year differ, in order. */
export function differences(mine: Marks, theirs: Marks): Difference[] {
  return [...new Set([...mine.keys(), ...theirs.keys()])]
    .sort()
    .map((day) => ({ day, mine: mine.get(day) ?? null, theirs: theirs.get(day) ?? null }))
    .filter((one) => !same(one.mine, one.theirs));
}

/** My changes since `base`, laid over what somebody else saved meanwhile. */
export function laidOver(base: Marks, mine: Marks, theirs: Marks): Marks {
  const result = new Map(theirs);
  for (const { day, mine: changed } of differences(mine, base)) {
    if (changed) result.set(day, changed);
    else result.delete(day);
  }
  return result;
}

export const sameMarks = (a: Marks, b: Marks): boolean => differences(a, b).length === 0;
