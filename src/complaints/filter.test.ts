import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { KINDS, SATISFACTIONS, SEVERITIES, STAGES } from './complaint.ts';
import {
  CLOCK_STATES,
  countFields,
  daysOf,
  FIELDS,
  FIRST_CONTACTS,
  type Filter,
  labelsOf,
  NAMED_PERIODS,
  NEXT_STEPS,
  ORDERS,
  readFilter,
  readOrder,
  textsOf,
  toSearch,
} from './filter.ts';

const STORE = '01234567-89ab-7cde-8f01-23456789abcd';
const some = <T extends string>(of: readonly T[]) =>
  fc.subarray([...of], { minLength: 1 }).map((picked) => of.filter((value) => picked.includes(value)));
const keys = fc
  .uniqueArray(fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/), { minLength: 1, maxLength: 5 })
  .map((all) => all.sort());
const days = fc
  .tuple(fc.integer({ min: 7400, max: 40_000 }), fc.integer({ min: 0, max: 400 }))
  .map(([from, length]) =>
    [from, from + length].map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)).join('..'),
  );
const period = fc.oneof(fc.constantFrom(...NAMED_PERIODS), days, fc.constantFrom('2026-11-01..', '..2026-11-20'));
const typed = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => FIELDS.q.read(text) === text);

const filters: fc.Arbitrary<Filter> = fc.record(
  {
    state: fc.constantFrom('open', 'closed', 'any'),
    stage: some(STAGES),
    severity: some(SEVERITIES),
    kind: some(KINDS),
    category: keys,
    storeId: fc.uuid(),
    owner: fc.oneof(fc.constantFrom('me', 'none'), fc.uuid()),
    involved: fc.constant('me'),
    handOver: fc.constantFrom('waiting', 'taken'),
    clock: some(CLOCK_STATES),
    next: fc.constantFrom(...NEXT_STEPS),
    received: period,
    closed: period,
    channel: keys,
    source: keys,
    sender: typed,
    contact: some(FIRST_CONTACTS),
    satisfaction: some(SATISFACTIONS),
    sample: fc.constantFrom('true', 'false'),
    q: typed,
  } satisfies { [Name in keyof Required<Filter>]: fc.Arbitrary<Filter[Name]> },
  { requiredKeys: [] },
) as fc.Arbitrary<Filter>;

test('a filter goes into an address and comes back as it was', () => {
  fc.assert(
    fc.property(filters, fc.constantFrom(...ORDERS), (filter, order) => {
      const search = Object.fromEntries(new URLSearchParams(toSearch(filter, order)));
      expect(readFilter(search)).toEqual(filter);
      expect(readOrder(search['order'])).toBe(order);
    }),
  );
});

test('whatever somebody types as an address is read once and for all', () => {
  const name = fc.oneof(fc.constantFrom(...Object.keys(FIELDS)), fc.string());
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('open', 'overdue,paused', '2026-02-30..', '2026-11-20..2026-11-01', 'a,b', ',', '%', STORE, 'me'),
    fc.anything(),
  );
  fc.assert(
    fc.property(fc.dictionary(name, value), (search) => {
      const filter = readFilter(search);
      expect(readFilter(textsOf(filter))).toEqual(filter);
      expect(textsOf(filter)).toEqual(textsOf(readFilter(textsOf(filter))));
    }),
  );
});

test.each<[string, Record<string, unknown>, Filter]>([
  ['nothing', {}, {}],
  ['what the figures link to', { state: 'open', clock: 'overdue' }, { state: 'open', clock: ['overdue'] }],
  ['several of one', { severity: 'crisis,major,crisis' }, { severity: ['major', 'crisis'] }],
  ['one that is not among them', { severity: 'crisis,dire' }, {}],
  ['a text of digits, which an address reader takes for a number', { q: 8000 }, { q: '8000' }],
  ['nonsense', { stage: 'burning', storeId: '7', q: '   ', owner: 'you', clock: '', page: 3 }, {}],
  ['a day that is none', { received: '2026-02-30..' }, {}],
  ['days the wrong way round', { received: '2026-11-20..2026-11-01' }, {}],
  ['an overlong text', { q: 'x'.repeat(100) }, { q: 'x'.repeat(60) }],
  ['marks that turn the reading direction', { sender: '市\u202E局' }, {}],
  ['names that every object has', { constructor: 'x', toString: 'y' }, {}],
])('from an address with %s', (_, search, expected) => {
  expect(readFilter(search)).toEqual(expected);
});

test.each([
  ['today', '2026-03-01', '2026-03-01'],
  ['yesterday', '2026-02-28', '2026-02-28'],
  ['7d', '2026-02-23', '2026-03-01'],
  ['14d', '2026-02-16', '2026-03-01'],
  ['month', '2026-03-01', '2026-03-01'],
  ['2026-01-05..2026-01-09', '2026-01-05', '2026-01-09'],
  ['2026-01-05..', '2026-01-05', null],
  ['..2026-01-09', null, '2026-01-09'],
])('on 1 March 2026 %s means %s to %s', (text, from, to) => {
  expect(daysOf(text, '2026-03-01')).toEqual({ from, to });
});

test('a filter is said aloud, and what says "all" does not count', () => {
  const filter: Filter = { state: 'any', severity: ['major', 'crisis'], owner: 'me' };
  const labels = labelsOf(filter, { field: (name) => name.toUpperCase(), value: (_, value) => `<${value}>` });
  expect(labels.map(({ label, text }) => `${label}：${text}`)).toEqual(['SEVERITY：<major>、<crisis>', 'OWNER：<me>']);
  expect(countFields(filter)).toBe(2);
  expect(countFields({ state: 'open' })).toBe(1);
});
