import { dayAfter } from './period.ts';

/**
 * How long open cases have been waiting, in calendar days since the day of receipt (0: received today), so that each
 * class is a list of its own. Upper bounds, exclusive; the last class has none.
 */
export const AGE_BOUNDS = [1, 3, 7, 15, 30] as const;

export interface AgeClass {
  /** Days, inclusive. */
  readonly from: number;
  /** Days, exclusive; null: without end. */
  readonly under: number | null;
}

export const AGE_CLASSES: readonly AgeClass[] = [
  ...AGE_BOUNDS.map((under, n) => ({ from: AGE_BOUNDS[n - 1] ?? 0, under })),
  { from: AGE_BOUNDS.at(-1) ?? 0, under: null },
];

/** The days of receipt of a class, as the list's filter writes them: `2026-11-16..2026-11-19`. */
export const receivedOf = ({ from, under }: AgeClass, today: string): string =>
  `${under === null ? '' : dayAfter(today, 1 - under)}..${dayAfter(today, -from)}`;
