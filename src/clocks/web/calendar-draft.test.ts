import { describe, expect, it } from 'vitest';
import type { MarkedDayInput } from '../contract.ts';
import { differences, framesOf, kindOf, laidOver, marksOf, monthsOf } from './calendar-draft.ts';

const off = (day: string, title = '假'): MarkedDayInput => ({ day, kind: 'off', title });
const work = (day: string): MarkedDayInput => ({ day, kind: 'work', title: '调休' });
const hours = [{ from: '09:00', to: '18:00' }];
const short = [{ from: '09:00', to: '12:00' }];
const week = [hours, hours, hours, hours, hours, [], []];
const shortDay = (day: string): MarkedDayInput => ({ day, kind: 'work', title: '盘点', frames: short });

describe('a year on the calendar page', () => {
  it.each([
    ['a Monday works', '2026-11-23', [], 'work'],
    ['a Sunday rests', '2026-11-22', [], 'rest'],
    ['a marked Thursday is off', '2026-10-01', [off('2026-10-01')], 'off'],
    ['a make-up Saturday works', '2026-10-10', [work('2026-10-10')], 'make-up'],
    ['a make-up Saturday with hours of its own is one all the same', '2026-10-10', [shortDay('2026-10-10')], 'make-up'],
    ['a Thursday with hours of its own', '2026-12-31', [shortDay('2026-12-31')], 'own-hours'],
  ] as const)('%s', (_name, day, marks, expected) => {
    expect(kindOf(day, week, marksOf(marks))).toBe(expected);
  });

  it.each([
    ['a Thursday by the week', '2026-12-31', undefined, hours],
    ['a Sunday', '2026-11-22', undefined, []],
    ['a make-up Saturday like a Monday', '2026-10-10', work('2026-10-10'), hours],
    ['a day with hours of its own', '2026-12-31', shortDay('2026-12-31'), short],
    ['a day off', '2026-12-31', off('2026-12-31'), []],
  ])('%s: the hours that count', (_name, day, marked, expected) => {
    expect(framesOf(day, week, marked)).toEqual(expected);
  });

  it('has all days once, each month begun under its weekday', () => {
    expect(monthsOf(2028).flatMap(({ days }) => days)).toHaveLength(366);
    expect(monthsOf(2026)[10]).toMatchObject({ month: 11, before: 6 });
  });

  it('keeps what both changed when mine is laid over theirs', () => {
    const base = marksOf([off('2026-10-01'), off('2026-10-02')]);
    const mine = marksOf([off('2026-10-01'), off('2026-12-31', '盘点')]);
    const theirs = marksOf([off('2026-10-01'), off('2026-10-02'), work('2026-10-10')]);
    expect([...laidOver(base, mine, theirs).keys()].sort()).toEqual(['2026-10-01', '2026-10-10', '2026-12-31']);
    expect(differences(mine, theirs).map(({ day }) => day)).toEqual(['2026-10-02', '2026-10-10', '2026-12-31']);
  });
});
