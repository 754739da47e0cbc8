/** Lengths of time in milliseconds. Nothing here knows a calendar; working time lives in the clocks room. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const addMs = (instant: Date, ms: number): Date => new Date(instant.getTime() + ms);
export const earliest = (...instants: (Date | null | undefined)[]): Date | null =>
  instants.reduce<Date | null>((first, instant) => (instant && (!first || instant < first) ? instant : first), null);
