import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packSchemas } from '../app/pack-schemas.ts';
import { canonicalJson, entryKey, isMap, type Json } from './canonical.ts';
import { differenceOf, HEAD } from './difference.ts';
import { differenceInWords } from './difference-words.ts';
import { differenceWords } from './server/words.ts';

const zh = differenceWords('zh');
const en = differenceWords('en');

const clock = (key: string, title: string, length: Json, more: object = {}) => ({
  key,
  title,
  length,
  hears: { breach: ['owner', 'manager'] },
  ...more,
});
const pack = (sections: object, head: object = {}) => ({
  schema: 1,
  key: 'a',
  title: '制度',
  edition: 1,
  ...head,
  sections,
});
const posts = {
  posts: [
    { key: 'manager', title: '经理' },
    { key: 'auditor', title: '稽核' },
  ],
};
const said = (before: object, after: object, words = zh): string[] =>
  differenceInWords(before, after, words).flatMap(({ changes }) => changes.map((change) => change.words));

describe('a difference in words', () => {
  const first = clock('first-contact', '首次联系', { hours: 2 });
  const reply = clock('reply', '答复', { workingDays: 3 });
  const before = pack({ posts, clocks: { clocks: [first, reply] } });
  it.each<[string, object, string[], string[]]>([
    [
      'a limit',
      pack({ posts, clocks: { clocks: [clock('first-contact', '首次联系', { hours: 1 }), reply] } }),
      ['时限“首次联系” · 时限 2小时 → 1小时'],
      ['clocks “首次联系” · limit: 2 h → 1 h'],
    ],
    [
      'hours for days',
      pack({ posts, clocks: { clocks: [first, clock('reply', '答复', { days: 1, hours: 12 })] } }),
      ['时限“答复” · 时限 3个工作日 → 1个自然日12小时'],
      ['clocks “答复” · limit: 3 working days → 1 days 12 h'],
    ],
    [
      'who hears',
      pack({ posts, clocks: { clocks: [{ ...first, hears: { breach: ['owner', 'auditor'] } }, reply] } }),
      ['时限“首次联系” · 告知·超时 增加 稽核；去掉 经理'],
      ['clocks “首次联系” · hears·breach: added 稽核; dropped 经理'],
    ],
    [
      'an added clock and a removed one',
      pack({ posts, clocks: { clocks: [first, clock('callback', '回电', { minutes: 30 })] } }),
      ['新增时限“回电”：30分钟', '删去时限“答复”'],
      ['Added: clocks “回电” (30 min)', 'Removed: clocks “答复”'],
    ],
    [
      'an order',
      pack({ posts, clocks: { clocks: [reply, first] } }),
      ['时限“答复” 移到最前'],
      ['clocks “答复” moved to the front'],
    ],
    [
      'the head',
      pack({ posts, clocks: { clocks: [first, reply] } }, { title: '新制度', edition: 7, effectiveFrom: '2027-01-01' }),
      ['名称 制度 → 新制度'],
      ['title: 制度 → 新制度'],
    ],
    [
      'money',
      pack({
        posts: { posts: [{ ...posts.posts[0], authorityFen: 50_050 }, posts.posts[1]] },
        clocks: { clocks: [first, reply] },
      }),
      ['岗位“经理” · 可自行决定的金额 无 → ¥500.50'],
      ['posts “经理” · authority: nothing → ¥500.50'],
    ],
  ])('tells %s', (_name, after, chinese, english) => {
    expect(said(before, after)).toEqual(chinese);
    expect(said(before, after, en)).toEqual(english);
  });

  it('has a word in both languages for every field of a pack', () => {
    const fields = new Set<string>();
    const walk = (schema: unknown): void => {
      if (Array.isArray(schema)) for (const one of schema) walk(one);
      if (!isMap(schema)) return;
      if (isMap(schema['properties'])) for (const name of Object.keys(schema['properties'])) fields.add(name);
      for (const inner of Object.values(schema)) walk(inner);
    };
    walk(Object.values(packSchemas()));
    expect(fields.size).toBeGreaterThan(150);
    expect([...fields].filter((name) => !zh.fields[name] || !en.fields[name])).toEqual([]);
    const sections = Object.keys(packSchemas());
    expect(sections.filter((name) => !zh.sections[name] || !en.sections[name])).toEqual([]);
  });
});

