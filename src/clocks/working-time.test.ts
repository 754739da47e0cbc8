import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../base/time.ts';
import { always, type Calendar, dayText, openCalendar } from './calendar.ts';
import { anOffice, beijing } from './samples.ts';
import {
  addWorkingTime,
  closeOfWorkingDay,
  isWorkingTime,
  sameTimeLater,
  workingTimeBetween,
  workOn,
} from './working-time.ts';
import { openZone } from './zone.ts';

const office = anOffice();
const local = (calendar: Calendar, instant: number): string =>
  new Date(calendar.zone.localOf(instant)).toISOString().slice(0, 16).replace('T', ' ');

describe('hours of working time, in an office open 09:00–12:00 and 13:30–18:30', () => {
  test.each([
    ['inside one frame', '2026-11-23 09:30', 2, '2026-11-23 11:30'],
    ['over the lunch break', '2026-11-23 11:00', 2, '2026-11-23 14:30'],
    ['used up with the closing bell', '2026-11-23 16:30', 2, '2026-11-23 18:30'],
    ['over the night', '2026-11-23 17:30', 2, '2026-11-24 10:00'],
    ['from Friday evening to Monday', '2026-11-20 20:00', 2, '2026-11-23 11:00'],
    ['from before opening', '2026-11-23 06:00', 2, '2026-11-23 11:00'],
    ['from the lunch break', '2026-11-23 12:30', 1, '2026-11-23 14:30'],
    ['over the National Day holiday', '2026-09-30 17:30', 2, '2026-10-08 10:00'],
    ['on a Saturday that makes up for the holiday', '2026-10-10 09:00', 8, '2026-10-10 18:30'],
    ['over the Spring Festival with its make-up Saturday before', '2026-02-13 17:30', 10, '2026-02-24 10:00'],
    ['over the end of a year', '2025-12-31 17:30', 2, '2026-01-04 10:00'],
    ['over a leap day', '2028-02-28 17:30', 10, '2028-03-01 10:00'],
  ])('%s', (_, start, hours, due) => {
    expect(local(office, addWorkingTime(office, beijing(start).getTime(), hours * HOUR))).toBe(due);
  });
});

describe('working days end at the close of the nth working day after the start day', () => {
  test.each([
    ['one day from a Monday morning', '2026-11-23 09:00', 1, '2026-11-24 18:30'],
    ['one day from a Monday night', '2026-11-23 23:50', 1, '2026-11-24 18:30'],
    ['three days from a Thursday', '2026-11-19 10:00', 3, '2026-11-24 18:30'],
    ['one day from a Saturday', '2026-11-21 10:00', 1, '2026-11-23 18:30'],
    ['two days before the National Day holiday, a make-up Saturday counts', '2026-09-30 10:00', 3, '2026-10-10 18:30'],
  ])('%s', (_, start, days, due) => {
    expect(local(office, closeOfWorkingDay(office, beijing(start).getTime(), days))).toBe(due);
  });
});

describe('calendar days end at the same local time', () => {
  test.each([
    ['three days over a weekend', 'Asia/Shanghai', '2026-11-20T10:15:00+08:00', 3, '2026-11-23 10:15'],
    ['over a leap day', 'Asia/Shanghai', '2028-02-28T10:15:00+08:00', 2, '2028-03-01 10:15'],
    ['over the night when clocks go forward', 'Europe/Berlin', '2026-03-28T12:00:00+01:00', 1, '2026-03-29 12:00'],
    ['into the hour that clocks skip', 'Europe/Berlin', '2026-03-28T02:30:00+01:00', 1, '2026-03-29 03:00'],
    ['into the hour that comes twice', 'Europe/Berlin', '2026-10-24T02:30:00+02:00', 1, '2026-10-25 02:30'],
  ])('%s', (_, timeZone, start, days, due) => {
    const calendar = always(timeZone);
    expect(local(calendar, sameTimeLater(calendar, Date.parse(start), days))).toBe(due);
  });
});

test('a night shift over the change of clocks has the hours that really passed', () => {
  const night = openCalendar({
    rule: {
      key: 'night',
      title: '夜班',
      timeZone: 'Europe/Berlin',
      week: Array.from({ length: 7 }, () => [{ from: '22:00', to: '06:00' }]),
      holidays: null,
    },
    days: {},
  });
  const between = (from: string, to: string) => workingTimeBetween(night, Date.parse(from), Date.parse(to)) / HOUR;
  expect(between('2026-03-28T12:00:00+01:00', '2026-03-29T12:00:00+02:00')).toBe(7);
  expect(between('2026-10-24T12:00:00+02:00', '2026-10-25T12:00:00+01:00')).toBe(9);
  expect(between('2026-06-01T12:00:00+02:00', '2026-06-02T12:00:00+02:00')).toBe(8);
});

test('a night shift before a holiday works on until morning, and the holiday night is free', () => {
  const night = anOffice({ week: Array.from({ length: 7 }, () => [{ from: '20:00', to: '08:00' }]) });
  expect(isWorkingTime(night, beijing('2026-10-01 07:59').getTime())).toBe(true);
  expect(isWorkingTime(night, beijing('2026-10-01 20:30').getTime())).toBe(false);
});

test('frames that overlap count once', () => {
  const twice = anOffice({
    holidays: null,
    week: Array.from({ length: 7 }, () => [
      { from: '08:00', to: '12:00' },
      { from: '10:00', to: '09:00' },
    ]),
  });
  expect(workingTimeBetween(twice, beijing('2026-06-02 00:00').getTime(), beijing('2026-06-03 00:00').getTime())).toBe(
    24 * HOUR,
  );
});

