import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fold, placesOf } from './fold.ts';
import { bucketOf, type Field, gramsOf, gramsSought, keyOf } from './grams.ts';
import { snippetOf } from './snippet.ts';
import { termsOf } from './typed.ts';

const ORG = '018f0000-0000-7000-8000-000000000001';
/** Letters that have fooled searches: signs of LIKE, mixed width, case that changes length or place, rare Han, marks. */
const UNITS = [...'客户车辆异响漏油一二aAbZ09４Ｓ％_%\\，。 、-ßİΣςﬁ㈱𠮷𡃁🚗é', 'e\u0301', '\u3000', '\n'];
const text = fc.string({ unit: fc.constantFrom(...UNITS), maxLength: 24 });

describe('a text that holds the sought one', () => {
  it.each<Field>(['words', 'names', 'numbers'])('has all of its grams among %s', (field) => {
    fc.assert(
      fc.property(text, text, text, (before, middle, after) => {
        const all = fold(before + middle + after);
        const sought = fold(middle);
        if (!all.includes(sought) || (field === 'numbers' && /[\n ]/.test(sought))) return;
        const grams = gramsOf(ORG, field, all);
        for (const gram of gramsSought(ORG, field, sought)) expect(grams.has(gram)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('shows where, in the letters as they were written', () => {
    fc.assert(
      fc.property(text, text, text, (before, middle, after) => {
        const written = before + middle + after;
        const sought = fold(middle);
        for (const [from, to] of placesOf(written, sought)) {
          expect(to).toBeGreaterThan(from);
          expect(fold(written.slice(from, to))).toContain(sought);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test('in plain letters the places are those of a walk letter by letter', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'漏油aAbZ09４Ｓ％%，。、“”《》— '), maxLength: 24 });
  fc.assert(
    fc.property(plain, plain, (text, sought) => {
      // a letter outside the plain ones makes it walk
      expect(placesOf(text, fold(sought))).toEqual(placesOf(`${text}ﬁ`, fold(sought)));
    }),
    {
      numRuns: 2000,
      examples: [
        ['漏油漏油ａa，', '油'],
        ['漏油漏油ａa，', 'A,'],
        [' 漏 油', '漏 油'],
      ],
    },
  );
});

test('two Chinese letters, two of any kind beside each other, and four digits can be sought in the index', () => {
  for (const sought of ['漏油', 'A柱', '4S', '𠮷野', '1080', 'WXM'])
    expect([sought, gramsSought(ORG, 'words', fold(sought)).length > 0]).toEqual([sought, true]);
});

test('organisations do not share keys, nor do fields', () => {
  const grams = gramsSought(ORG, 'words', '漏油');
  expect(gramsSought(`${ORG}x`, 'words', '漏油')).not.toEqual(grams);
  expect(gramsSought(ORG, 'names', '漏油')).not.toEqual(grams);
});

test('a key is an integer of 32 bits with the bucket above', () => {
  const bucket = bucketOf(new Date('2099-12-31T00:00:00Z'));
  expect(keyOf(bucket, 5) | 0).toBe(keyOf(bucket, 5));
  expect(keyOf(bucket, 5)).not.toBe(keyOf(bucket + 1, 5));
});

describe('what is typed', () => {
  it.each<[string, ReturnType<typeof termsOf>]>([
    ['漏油', [{ text: '漏油', number: null }]],
    [
      '　空调  异响 ',
      [
        { text: '空调', number: null },
        { text: '异响', number: null },
      ],
    ],
    ['１３８-0000-4321', [{ text: '138-0000-4321', number: '13800004321' }]],
    ['108 0000 4321', [{ text: '108 0000 4321', number: '10800004321' }]],
    ['+86 10800004321', [{ text: '+86 10800004321', number: '10800004321' }]],
    ['lfv2a', [{ text: 'LFV2A', number: 'LFV2A' }]],
    ['空 调', []],
    ['漏', []],
    ['，。', []],
    ['%%', []],
    ['', []],
  ])('%s', (typed, terms) => expect(termsOf(typed)).toEqual(terms));
});

describe('a line around what was found', () => {
  it('marks all of it and says where it was cut', () => {
    const long = `${'前'.repeat(100)}漏油${'后'.repeat(100)}漏油`;
    const snippet = snippetOf(long, ['漏油']);
    expect(snippet?.text.startsWith('…')).toBe(true);
    expect(snippet?.text.endsWith('…')).toBe(true);
    expect(snippet?.spans.map(([from, to]) => snippet.text.slice(from, to))).toEqual(['漏油']);
  });
  it('joins parts that overlap and keeps rare letters whole', () => {
    const snippet = snippetOf(`${'𠮷'.repeat(30)}ＡＢＣ𠮷`, ['AB', 'BC']);
    expect(snippet?.spans.map(([from, to]) => snippet.text.slice(from, to))).toEqual(['ＡＢＣ']);
    expect(snippet?.text.isWellFormed()).toBe(true);
  });
  it('is nothing where nothing was found', () => expect(snippetOf('别的', ['漏油'])).toBeNull());
});
