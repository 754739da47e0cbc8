import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Course,
  daysFor,
  type Line,
  linesOf,
  meanDays,
  merged,
  NOTHING,
  type Sums,
  sumOf,
  whole,
} from './backtest-sums.ts';

const someCourse = fc.record({
  severity: fc.constantFrom('general', 'major', 'crisis'),
  clocks: fc.array(
    fc.record({
      rule: fc.constantFrom({ key: 'a', title: '甲' }, { key: 'b', title: '' }),
      department: fc.constantFrom(null, { key: 'd', title: '丁' }),
      stopped: fc.boolean(),
      breached: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  rungs: fc.array(fc.constantFrom({ key: 'r', title: '店长' }), { maxLength: 2 }),
  handOvers: fc.nat(3),
  lacks: fc.uniqueArray(fc.constantFrom('result' as const, 'lesson' as const)),
  openMs: fc.option(fc.integer({ min: 0, max: 400 * 86_400_000 })),
});

const settled = ({ cases, skipped, lines }: Sums) => ({
  cases,
  skipped,
  lines: lines
    .map(({ title: _, ...line }) => line)
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
});

describe('sums', () => {
  it('of parts are the sum of the whole, however the parts are cut and put together', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(someCourse, someCourse), { maxLength: 12 }),
        fc.nat(12),
        fc.nat(12),
        (pairs, one, two) => {
          const each = pairs.map(([really, draft]) => sumOf(really, draft));
          const [a, b] = [Math.min(one, two), Math.max(one, two)];
          const [x, y, z] = [each.slice(0, a), each.slice(a, b), each.slice(b)].map((part) => merged(...part)) as [
            Sums,
            Sums,
            Sums,
          ];
          const all = settled(merged(...each));
          expect(settled(merged(merged(x, y), z))).toEqual(all);
          expect(settled(merged(x, merged(y, z)))).toEqual(all);
          expect(settled(merged(z, x, y))).toEqual(all);
          expect(settled(merged(NOTHING, x, y, z))).toEqual(all);
          expect(all.cases).toBe(pairs.length);
        },
      ),
    );
  });

  it('count by clock and by department what they count in all', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(someCourse, someCourse), { maxLength: 12 }), (pairs) => {
        const sums = merged(...pairs.map(([really, draft]) => sumOf(really, draft)));
        const total = (lines: readonly Line[]) => ({
          really: lines.reduce((sum, line) => sum + line.really, 0),
          draft: lines.reduce((sum, line) => sum + line.draft, 0),
        });
        for (const measure of ['started', 'stopped', 'breached'] as const) {
          expect(total(linesOf(sums, 'clock', measure))).toEqual(whole(sums, measure));
          expect(total(linesOf(sums, 'department', measure))).toEqual(whole(sums, measure));
        }
        expect(total(linesOf(sums, 'days', 'count'))).toEqual(whole(sums, 'closed'));
      }),
    );
  });

  it('tell the days within which half and nine of ten were closed', () => {
    const closedAfter = (days: number): Course => ({
      severity: 'general',
      clocks: [],
      rungs: [],
      handOvers: 0,
      lacks: [],
      openMs: days * 86_400_000,
    });
    const open = { ...closedAfter(0), openMs: null };
    const sums = merged(...[1, 1, 2, 3, 13].map((days) => sumOf(closedAfter(days), open)));
    expect(meanDays(sums)).toEqual({ really: 4, draft: null });
    expect(daysFor(sums, 0.5)).toEqual({ really: 2, draft: null });
    expect(daysFor(sums, 0.9)).toEqual({ really: 13, draft: null });
  });
});
