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
  summary: '工作日历一览：每周作息、现行版本、已有和尚缺法定节假日的年份',
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
  summary: '某个日历的一整年：每天上班还是休息、节假日与调休的名称',
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
  summary: '保存某一年的节假日与调休，成为日历的新版本；正在计时的时限不变，新投诉单按新版本计时',
  params: z.strictObject({ key: calendarKey, year }),
  input: z.strictObject({
    /** Number of the edition that was edited; another one in force meanwhile refuses with both versions. */
    edition: z.number().int().min(1),
    days: z.array(markedDay).max(366),
  }),
  reply: z.strictObject({ edition: z.strictObject({ id: z.string(), number: z.number() }) }),
});

export const holidaysOfYear = endpoint({
  method: 'GET',
  path: '/api/public-holidays/:year',
  permission: 'signed-in',
  summary: '国务院公布的某年放假与调休安排，可填入日历后保存',
  params: z.strictObject({ year }),
  reply: z.strictObject({ year: z.number(), days: z.array(markedDay) }),
});
