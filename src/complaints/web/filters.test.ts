import { expect, test } from 'vitest';
import { countFilters, readFilters, withoutGaps } from './filters.ts';

test.each([
  ['nothing', {}, {}],
  ['what the strip of figures links to', { state: 'open', overdue: true }, { state: 'open', overdue: true }],
  ['a text of digits, which an address reader takes for a number', { q: 8000 }, { q: '8000' }],
  ['nonsense', { stage: 'burning', storeId: '7', q: '   ', view: 'all', overdue: 'maybe', page: 3 }, {}],
  ['an overlong text', { q: 'x'.repeat(100) }, { q: 'x'.repeat(60) }],
])('filters are read from an address with %s', (_, search, expected) => {
  expect(readFilters(search)).toEqual(expected);
});

test('clearing one filter takes it out of the address', () => {
  expect(withoutGaps({ state: 'open', q: '' })).toEqual({ state: 'open' });
  expect(countFilters({ state: 'open', order: 'newest' })).toBe(1);
});
