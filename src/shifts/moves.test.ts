import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dueBefore, listOf, type OpenCase } from './list.ts';
import { barOf, type Moving, spread, type Taker } from './moves.ts';

const moving = (changes: Partial<Moving> = {}): Moving => ({
  id: 'case',
  storeId: 'east',
  excludedIds: [],
  mayAssign: true,
  ...changes,
});
const taker = (id: string, changes: Partial<Taker> = {}): Taker => ({
  id,
  storeIds: ['east'],
  onLeave: false,
  ...changes,
});

const bars: [name: string, one: Moving, to: Taker, bar: string | null][] = [
  ['a colleague of the store takes it', moving(), taker('li'), null],
  [
    'without the right in that store it stays',
    moving({ mayAssign: false }),
    taker('li'),
    'complaints.not-yours-to-assign',
  ],
  ['nobody takes a case of another store', moving({ storeId: 'west' }), taker('li'), 'shifts.no-post-there'],
  ['nor one about themselves', moving({ excludedIds: ['li'] }), taker('li'), 'complaints.respondent-may-not-own'],
  ['nor while on leave', moving(), taker('li', { onLeave: true }), 'shifts.taker-on-leave'],
];
it.each(bars)('%s', (_, one, to, bar) => {
  expect(barOf(one, to)).toBe(bar);
});

it('a case about one of several goes to another of them', () => {
  const moves = spread([moving({ id: '1', excludedIds: ['li'] }), moving({ id: '2' })], [taker('li'), taker('wang')]);
  expect(moves.map(({ toId }) => toId)).toEqual(['wang', 'li']);
});

it('without anybody to take them no case moves', () => {
  expect(spread([moving()], [])).toEqual([{ id: 'case', toId: null, bar: 'shifts.no-taker' }]);
});

it('spreads evenly: nobody gets two more than another who could have taken them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 7 }), (cases, people) => {
      const takers = Array.from({ length: people }, (_, n) => taker(`p${n}`));
      const moves = spread(
        Array.from({ length: cases }, (_, n) => moving({ id: String(n) })),
        takers,
      );
      const got = takers.map(({ id }) => moves.filter(({ toId }) => toId === id).length);
      expect(got.reduce((sum, count) => sum + count, 0)).toBe(cases);
      expect(Math.max(...got) - Math.min(...got)).toBeLessThanOrEqual(1);
    }),
  );
});

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 22, hour));
const open = (changes: Partial<OpenCase> = {}): OpenCase => ({
  id: 'case',
  ownerId: 'me',
  handOverOpen: false,
  nextStepAt: null,
  clocks: [],
  promises: [],
  ...changes,
});

it('what falls due before the next shift is listed by time, what is later is not', () => {
  const one = open({
    nextStepAt: at(20),
    clocks: [
      { id: 'c1', title: '首次联系', dueAt: at(18) },
      { id: 'c2', title: '办结', dueAt: at(23) },
    ],
    promises: [{ id: 'p1', dueAt: at(19) }],
  });
  expect(dueBefore(one, at(22)).map(({ kind }) => kind)).toEqual(['clock', 'promise', 'next-step']);
});

it('a case with nothing due, promised or open is not on the list unless the giver names it', () => {
  const later = open({ id: 'later', nextStepAt: at(23) });
  const urgent = open({ id: 'urgent', nextStepAt: at(10) });
  const promised = open({ id: 'promised', promises: [{ id: 'p', dueAt: at(23) }] });
  const ids = (named = new Map<string, { textId: string; newOwnerId: null }>()) =>
    listOf([later, promised, urgent], at(22), named).map(({ complaintId }) => complaintId);
  expect(ids()).toEqual(['urgent', 'promised']);
  expect(ids(new Map([['later', { textId: 't', newOwnerId: null }]])).sort()).toEqual(['later', 'promised', 'urgent']);
});
