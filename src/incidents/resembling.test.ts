import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, DAY } from '../base/time.ts';
import { numbersIn } from './incident.ts';
import { type Candidate, resembling } from './resembling.ts';

const NOW = new Date('2026-11-22T08:00:00Z');
const rule = { cases: 3, days: 7, by: [{ field: 'vin', first: 5 }, { field: 'model' }] };

/** `id category daysAgo vin model incident`, a dash for nothing. */
const aCase = (text: string): Candidate => {
  const [id = '', category, ago, vin, model, incident] = text.split(' ').map((part) => (part === '-' ? null : part));
  return {
    id: id ?? '',
    category: category ?? null,
    receivedAt: addMs(NOW, -Number(ago) * DAY),
    fields: { ...(vin ? { vin } : {}), ...(model ? { model } : {}) },
    incidentId: incident ?? null,
  };
};
const said = (cases: readonly string[]) =>
  resembling(cases.map(aCase), rule, NOW).map(
    ({ by, value, ids, incidentId }) => `${by.field}=${value}: ${ids.join(' ')}${incidentId ? ` → ${incidentId}` : ''}`,
  );

/** name · cases · what is proposed */
const CASES: readonly [string, readonly string[], readonly string[]][] = [
  ['nothing without cases', [], []],
  ['enough of one category and mark', ['a oil 1 - T', 'b oil 2 - T', 'c oil 3 - T'], ['model=T: a b c']],
  ['one too few', ['a oil 1 - T', 'b oil 2 - T'], []],
  ['another category does not count', ['a oil 1 - T', 'b oil 2 - T', 'c paint 3 - T'], []],
  ['without a category nothing is alike', ['a - 1 - T', 'b - 2 - T', 'c - 3 - T'], []],
  ['too long ago', ['a oil 1 - T', 'b oil 2 - T', 'c oil 8 - T'], []],
  ['on the last day still', ['a oil 1 - T', 'b oil 2 - T', 'c oil 7 - T'], ['model=T: a b c']],
  ['no mark is no likeness', ['a oil 1 - -', 'b oil 1 - -', 'c oil 1 - -'], []],
  ['numbers by their beginning', ['a oil 1 LAAAB1', 'b oil 1 laaab2', 'c oil 1 LAAAB3'], ['vin=LAAAB: a b c']],
  ['a number too short for its beginning', ['a oil 1 LAA', 'b oil 1 LAA', 'c oil 1 LAA'], []],
  [
    'what says no more than a larger one is left out',
    ['a oil 1 LAAAB1 T', 'b oil 1 LAAAB2 T', 'c oil 1 LAAAB3 T', 'd oil 1 - T'],
    ['model=T: a b c d'],
  ],
  [
    'the rest goes to the incident of the others',
    ['a oil 1 - T i1', 'b oil 2 - T i1', 'c oil 3 - T i2', 'd oil 3 - T'],
    ['model=T: d → i1'],
  ],
  ['all linked already', ['a oil 1 - T i1', 'b oil 2 - T i1', 'c oil 3 - T i1'], []],
];

describe('cases may belong together', () => {
  it.each(CASES)('%s', (_, cases, expected) => {
    expect(said(cases)).toEqual(expected);
  });

  it('whatever comes, each group is large enough, of one category, and names nobody who is linked', () => {
    const some = fc.record({
      id: fc.uuid(),
      category: fc.constantFrom('oil', 'paint', null),
      receivedAt: fc.integer({ min: 0, max: 20 }).map((days) => addMs(NOW, -days * DAY)),
      fields: fc.record({ model: fc.constantFrom('T', 't ', 'U', ''), vin: fc.constantFrom('LAAAB1', 'LAA', null) }),
      incidentId: fc.constantFrom(null, 'i1', 'i2'),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 30 }), (cases) => {
        const byId = new Map(cases.map((one) => [one.id, one]));
        for (const { ids, count, category } of resembling(cases, rule, NOW)) {
          expect(count).toBeGreaterThanOrEqual(rule.cases);
          expect(ids.length).toBeGreaterThan(0);
          for (const id of ids) expect(byId.get(id)).toMatchObject({ category, incidentId: null });
        }
      }),
    );
  });
});

it.each([
  ['100013', ['100013']],
  ['100013 100021，100039\n100013', ['100013', '100021', '100039']],
  ['１０００１３', ['100013']],
  ['王女士 100013', []],
  ['', []],
])('the numbers in %j', (typed, expected) => {
  expect(numbersIn(typed)).toEqual(expected);
});
