import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, entryKey, isMap, type Json } from './canonical.ts';
import { flatten, overlay } from './extends.ts';

type Draft = { [name: string]: Json };

const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.string({ maxLength: 5 }), fc.constant(null));
const name = fc.constantFrom('a', 'b', 'c', 'd');
const entry = fc.record({
  key: fc.constantFrom('k1', 'k2', 'k3', 'k4'),
  value: scalar,
  more: fc.dictionary(name, scalar, { maxKeys: 3, noNullPrototype: true }),
});
const keyedList = fc.uniqueArray(entry, { selector: (item) => item.key, minLength: 1, maxLength: 4 });
/** Each name holds one kind of value, as the entries of a pack do. */
const draft = fc.record(
  {
    title: scalar,
    clocks: keyedList,
    posts: keyedList,
    words: fc.dictionary(name, scalar, { maxKeys: 3, noNullPrototype: true }),
    week: fc.array(scalar, { maxLength: 3 }),
  },
  { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<Draft>;

const CASES: readonly [string, Json, Json, Json][] = [
  ['a value of the child replaces the parent’s', { a: 1, b: 2 }, { a: 9 }, { a: 9, b: 2 }],
  ['maps are laid over each other', { a: { x: 1, y: 2 } }, { a: { y: 3 } }, { a: { x: 1, y: 3 } }],
  [
    'entries of a list are found by their key, in the parent’s order, new ones last',
    {
      l: [
        { key: 'one', n: 1 },
        { key: 'two', n: 2 },
      ],
    },
    {
      l: [
        { key: 'three', n: 3 },
        { key: 'one', n: 7 },
      ],
    },
    {
      l: [
        { key: 'one', n: 7 },
        { key: 'two', n: 2 },
        { key: 'three', n: 3 },
      ],
    },
  ],
  [
    'an entry keeps what the child does not name',
    { l: [{ key: 'one', n: 1, t: 'x' }] },
    { l: [{ key: 'one', n: 2 }] },
    { l: [{ key: 'one', n: 2, t: 'x' }] },
  ],
  [
    'drop takes an entry out',
    { l: [{ key: 'one' }, { key: 'two' }] },
    { l: [{ key: 'one', drop: true }] },
    { l: [{ key: 'two' }] },
  ],
  [
    'a limit is replaced whole',
    { length: { hours: 2 } },
    { length: { workingDays: 1 } },
    { length: { workingDays: 1 } },
  ],
  ['lists without keys are replaced whole', { l: [1, 2, 3] }, { l: [4] }, { l: [4] }],
  ['an empty list empties', { l: [{ key: 'one' }] }, { l: [] }, { l: [] }],
  [
    'figures of ours are found by their path',
    { ours: [{ path: 'p', why: 'x' }] },
    { ours: [{ path: 'p', why: 'y' }] },
    { ours: [{ path: 'p', why: 'y' }] },
  ],
];

describe('laying a pack over the one it extends', () => {
  it.each(CASES)('%s', (_name, parent, child, expected) => {
    expect(overlay(parent, child)).toEqual(expected);
  });

  it('changes nothing with an empty child, and with the parent itself', () => {
    fc.assert(
      fc.property(draft, (parent) => {
        expect(canonicalJson(overlay(parent, {}))).toBe(canonicalJson(parent));
        expect(canonicalJson(overlay(parent, parent))).toBe(canonicalJson(parent));
      }),
    );
  });

  it('lets the child have the last word, wherever it says something', () => {
    fc.assert(
      fc.property(draft, draft, (parent, child) => {
        expect(says(overlay(parent, child), child)).toBe(true);
      }),
    );
  });

  it('gives the same whether three packs are laid from below or from above', () => {
    fc.assert(
      fc.property(draft, draft, draft, (one, two, three) => {
        expect(overlay(overlay(one, two), three)).toEqual(overlay(one, overlay(two, three)));
      }),
    );
  });

  it('never lets a key stand twice', () => {
    fc.assert(
      fc.property(draft, draft, (parent, child) => {
        const laid = overlay(parent, child) as Draft;
        for (const list of Object.values(laid).filter(Array.isArray)) {
          const keys = list.map(entryKey).filter((key) => key !== null);
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
    );
  });
});

/** Everything that `child` states is so in `laid`. */
function says(laid: Json | undefined, child: Json): boolean {
  if (Array.isArray(child) && child.length > 0 && child.every((item) => entryKey(item) !== null)) {
    return child.every((item) =>
      says(
        (laid as Json[]).find((other) => entryKey(other) === entryKey(item)),
        item,
      ),
    );
  }
  if (isMap(child)) return isMap(laid) && Object.entries(child).every(([key, value]) => says(laid[key], value));
  return canonicalJson(laid) === canonicalJson(child);
}

describe('a pack that extends another', () => {
  const packs: Record<string, Draft> = {
    trade: { key: 'trade', title: '行业', limits: [{ key: 'contact', hours: 2 }] },
    shop: { key: 'shop', extends: 'trade', title: '门店', limits: [{ key: 'contact', hours: 1 }] },
    corner: { key: 'corner', extends: 'shop', limits: [{ key: 'answer', hours: 8 }] },
    snake: { key: 'snake', extends: 'tail' },
    tail: { key: 'tail', extends: 'snake' },
    orphan: { key: 'orphan', extends: 'nobody' },
  };
  const flat = (key: string) => flatten(packs[key] as Draft, (name) => packs[name] ?? null);

  it('is flattened over all its parents and says which it was laid over', () => {
    expect(flat('corner')).toEqual({
      pack: {
        key: 'corner',
        title: '门店',
        basedOn: 'shop',
        limits: [
          { key: 'contact', hours: 1 },
          { key: 'answer', hours: 8 },
        ],
      },
      findings: [],
    });
  });

  it('is refused when it extends itself in a circle', () => {
    expect(flat('snake').findings.map(({ code }) => code)).toEqual(['extends-itself']);
  });

  it('is refused when its parent is not there', () => {
    expect(flat('orphan').findings).toMatchObject([{ code: 'unknown-parent', values: { name: 'nobody' } }]);
  });
});

describe('the words of an overlay', () => {
  const rungs = (...list: Draft[]): Draft => ({ key: 'base', ladder: list });
  const laid = (own: Draft, parent: Draft = rungs({ key: 'agent' }, { key: 'manager' }, { key: 'head' })) =>
    flatten({ key: 'own', extends: 'base', ...own }, () => parent);
  const keys = ({ pack }: { pack: Draft }): unknown[] => (pack['ladder'] as Draft[]).map((entry) => entryKey(entry));

  it('`after` places a new entry behind another, those behind the same one in their order', () => {
    const ladder: Draft[] = [
      { key: 'second', after: 'agent' },
      { key: 'last' },
      { key: 'third', after: 'agent' },
      { key: 'fourth', after: 'third' },
    ];
    expect(keys(laid({ ladder }))).toEqual(['agent', 'second', 'third', 'fourth', 'manager', 'head', 'last']);
  });

  it('`after` moves an entry of the parent', () => {
    expect(keys(laid({ ladder: [{ key: 'agent', after: 'manager' }] }))).toEqual(['manager', 'agent', 'head']);
  });

  it.each<[string, Draft[]]>([
    ['nobody', [{ key: 'new', after: 'nobody' }]],
    [
      'each other',
      [
        { key: 'new', after: 'newer' },
        { key: 'newer', after: 'new' },
      ],
    ],
    ['themselves', [{ key: 'new', after: 'new' }]],
  ])('entries that stand after %s are found', (_name, ladder) => {
    const { findings } = laid({ ladder });
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toContain('not-a-key-order ladder.new');
  });

  it('neither `drop` nor `after` stays in the pack', () => {
    const ladder: Draft[] = [
      { key: 'agent', drop: true },
      { key: 'new', after: 'manager' },
      { key: 'head', drop: false },
    ];
    expect(laid({ ladder }).pack['ladder']).toEqual([{ key: 'manager' }, { key: 'new' }, { key: 'head' }]);
    expect(flatten({ key: 'own', ladder }, () => null).pack['ladder']).toEqual([{ key: 'head' }, { key: 'new' }]);
  });

  it('what is only there to be extended can be put in force when extended', () => {
    expect(laid({}, { key: 'common', abstract: true, trade: '各行业' }).pack).toEqual({
      key: 'own',
      trade: '各行业',
      basedOn: 'base',
    });
  });

  it('no entry can change what all maps have in common', () => {
    const evil = JSON.parse('{"key":"own","extends":"base","a":{"__proto__":{"polluted":true}}}') as Draft;
    const { pack } = flatten(evil, () => ({ key: 'base', a: {} }));
    expect((pack['a'] as Draft)['polluted']).toBeUndefined();
  });
});
