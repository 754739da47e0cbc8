import { factKind } from '../base/facts.ts';

/** What the clocks room announces of calendars; what happens to a case's clocks is announced by the case's room. */
export const calendarMade = factKind<{ calendarKey: string; editionId: string; number: number }>()('calendar-made');
export const calendarYearSaved = factKind<{
  calendarKey: string;
  editionId: string;
  number: number;
  year: number;
  days: number;
}>()('calendar-year-saved');
/** `days`: how many differ. */
export const calendarFileTaken = factKind<{ calendarKey: string; editionId: string; number: number; days: number }>()(
  'calendar-file-taken',
);
/** `of`: the edition whose days came back. */
export const calendarRestored = factKind<{ calendarKey: string; editionId: string; number: number; of: number }>()(
  'calendar-restored',
);
