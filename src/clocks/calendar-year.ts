/** Can these days be the marked days of one year? */
import type { Frame, MarkedDay, MarkedDays } from './calendar.ts';
import type { MarkedDayInput } from './contract.ts';

export interface YearProblem {
  readonly code: 'day-outside-year' | 'day-twice' | FramesProblem;
  readonly day: string;
}

export function yearProblem(year: number, days: readonly MarkedDayInput[]): YearProblem | null {
  const seen = new Set<string>();
  for (const marked of days) {
    const { day } = marked;
    if (!day.startsWith(`${year}-`)) return { code: 'day-outside-year', day };
    if (seen.has(day)) return { code: 'day-twice', day };
    seen.add(day);
    const code = marked.kind === 'work' && marked.frames ? framesProblem(marked.frames) : null;
    if (code) return { code, day };
  }
  return null;
}

export type FramesProblem = 'frame-missing' | 'frame-empty' | 'frames-overlap';

/** The hours of one day, in any order; one that ends at or before its beginning runs past midnight. */
export function framesProblem(frames: readonly Frame[]): FramesProblem | null {
  if (frames.some(({ from, to }) => !from || !to)) return 'frame-missing';
  if (frames.some(({ from, to }) => from === to)) return 'frame-empty';
  const inOrder = inOrderOf(frames);
  const overlap = inOrder.some(({ from, to }, nth) => {
    const next = inOrder[nth + 1];
    // times of day as HH:MM compare as text
    return next !== undefined && (to < from || to > next.from);
  });
  return overlap ? 'frames-overlap' : null;
}

export const inOrderOf = (frames: readonly Frame[]): Frame[] => [...frames].sort((a, b) => (a.from < b.from ? -1 : 1));

export const markedDays = (days: readonly MarkedDayInput[]): MarkedDays =>
  Object.fromEntries(
    days.map(({ day, ...marked }): [string, MarkedDay] => [
      day,
      marked.kind === 'work' && marked.frames ? { ...marked, frames: inOrderOf(marked.frames) } : marked,
    ]),
  );

export const dayList = (days: MarkedDays): MarkedDayInput[] =>
  Object.entries(days).map(([day, marked]) =>
    marked.kind === 'off'
      ? { day, kind: marked.kind, title: marked.title }
      : { day, kind: marked.kind, title: marked.title, ...(marked.frames ? { frames: [...marked.frames] } : {}) },
  );