// ---- whatever the packs

const leaf = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.boolean(), fc.constantFrom<Json>('x', '无', '', null));
const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json; entries: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(leaf, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('title', 'length', 'when', 'hears', 'rules'), tie('value'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
    tie('entries'),
  ) as fc.Arbitrary<Json>,
  entries: fc.uniqueArray(
    fc
      .tuple(
        fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        fc.dictionary(fc.constantFrom('title', 'rules', 'says'), tie('value'), { maxKeys: 2, noNullPrototype: true }),
      )
      .map(([key, rest]) => ({ ...rest, key })),
    { selector: ({ key }) => key, maxLength: 5 },
  ) as fc.Arbitrary<Json>,
})).value;
const somePack = fc
  .record({
    head: fc.dictionary(fc.constantFrom('title', 'purpose', 'rows'), value, { maxKeys: 3, noNullPrototype: true }),
    sections: fc.dictionary(
      fc.constantFrom('clocks', 'posts', 'law'),
      fc.dictionary(fc.constantFrom('clocks', 'rules'), value, { maxKeys: 2, noNullPrototype: true }),
      { noNullPrototype: true },
    ),
  })
  .map(({ head, sections }) => ({ ...head, sections }));

/** Every place whose value differs, as far down as both sides go together; absent is the same as null. */
function differing(before: Json | undefined, after: Json | undefined, path: string): string[] {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
  if (isMap(before) && isMap(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
      differing(before[name], after[name], path ? `${path}.${name}` : name),
    );
  }
  const keyed = (list: unknown): list is Json[] =>
    Array.isArray(list) && list.length > 0 && list.every((one) => entryKey(one) !== null);
  if (keyed(before) && keyed(after)) {
    const all = [...new Set([...before, ...after].map(entryKey))];
    const of = (list: Json[], key: string | null) => list.find((one) => entryKey(one) === key);
    return all.flatMap((key) => differing(of(before, key), of(after, key), `${path}.${key}`));
  }
  return [path];
}

describe('whatever two packs say', () => {
  it('equal ones do not differ', () => {
    fc.assert(
      fc.property(somePack, (one) => {
        expect(differenceOf(one, structuredClone(one))).toEqual([]);
      }),
    );
  });

  it('every place that differs is told, at itself or above, in words of both languages', () => {
    fc.assert(
      fc.property(somePack, somePack, (one, other) => {
        const found = differenceOf(one, other);
        const told = found.map(({ path }) => path);
        const { sections: oldSections, ...oldHead } = one;
        const { sections: nowSections, ...nowHead } = other;
        const places = [
          ...differing(oldHead as Json, nowHead as Json, ''),
          ...differing(oldSections as Json, nowSections as Json, ''),
        ];
        for (const place of places) {
          expect(
            told.some((path) => place === path || place.startsWith(`${path}.`) || path.startsWith(`${place}.`)),
          ).toBe(true);
        }
        for (const words of [zh, en]) {
          const sentences = differenceInWords(one, other, words).flatMap(({ changes }) => changes);
          expect(sentences).toHaveLength(found.length);
          for (const { words: sentence } of sentences) expect(sentence).not.toMatch(/\{\{|undefined|\[object/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('going back, the same places are told', () => {
    fc.assert(
      fc.property(somePack, somePack, (one, other) => {
        const there = differenceOf(one, other);
        const back = differenceOf(other, one);
        const places = (list: typeof there) =>
          new Set(list.filter(({ kind }) => kind !== 'moved').map(({ path }) => path));
        expect(places(back)).toEqual(places(there));
      }),
    );
  });
});

it('the head has a section of its own', () => {
  expect(differenceOf({ title: 'a' }, { title: 'b' })).toMatchObject([{ section: HEAD, path: 'title' }]);
});