test('ten years of working time are added in a moment', () => {
  const fresh = anOffice();
  const begun = performance.now();
  addWorkingTime(fresh, beijing('2026-01-01 00:00').getTime(), 20_000 * HOUR);
  expect(performance.now() - begun).toBeLessThan(300);
});

fc.configureGlobal({ numRuns: 300 });

const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
  'UTC',
];
const minuteText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const frame = fc
  .tuple(fc.integer({ min: 0, max: 24 * 60 - 1 }), fc.integer({ min: 1, max: 24 * 60 }))
  .map(([from, to]) => ({ from: minuteText(from), to: minuteText(to) }));
const yearDays = fc.integer({ min: Date.UTC(2023, 11, 1) / DAY, max: Date.UTC(2028, 2, 31) / DAY }).map(dayText);
/** Any calendar with some work on a Monday to Friday or on more days, marked days, and any zone. */
const calendars = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    workdays: fc.array(fc.array(frame, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 7 }),
    marks: fc.dictionary(
      yearDays,
      fc.constantFrom({ kind: 'off', title: '放假' } as const, { kind: 'work', title: '调休' } as const),
      { maxKeys: 25 },
    ),
  })
  .map(({ timeZone, workdays, marks }) =>
    openCalendar({
      rule: {
        key: 'any',
        title: '任意',
        timeZone,
        week: Array.from({ length: 7 }, (_, day) => workdays[day] ?? []),
        holidays: null,
      },
      days: marks,
    }),
  );
const instants = fc.oneof(
  fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) }),
  // around year ends, leap days and changes of clocks
  fc
    .tuple(
      fc.constantFrom(
        '2023-12-31',
        '2024-02-29',
        '2024-12-31',
        '2026-03-29',
        '2026-10-25',
        '2026-03-08',
        '2026-11-01',
        '2028-02-29',
      ),
      fc.integer({ min: 0, max: 2 * DAY }),
    )
    .map(([day, ms]) => Date.parse(day) + ms),
);
const spans = fc.oneof(
  fc.integer({ min: 1, max: 3 * HOUR }),
  fc.integer({ min: 1, max: 200 * HOUR }),
  fc.constantFrom(MINUTE, 8 * HOUR),
);

describe('for any calendar, zone, instant and span', () => {
  test('added working time never lands outside working time', () => {
    fc.assert(
      fc.property(calendars, instants, spans, (calendar, start, span) => {
        const end = addWorkingTime(calendar, start, span);
        // the last moment before the end was worked
        expect(isWorkingTime(calendar, end - 1)).toBe(true);
        expect(end).toBeGreaterThan(start);
      }),
    );
  });

  test('what was added lies between start and end, and no earlier instant would do', () => {
    fc.assert(
      fc.property(calendars, instants, spans, (calendar, start, span) => {
        const end = addWorkingTime(calendar, start, span);
        expect(workingTimeBetween(calendar, start, end)).toBe(span);
        expect(workingTimeBetween(calendar, start, end - 1)).toBe(span - 1);
      }),
    );
  });

  test('splitting a span and adding the parts equals the whole', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat(90 * HOUR), fc.nat(90 * HOUR), (calendar, start, first, second) => {
        const inParts = addWorkingTime(calendar, addWorkingTime(calendar, start, first), second);
        expect(inParts).toBe(addWorkingTime(calendar, start, first + second));
      }),
    );
  });

  test('working time between two instants is the sum over any instant between them', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat(40 * DAY), fc.nat(40 * DAY), (calendar, start, first, second) => {
        const middle = start + first;
        const end = middle + second;
        expect(workingTimeBetween(calendar, start, middle) + workingTimeBetween(calendar, middle, end)).toBe(
          workingTimeBetween(calendar, start, end),
        );
      }),
    );
  });

  test('starting later never ends earlier', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat(20 * DAY), spans, (calendar, start, later, span) => {
        expect(addWorkingTime(calendar, start + later, span)).toBeGreaterThanOrEqual(
          addWorkingTime(calendar, start, span),
        );
      }),
    );
  });

  test('days follow each other without a gap and their work stays inside them', () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, instant) => {
        const day = Math.floor(calendar.zone.localOf(instant) / DAY);
        const midnight = calendar.zone.instantOf(day * DAY);
        const next = calendar.zone.instantOf((day + 1) * DAY);
        expect(next).toBeGreaterThanOrEqual(midnight);
        let at = midnight;
        for (const { from, to } of workOn(calendar, day)) {
          expect(from).toBeGreaterThanOrEqual(at);
          expect(to).toBeGreaterThan(from);
          at = to;
        }
        expect(at).toBeLessThanOrEqual(next);
      }),
    );
  });
});

test('local time and instants translate both ways in every zone, but for the hours that clocks skip or repeat', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, (name, instant) => {
      const zone = openZone(name);
      const shown = zone.localOf(instant);
      const first = zone.instantOf(shown);
      expect(first).toBeLessThanOrEqual(instant);
      expect(zone.localOf(first)).toBe(shown);
      const told = new Date(instant).toLocaleString('sv-SE', { timeZone: name });
      expect(new Date(shown).toISOString().slice(0, 19).replace('T', ' ')).toBe(told);
    }),
  );
});
