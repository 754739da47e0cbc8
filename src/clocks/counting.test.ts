import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../base/time.ts';
import { type Calendar, dayOf, isWorkday } from './calendar.ts';
import { endOfDays, startedDays, startedDaysOf } from './counting.ts';
import { lawRowSchema } from './law.ts';
import { lengthOf } from './length.ts';
import { type Counting, clockRuleSchema } from './pack.ts';
import { countingSchema } from './pack-length.ts';
import { anOffice, aRule, beijing } from './samples.ts';
import { sameTimeLater } from './working-time.ts';

const office = anOffice();
const local = (calendar: Calendar, instant: number): string =>
  new Date(calendar.zone.localOf(instant)).toISOString().slice(0, 16).replace('T', ' ');

describe('a legal period of calendar days', () => {
  const civil = { from: 'next-day', until: 'midnight', restDay: 'next-working-day' } as const;
  const cases: [name: string, start: string, days: number, counting: Counting | undefined, over: string][] = [
    ['as the desk counts: the same time n days later', '2026-11-23 10:00', 7, undefined, '2026-11-30 10:00'],
    ['the first day is not counted, the last is whole', '2026-11-23 10:00', 7, civil, '2026-12-01 00:00'],
    ['begun a minute before midnight', '2026-11-23 23:59', 7, civil, '2026-12-01 00:00'],
    ['begun at midnight', '2026-11-23 00:00', 7, civil, '2026-12-01 00:00'],
    ['a last day on Saturday gives way to Monday', '2026-11-21 10:00', 7, civil, '2026-12-01 00:00'],
    ['a last day on Sunday gives way to Monday', '2026-11-22 10:00', 7, civil, '2026-12-01 00:00'],
    ['a last day in the National Day holiday', '2026-09-25 10:00', 7, civil, '2026-10-09 00:00'],
    ['a Saturday that makes up for the holiday is a working day', '2026-10-03 10:00', 7, civil, '2026-10-11 00:00'],
    ['holidays on the way are counted', '2026-09-28 10:00', 15, civil, '2026-10-14 00:00'],
    ['over a leap day', '2028-02-24 10:00', 5, civil, '2028-03-01 00:00'],
    ['a rest day that counts', '2026-11-21 10:00', 7, { ...civil, restDay: 'counts' }, '2026-11-29 00:00'],
    [
      'until the close of business',
      '2026-11-23 10:00',
      7,
      { ...civil, until: 'close-of-business' },
      '2026-11-30 18:30',
    ],
    [
      'until the close of a rest day that counts: its midnight',
      '2026-11-21 10:00',
      7,
      { from: 'next-day', until: 'close-of-business', restDay: 'counts' },
      '2026-11-29 00:00',
    ],
    [
      'each started 24 hours a day',
      '2026-11-23 10:00',
      5,
      { from: 'each-24h', until: 'same-time', restDay: 'counts' },
      '2026-11-28 10:00',
    ],
  ];
  test.each(cases)('%s', (_, start, days, counting, over) => {
    expect(local(office, endOfDays(office, beijing(start).getTime(), days, counting))).toBe(over);
  });

  it('is what a clock of that rule runs', () => {
    const rule = aRule({ length: { days: 7 }, counting: civil });
    const start = beijing('2026-11-21 10:00').getTime();
    expect(local(office, start + lengthOf(rule, office, start, 0))).toBe('2026-12-01 00:00');
  });
});

const begun = fc
  .integer({ min: Date.UTC(2025, 0, 1) / MINUTE, max: Date.UTC(2026, 11, 1) / MINUTE })
  .map((n) => n * MINUTE);
const days = fc.integer({ min: 1, max: 60 });
const from = fc.constantFrom('same-time', 'next-day', 'each-24h');
const until = fc.constantFrom('same-time', 'midnight', 'close-of-business');
const restDay = fc.constantFrom('counts', 'next-working-day');
const countings = (fc.record({ from, until, restDay }) as fc.Arbitrary<Counting>).filter(
  (one) => countingSchema.safeParse(one).success,
);

describe('however days are counted', () => {
  it('a later beginning never ends earlier', () => {
    fc.assert(
      fc.property(begun, fc.integer({ min: 0, max: 3 * DAY }), days, countings, (start, later, n, counting) => {
        expect(endOfDays(office, start + later, n, counting)).toBeGreaterThanOrEqual(
          endOfDays(office, start, n, counting),
        );
      }),
    );
  });
  it('one day more never ends earlier', () => {
    fc.assert(
      fc.property(begun, days, countings, (start, n, counting) => {
        expect(endOfDays(office, start, n + 1, counting)).toBeGreaterThanOrEqual(endOfDays(office, start, n, counting));
      }),
    );
  });
  it('a period that gives way to rest ends on a working day, and no working day was skipped', () => {
    fc.assert(
      fc.property(begun, days, (start, n) => {
        const plain = endOfDays(office, start, n, { from: 'next-day', until: 'midnight', restDay: 'counts' });
        const moved = endOfDays(office, start, n, { from: 'next-day', until: 'midnight', restDay: 'next-working-day' });
        const [first, last] = [dayOf(office, plain - 1), dayOf(office, moved - 1)];
        expect(isWorkday(office, last)).toBe(true);
        for (let day = first; day < last; day++) expect(isWorkday(office, day)).toBe(false);
      }),
    );
  });
  it('the law never gives less than the same time n days later, unless business closes first', () => {
    fc.assert(
      fc.property(begun, days, countings, (start, n, counting) => {
        fc.pre(counting.until !== 'close-of-business');
        expect(endOfDays(office, start, n, counting)).toBeGreaterThanOrEqual(sameTimeLater(office, start, n));
      }),
    );
  });
});

describe('each started 24 hours are a day', () => {
  test.each([
    ['nothing', 0, 0],
    ['a minute', MINUTE, 1],
    ['24 hours', DAY, 1],
    ['24 hours and a minute', DAY + MINUTE, 2],
    ['five days, and the sixth has begun', 5 * DAY + HOUR, 6],
  ])('%s', (_, length, expected) => {
    expect(startedDays(0, length)).toBe(expected);
  });
  it('each stay in the workshop counts for itself', () => {
    expect(
      startedDaysOf([
        { from: 0, to: HOUR },
        { from: DAY, to: 2 * DAY + HOUR },
      ]),
    ).toBe(3);
  });
});

describe('rules and editions', () => {
  it('cannot end at a time of day and give way to rest', () => {
    const both = { from: 'next-day', until: 'same-time', restDay: 'next-working-day' };
    expect(countingSchema.safeParse(both).success).toBe(false);
  });
  it('of earlier builds say nothing of counting, and count as they did', () => {
    const rule = clockRuleSchema.parse({ key: 'a', title: '甲', starts: ['x'], stops: ['y'], length: { days: 7 } });
    expect(rule.counting).toBeUndefined();
    expect(lawRowSchema.parse({ key: 'a', title: '甲', rule: '《甲》' }).counting).toBeUndefined();
    expect(countingSchema.parse({})).toEqual({ from: 'next-day', until: 'midnight', restDay: 'counts' });
  });
});
