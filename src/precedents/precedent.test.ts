import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Earlier, historyFacts } from './history.ts';
import { type Alike, alikeness, LEAST_POINTS, type LikeBy, mostAlike, tellingPairs } from './precedent.ts';

const aCase = (changes: Partial<Alike> = {}): Alike => ({
  category: 'attitude',
  items: [],
  demands: ['apology'],
  responsible: null,
  text: '接待时一直看手机，问三句答一句',
  ...changes,
});

describe('how alike two cases are', () => {
  test.each<[string, Partial<Alike>, number, LikeBy[]]>([
    ['the very same', {}, 85, ['words', 'category', 'demand']],
    [
      'the same with item and fault',
      { items: ['LSV1'], responsible: 'ours' },
      100,
      ['words', 'category', 'item', 'demand', 'responsibility'],
    ],
    ['other words', { text: '换下来的旧件没有还给我' }, 40, ['category', 'demand']],
    ['other category and demand', { category: 'price', demands: ['refund'] }, 45, ['words']],
    ['one of two demands', { demands: ['apology', 'refund'], text: '' }, 33, ['category', 'demand']],
    ['nothing', { category: 'price', demands: [], text: '' }, 0, []],
  ])('%s', (_, changes, points, by) => {
    const one = aCase({ items: ['LSV1', 'subject service'], responsible: 'ours' });
    expect(alikeness(one, aCase(changes))).toEqual({ points, by });
  });

  test('two cases without category, demand or judgement have none of it in common', () => {
    const bare = aCase({ category: null, demands: [], responsible: null, text: '' });
    expect(alikeness(bare, bare)).toEqual({ points: 0, by: [] });
  });

  test('is the same both ways, and never more than a hundred', () => {
    const some = fc.record({
      category: fc.option(fc.constantFrom('a', 'b')),
      items: fc.subarray(['x', 'y']),
      demands: fc.subarray(['p', 'q', 'r']),
      responsible: fc.option(fc.constantFrom('ours', 'theirs')),
      text: fc.string({ unit: fc.constantFrom('花', '蔫', '了', '，'), maxLength: 12 }),
    });
    fc.assert(
      fc.property(some, some, (one, other) => {
        const { points } = alikeness(one, other);
        expect(alikeness(other, one).points).toBe(points);
        expect(points).toBeLessThanOrEqual(100);
      }),
    );
  });

  test('the most alike come first, of equals the later, and what is hardly alike not at all', () => {
    const on = (day: number, changes: Partial<Alike> = {}) => ({ ...aCase(changes), closedAt: new Date(day), day });
    const found = mostAlike(
      aCase(),
      [on(1), on(2), on(3, { text: '' }), on(4, { category: 'price', demands: [], text: '' })],
      3,
    );
    expect(found.map(({ day }) => day)).toEqual([2, 1, 3]);
    expect(found.every(({ points }) => points >= LEAST_POINTS)).toBe(true);
  });
});

describe('what of a text is asked for', () => {
  test('pairs that few have come first, those that every third has never', () => {
    const others = ['空调不制冷', '空调有异味', '空调漏水', '轮胎鼓包', '空调不制冷'];
    const pairs = tellingPairs('空调漏水了', others, 4);
    expect(pairs).not.toContain('空调');
    expect(pairs[0]).toBe('调漏');
    expect(pairs).toContain('漏水');
  });
  test('a run of letters and digits is asked for whole, punctuation and hidden words never', () => {
    expect(tellingPairs('车型ABC1234，■漏油', [], 8)).toEqual(['车型', 'ABC1234', '漏油']);
  });
  test('a long text without anything known is asked for evenly, no more than so many', () => {
    const text = Array.from({ length: 60 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join('');
    const pairs = tellingPairs(text, [], 8);
    expect(pairs).toHaveLength(8);
    expect(new Set(pairs).size).toBe(8);
  });
});

describe('facts of earlier cases', () => {
  const one = (changes: Partial<Earlier> = {}): Earlier => ({
    id: 'a',
    by: ['phone'],
    open: false,
    sameProduct: false,
    demands: [],
    askedFen: null,
    givenFen: null,
    ...changes,
  });
  test('are counts and sums, and nothing about the person', () => {
    const facts = historyFacts(
      [
        one({ by: ['customer', 'phone'], demands: ['refund'], givenFen: 5000, open: true }),
        one({ by: ['item'], sameProduct: true, demands: ['refund', 'apology'], askedFen: 20_000, givenFen: 0 }),
        one(),
      ],
      ['refund', 'explanation', 'refund'],
    );
    expect(facts).toEqual({
      cases: 3,
      open: 1,
      bySign: { customer: 1, phone: 2, item: 1 },
      sameProduct: 1,
      sameDemand: [
        { demand: 'refund', cases: 2 },
        { demand: 'explanation', cases: 0 },
      ],
      asked: { cases: 1, fen: 20_000 },
      given: { cases: 2, fen: 5000 },
    });
  });
  test('of nobody known are noughts', () => {
    expect(historyFacts([], [])).toMatchObject({ cases: 0, sameDemand: [], asked: { cases: 0, fen: 0 } });
  });
});
