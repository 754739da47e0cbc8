import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAfter, daysOf, lengthInDays, periodOf, shifted } from './period.ts';

describe('a period', () => {
  it.each([
    ['day', '2026-11-22', '2026-11-22', '2026-11-23'],
    ['week', '2026-11-22', '2026-11-16', '2026-11-23'],
    ['week', '2026-11-16', '2026-11-16', '2026-11-23'],
    ['week', '2027-01-01', '2026-12-28', '2027-01-04'],
    ['day', '2028-02-29', '2028-02-29', '2028-03-01'],
  ] as const)('%s of %s', (span, day, from, until) => {
    expect(periodOf(span, day)).toEqual({ from, until });
  });

  it('holds its own day, and each day of a week gives the same week', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (n) => {
        const day = dayAfter('2000-01-01', n);
        const week = periodOf('week', day);
        expect(lengthInDays(week)).toBe(7);
        expect(daysOf(week)).toContain(day);
        for (const other of daysOf(week)) expect(periodOf('week', other)).toEqual(week);
        expect(periodOf('week', shifted('week', day, -1)).until).toBe(week.from);
      }),
    );
  });
});
