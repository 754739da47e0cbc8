import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { day, someLine, time } from '../base/schemas.ts';
import { frameSchema } from './pack.ts';

const calendarKey = z.string().max(64);
const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;
const year = z.coerce.number().int().min(FIRST_YEAR).max(LAST_YEAR);

/** A marked day; a working day without frames of its own works like a Monday. */
const markedDay = z.discriminatedUnion('kind', [
  z.strictObject({ day: day(), kind: z.literal('off'), title: someLine(30) }),
  z.strictObject({
    day: day(),
    kind: z.literal('work'),
    title: someLine(30),
    frames: z.array(frameSchema).min(1).max(6).optional(),
  }),
]);
export type MarkedDayInput = z.output<typeof markedDay>;

const edition = z.strictObject({
  id: z.string(),
  number: z.number(),
  createdAt: time(),
  /** Name of the person; null: the desk itself, at set-up. */
  createdBy: z.string().nullable(),
});

const rhythm = {
  key: calendarKey,
  title: z.string(),
  timeZone: z.string(),
  /** Frames per weekday, Monday first. */
  week: z.array(z.array(frameSchema)),
  holidays: z.enum(['CN']).nullable(),
};

export const calendars = endpoint({
  method: 'GET',
  path: '/api/calendars',
  permission: 'signed-in',
  summary: 'Calendars: weekly hours, current edition, years with and without public holidays',
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        ...rhythm,
        edition,
        /** Years that have marked days. */
        years: z.array(z.number()),
        /** Years whose public holidays should be there by now and are not. */
        missingYears: z.array(z.number()),
      }),
    ),
  }),
});

export const calendarYear = endpoint({
  method: 'GET',
  path: '/api/calendars/:key/years/:year',
  permission: 'signed-in',
  summary: 'One year of a calendar: each day on or off, with the names of holidays and make-up days',
  params: z.strictObject({ key: calendarKey, year }),
  reply: z.strictObject({
    ...rhythm,
    year: z.number(),
    edition,
    /** `work` and `rest` follow the week; `off` and `make-up` are marked. */
    days: z.array(
      z.strictObject({
        day: z.string(),
        kind: z.enum(['work', 'rest', 'off', 'make-up']),
        title: z.string().nullable(),
      }),
    ),
    marked: z.array(markedDay),
    /** False: this calendar keeps public holidays and the year has none yet. */
    hasHolidays: z.boolean(),
  }),
});

export const saveCalendarYear = endpoint({
  method: 'PUT',
  path: '/api/calendars/:key/years/:year',
  permission: 'calendar.manage',
  summary: 'Save the holidays of a year as a new edition; running clocks stay, new complaints count by it',
  params: z.strictObject({ key: calendarKey, year }),
  input: z.strictObject({
    /** Number of the edition that was edited; another one in force meanwhile refuses with both versions. */
    edition: z.number().int().min(1),
    days: z.array(markedDay).max(366),
  }),
  reply: z.strictObject({ edition: z.strictObject({ id: z.string(), number: z.number() }) }),
});

export const adoptionPreview = endpoint({
  method: 'GET',
  path: '/api/calendars/:key/adoption',
  permission: 'calendar.manage',
  summary: 'What would change if open complaints counted by the newest edition of a calendar',
  params: z.strictObject({ key: calendarKey }),
  reply: z.strictObject({
    edition: z.number(),
    /** Open complaints that still count by an earlier edition. */
    cases: z.number(),
    /** Their running clocks in this calendar, but those that have breached. */
    clocks: z.number(),
    /** Of these, clocks whose due time would change. */
    moved: z.number(),
    /** Of these, clocks that would be over at once. */
    overdue: z.number(),
  }),
});

export const adoptEdition = endpoint({
  method: 'POST',
  path: '/api/calendars/:key/adoption',
  permission: 'calendar.manage',
  summary: 'Put open complaints under the newest edition of a calendar, some at a time until none is left',
  params: z.strictObject({ key: calendarKey }),
  input: z.strictObject({
    /** Number of the edition that was previewed; refused when there is a newer one. */
    edition: z.number().int().min(1),
  }),
  reply: z.strictObject({
    /** Done by this call. */
    cases: z.number(),
    clocks: z.number(),
    moved: z.number(),
    /** Open complaints still to do: call again. */
    left: z.number(),
  }),
});

const fileInput = {
  /** YAML, JSON, CSV or iCalendar. */
  text: z
    .string()
    .max(120_000)
    .refine((given) => given.isWellFormed() && !given.includes('\0'), { error: 'control-characters' }),
  /** Other marked days of the years in the file go. */
  replace: z.boolean().default(false),
};

export const finding = z.strictObject({
  code: z.string(),
  line: z.number(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const previewFile = endpoint({
  method: 'POST',
  path: '/api/calendars/:key/file-preview',
  permission: 'calendar.manage',
  summary: 'What a file of days would change in a calendar, and what it would do to open complaints; nothing is saved',
  params: z.strictObject({ key: calendarKey }),
  input: z.strictObject(fileInput),
  reply: z.strictObject({
    edition: z.number(),
    title: z.string(),
    /** What is wrong with the file, by line; with any of these it is not taken. */
    findings: z.array(finding),
    years: z.array(z.number()),
    changes: z.array(z.strictObject({ day: z.string(), was: markedDay.nullable(), becomes: markedDay.nullable() })),
    /** Open complaints, their running clocks in this calendar, those that would move, and those over at once. */
    cases: z.number(),
    clocks: z.number(),
    moved: z.number(),
    overdue: z.number(),
  }),
});

export const takeFile = endpoint({
  method: 'POST',
  path: '/api/calendars/:key/file',
  permission: 'calendar.manage',
  summary: 'Save the days of a file as the next edition of a calendar; running clocks stay until it is adopted',
  params: z.strictObject({ key: calendarKey }),
  input: z.strictObject({ edition: z.number().int().min(1), ...fileInput }),
  reply: z.strictObject({ edition: z.strictObject({ id: z.string(), number: z.number() }), changed: z.number() }),
});

export const restoreEdition = endpoint({
  method: 'POST',
  path: '/api/calendars/:key/restoration',
  permission: 'calendar.manage',
  summary: 'The days of an earlier edition once more, as the next edition',
  params: z.strictObject({ key: calendarKey }),
  input: z.strictObject({
    /** Number of the edition in force; another one meanwhile is refused. */
    edition: z.number().int().min(1),
    to: z.number().int().min(1),
  }),
  reply: z.strictObject({ edition: z.strictObject({ id: z.string(), number: z.number() }) }),
});

export const yearFile = endpoint({
  method: 'GET',
  path: '/api/calendars/:key/years/:year/file',
  permission: 'signed-in',
  summary: 'One year of a calendar as a file that another desk can import (YAML)',
  params: z.strictObject({ key: calendarKey, year }),
});

export const holidaysOfYear = endpoint({
  method: 'GET',
  path: '/api/public-holidays/:year',
  permission: 'signed-in',
  summary: 'The State Council’s holiday arrangement of a year, to fill into a calendar and save',
  params: z.strictObject({ year }),
  reply: z.strictObject({ year: z.number(), days: z.array(markedDay) }),
});
