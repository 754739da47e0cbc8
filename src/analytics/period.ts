/** A day or a week (Monday to Sunday) of the organisation's calendar, as days YYYY-MM-DD. */
export const SPANS = ['day', 'week'] as const;
export type Span = (typeof SPANS)[number];

export interface Period {
  readonly from: string;
  /** The first day that no longer belongs to it. */
  readonly until: string;
}

const MS_OF_DAY = 86_400_000;
const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const dayAfter = (day: string, days = 1): string =>
  new Date(msOf(day) + days * MS_OF_DAY).toISOString().slice(0, 10);

export const lengthInDays = ({ from, until }: Period): number => Math.round((msOf(until) - msOf(from)) / MS_OF_DAY);

/** The day, or the week that it lies in. */
export function periodOf(span: Span, day: string): Period {
  if (span === 'day') return { from: day, until: dayAfter(day) };
  const sinceMonday = (new Date(msOf(day)).getUTCDay() + 6) % 7;
  const from = dayAfter(day, -sinceMonday);
  return { from, until: dayAfter(from, 7) };
}

export const daysOf = (period: Period): string[] =>
  Array.from({ length: Math.max(0, lengthInDays(period)) }, (_, n) => dayAfter(period.from, n));

/** The period before (-1) or after (1) of the same span. */
export const shifted = (span: Span, day: string, by: number): string => dayAfter(day, by * (span === 'day' ? 1 : 7));
