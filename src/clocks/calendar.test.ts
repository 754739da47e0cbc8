import { describe, expect, test } from 'vitest';
import { DAY } from '../base/time.ts';
import { dayNumber, dayText, hasHolidays, isWorkday, missingYears, sameRhythm, weekday, withYear } from './calendar.ts';
import { yearProblem } from './calendar-year.ts';
import { chinaDays, knownYears } from './china-days.ts';
import { readYear } from './explain.ts';
import { anOffice, beijing, officeContent } from './samples.ts';

describe('the public holidays of mainland China', () => {
  test.each([
    ['2026-10-01', { kind: 'off', title: '国庆节' }],
    ['2026-10-10', { kind: 'work', title: '国庆节调休' }],
    ['2026-02-14', { kind: 'work', title: '春节调休' }],
    ['2026-02-23', { kind: 'off', title: '春节' }],
    ['2026-11-23', undefined],
  ])('%s', (day, marked) => {
    expect(chinaDays(2026)[day]).toEqual(marked);
  });

  test('are known from 2024, and not for a year that nobody has announced', () => {
    expect(knownYears().slice(0, 3)).toEqual([2024, 2025, 2026]);
    expect(chinaDays(2199)).toEqual({});
  });

  test('2026 has 248 working days', () => {
    const days = readYear(anOffice(), 2026);
    expect(days).toHaveLength(365);
    expect(days.filter(({ kind }) => kind === 'work' || kind === 'make-up')).toHaveLength(248);
  });
});

test('a make-up Saturday works like a Monday, and an own day off is off', () => {
  const office = anOffice(
    {},
    { '2026-11-28': { kind: 'work', title: '盘点' }, '2026-11-24': { kind: 'off', title: '店庆' } },
  );
  expect(isWorkday(office, dayNumber('2026-11-28'))).toBe(true);
  expect(isWorkday(office, dayNumber('2026-11-24'))).toBe(false);
});

test('saving a year replaces its days and leaves the other years alone', () => {
  const content = withYear(officeContent(), 2026, { '2026-05-04': { kind: 'off', title: '青年节' } });
  expect(Object.keys(content.days).filter((day) => day.startsWith('2026'))).toEqual(['2026-05-04']);
  expect(content.days['2025-10-01']).toEqual({ kind: 'off', title: '国庆节' });
});

describe('holidays that should be there and are not', () => {
  const until = (year: number) => ({
    ...officeContent(),
    days: Object.fromEntries(Object.entries(officeContent().days).filter(([day]) => day < `${year + 1}`)),
  });
  test.each([
    ['this year is there, next year not due in October', until(2026), '2026-10-31 12:00', []],
    ['from November the next year is missing', until(2026), '2026-11-01 00:30', [2027]],
    ['both missing', until(2025), '2026-12-01 12:00', [2026, 2027]],
    ['a calendar without holidays misses nothing', officeContent({ holidays: null }), '2026-12-01 12:00', []],
  ])('%s', (_, content, now, years) => {
    expect(missingYears(content, beijing(now))).toEqual(years);
  });

  test('one day off is enough to know that a person has looked', () => {
    expect(hasHolidays(withYear(until(2026), 2027, { '2027-01-01': { kind: 'off', title: '元旦' } }), 2027)).toBe(true);
  });
});

test.each([
  ['a day of another year', [{ day: '2025-12-31', kind: 'off', title: '休' } as const], 'day-outside-year'],
  [
    'a day twice',
    [
      { day: '2026-01-01', kind: 'off', title: '休' } as const,
      { day: '2026-01-01', kind: 'work', title: '班' } as const,
    ],
    'day-twice',
  ],
  ['good days', [{ day: '2026-01-01', kind: 'off', title: '休' } as const], undefined],
])('the days of a year: %s', (_, days, code) => {
  expect(yearProblem(2026, days)?.code).toBe(code);
});

test('weekdays count from Monday, days from 1970, also before it', () => {
  expect([
    weekday(dayNumber('2026-11-23')),
    weekday(dayNumber('2026-11-22')),
    weekday(dayNumber('1969-12-29')),
  ]).toEqual([0, 6, 0]);
  expect(dayText(dayNumber('2028-02-29'))).toBe('2028-02-29');
  expect(dayNumber('1970-01-02') * DAY).toBe(DAY);
});

test('the same rhythm is no reason for a new edition, another frame is', () => {
  const { rule } = officeContent();
  expect(sameRhythm(rule, structuredClone(rule))).toBe(true);
  expect(sameRhythm(rule, { ...rule, week: rule.week.map(() => [{ from: '08:00', to: '20:00' }]) })).toBe(false);
});
