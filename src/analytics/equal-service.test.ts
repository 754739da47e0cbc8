import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chiSquareTail, kruskalWallis, quantile, sharesDiffer } from './chance.ts';
import { equalService, LEAST_CASES, type Served } from './equal-service.ts';

describe('chance', () => {
  // tables of chi-square
  test.each([
    [3.841, 1, 0.05],
    [6.635, 1, 0.01],
    [5.991, 2, 0.05],
    [16.919, 9, 0.05],
    [27.877, 9, 0.001],
    [0, 3, 1],
  ])('chi-square of %d with %d degrees', (x, degrees, p) => expect(chiSquareTail(x, degrees)).toBeCloseTo(p, 4));

  test('ranks of two groups as in the textbook', () => {
    // H = 7.2 of 1..3, 4..6, 7..9
    expect(
      kruskalWallis([
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ]),
    ).toBeCloseTo(0.0273, 3);
    expect(
      kruskalWallis([
        [5, 5, 5],
        [5, 5],
      ]),
    ).toBe(1);
  });

  test('shares of two groups, and none where too few were kept or missed', () => {
    // 30 of 50 against 20 of 50: x² = 4
    expect(
      sharesDiffer([
        { kept: 30, of: 50 },
        { kept: 20, of: 50 },
      ]),
    ).toBeCloseTo(0.0455, 3);
    expect(
      sharesDiffer([
        { kept: 49, of: 50 },
        { kept: 50, of: 50 },
      ]),
    ).toBeNull();
    expect(
      sharesDiffer([
        { kept: 50, of: 50 },
        { kept: 40, of: 40 },
      ]),
    ).toBe(1);
  });

  test('what is drawn from one hat seldom differs', () => {
    let alarms = 0;
    let seed = 7;
    const next = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    for (let n = 0; n < 400; n++) {
      const p = kruskalWallis([0, 1].map(() => Array.from({ length: 40 }, () => Math.round(next() * 50))));
      if (p < 0.05) alarms++;
    }
    expect(alarms).toBeGreaterThan(4);
    expect(alarms).toBeLessThan(40);
  });

  test('the median lies in the middle of any values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1 }), (values) => {
        const median = quantile(values, 0.5) as number;
        expect(values.filter((value) => value < median).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > median).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
    expect(quantile([], 0.9)).toBeNull();
  });
});

const served = (history: string, count: number, hours: (n: number) => number): Served[] =>
  Array.from({ length: count }, (_, n) => ({
    groups: { history, relation: 'self', mood: null, channel: 'phone', field: null },
    limit: 2,
    contact: hours(n),
    resolution: null,
    kept: n % 4 === 0 ? 0 : 1,
    of: 1,
  }));
const verdicts = (cases: Served[]) =>
  Object.fromEntries(
    (equalService(cases, ['history'])[0]?.comparisons ?? []).map(({ measure, verdict }) => [measure, verdict]),
  );

describe('equal service', () => {
  test('groups that are served alike are said to be', () => {
    const cases = [...served('first', 80, (n) => n % 10), ...served('repeat', 60, (n) => n % 10)];
    expect(verdicts(cases)).toEqual({ limit: 'alike', contact: 'alike', resolution: 'too-few', kept: 'alike' });
  });
  test('whoever waits three times as long is found', () => {
    const cases = [...served('first', 80, (n) => n % 10), ...served('repeat', 60, (n) => 3 * (n % 10) + 2)];
    expect(verdicts(cases)).toMatchObject({ contact: 'differs', limit: 'alike' });
  });
  test('of too few cases nothing is concluded, however far apart they are', () => {
    const cases = [...served('first', 80, () => 1), ...served('repeat', LEAST_CASES - 1, () => 90)];
    expect(verdicts(cases)).toMatchObject({ contact: 'too-few', kept: 'too-few' });
  });
  test('the figures of a group say how many they rest on', () => {
    const [part] = equalService(
      served('first', 5, (n) => n),
      ['history'],
    );
    expect(part?.groups).toEqual([
      {
        key: 'first',
        cases: 5,
        limit: { count: 5, median: 2, p90: 2 },
        contact: { count: 5, median: 2, p90: 3.6 },
        resolution: { count: 0, median: null, p90: null },
        kept: { kept: 3, of: 5 },
      },
    ]);
  });
  test('more questions need a clearer answer', () => {
    const cases = [...served('first', 80, (n) => n % 10), ...served('repeat', 80, (n) => (n % 10) + 1)];
    const alone = equalService(cases, ['history'])[0]?.comparisons.find(({ measure }) => measure === 'contact');
    expect(alone?.chance).toBeLessThan(0.05);
    expect(alone?.verdict).toBe('alike');
  });
});
