import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../base/time.ts';
import { FAILURES_ALLOWED, LOCKED_FOR, lockedUntil } from './lockout.ts';

const start = Date.UTC(2026, 0, 5, 1);
const at = (minutes: number): Date => new Date(start + minutes * MINUTE);
const every = (minutes: number, count: number): Date[] => Array.from({ length: count }, (_, n) => at(n * minutes));

const cases: [name: string, failures: Date[], now: Date, expected: Date | null][] = [
  ['without failures nobody is locked', [], at(0), null],
  ['seven failures do not lock', every(1, 7), at(7), null],
  ['the eighth within fifteen minutes locks for fifteen minutes', every(1, 8), at(8), at(22)],
  ['a lock is over at its last instant', every(1, 8), at(22), null],
  ['eight failures two minutes apart span fourteen minutes and lock', every(2, 8), at(14), at(29)],
  ['eight failures three minutes apart do not', every(3, 8), at(21), null],
  ['failures during a lock do not lengthen it', [...every(1, 8), at(10), at(15), at(21)], at(21.5), at(22)],
  [
    'after a lock the count begins anew',
    [...every(1, 8), ...every(1, 7).map((d) => new Date(d.getTime() + 22 * MINUTE))],
    at(29),
    null,
  ],
  [
    'eight more lock again',
    [...every(1, 8), ...every(1, 8).map((d) => new Date(d.getTime() + 22 * MINUTE))],
    at(30),
    at(44),
  ],
];

describe('lockout', () => {
  it.each(cases)('%s', (_name, failures, now, expected) => {
    expect(lockedUntil(failures, now)).toEqual(expected);
  });

  it('nobody is ever locked for longer than the lock, however hard a stranger types', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3600 }), { maxLength: 300 }), (seconds) => {
        const failures = seconds.sort((a, b) => a - b).map((s) => new Date(start + s * SECOND));
        const now = failures.at(-1) ?? at(0);
        const until = lockedUntil(failures, now);
        if (until) expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(LOCKED_FOR);
      }),
    );
  });

  it('no quarter of an hour lets more than seven guesses through besides the one that locks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1800 }), { maxLength: 200 }), (seconds) => {
        const tried: Date[] = [];
        for (const s of seconds.sort((a, b) => a - b)) {
          const now = new Date(start + s * SECOND);
          if (!lockedUntil(tried, now)) tried.push(now);
        }
        for (const first of tried) {
          const within = tried.filter((t) => t >= first && t.getTime() - first.getTime() < LOCKED_FOR);
          expect(within.length).toBeLessThanOrEqual(FAILURES_ALLOWED);
        }
      }),
    );
  });
});
