import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { isMap, type Json } from './canonical.ts';
import { MOST_TEXT, readDraft } from './draft.ts';
import { flatten } from './extends.ts';
import { checkPack } from './go-live.ts';
import { checkFiles, readShippedPack, shippedFiles } from './server/shipped.ts';

const SECTIONS = Object.keys(packSections);
const found = (files: Record<string, string>) =>
  readDraft(files, SECTIONS).findings.map(({ code, file, line }) => `${code} ${file}${line ? `:${line}` : ''}`);

describe('reading the texts of a pack', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['a tab where spaces belong', { 'pack.yaml': 'key: a\n\ttitle: b\n' }, ['not-yaml pack.yaml:2']],
    ['a key twice', { 'pack.yaml': 'key: a\nkey: b\n' }, ['not-yaml pack.yaml:2']],
    ['a list where entries belong', { 'clocks.yaml': '- a\n- b\n' }, ['not-yaml clocks.yaml:1']],
    ['a file of no section', { 'recipes.yaml': 'a: 1\n' }, ['unknown-file recipes.yaml']],
    [
      'an entry in two files',
      { 'complaints.yaml': 'kinds: []\n', 'complaints-more.yaml': 'kinds: []\n' },
      ['written-twice complaints.yaml'],
    ],
    [
      'aliases that breed',
      {
        'clocks.yaml': `a: &a [1,1,1,1,1,1,1,1,1]\n${[...'bcdefgh'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`).join('\n')}\n`,
      },
      ['alias-bomb clocks.yaml:2'],
    ],
    [
      'lists in lists without end',
      { 'clocks.yaml': `a: ${'['.repeat(60)}${']'.repeat(60)}\n` },
      ['too-deep clocks.yaml'],
    ],
    ['brackets that never close', { 'clocks.yaml': `a: ${'['.repeat(50_000)}` }, ['not-yaml clocks.yaml:1']],
  ])('%s is found and told with its place', (_name, files, expected) => {
    expect(found(files)).toEqual(expected);
  });

  it('forty thousand keys of one map are not compared each with each', () => {
    const text = Array.from({ length: 40_000 }, (_, nth) => `k${nth}: 1`).join('\n');
    const before = process.cpuUsage();
    expect(readDraft({ 'pack.yaml': text }, SECTIONS).findings).toEqual([]);
    expect(readDraft({ 'pack.yaml': `${text}\nk39999: 2` }, SECTIONS).findings).toMatchObject([
      { code: 'not-yaml', line: 40_001, values: { problem: 'DUPLICATE_KEY' } },
    ]);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(6_000);
  });

  it('a text that is longer than a pack may be is not read at all', () => {
    expect(readDraft({ 'pack.yaml': `title: ${'长'.repeat(MOST_TEXT)}` }, SECTIONS).findings).toMatchObject([
      { code: 'too-large', stops: true },
    ]);
  });

  it('a finding of the check tells file, line and column', async () => {
    const files = { ...(await shippedFiles('auto-dealer-network')) };
    const clocks = files['clocks.yaml'] ?? '';
    files['clocks.yaml'] = clocks.replace('hours: 2 }', 'hours: two }');
    const line = clocks.split('\n').findIndex((text) => text.includes('hours: 2 }')) + 1;
    const { pack, findings } = await checkFiles(files, packSections);
    expect(pack).toBeNull();
    expect(findings.filter(({ stops }) => stops)).toMatchObject([
      { code: 'not-fitting', path: 'clocks.clocks.first-contact.length', file: 'clocks.yaml', line },
    ]);
    expect(findings[0]?.column).toBeGreaterThan(1);
  });

  it('a finding about a figure of ours lies in the head', async () => {
    const files = { ...(await shippedFiles('auto-dealer-network')) };
    files['pack.yaml'] = (files['pack.yaml'] ?? '').replace('path: clocks.clocks.help', 'path: clocks.clocks.nobody');
    const { findings } = await checkFiles(files, packSections);
    const stopping = findings.filter(({ stops }) => stops);
    expect(stopping).toMatchObject([{ code: 'unknown-path', path: 'ours.clocks.clocks.nobody', file: 'pack.yaml' }]);
    const line = (files['pack.yaml'] ?? '').split('\n').findIndex((text) => text.includes('clocks.clocks.nobody')) + 1;
    expect(stopping[0]?.line).toBe(line);
  });

  it('an unreadable file is all that is told: the rest is not half loaded', async () => {
    const files = { ...(await shippedFiles('auto-dealer-network')), 'posts.yaml': 'posts: [\n' };
    const { pack, readable, findings } = await checkFiles(files, packSections);
    expect([pack, readable]).toEqual([null, null]);
    expect(findings.map(({ code }) => code)).toEqual(['not-yaml']);
  });
});

/** Texts that look like YAML more often than chance would have it. */
const yamlish = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '\n',
        '  ',
        '- ',
        ': ',
        '&a ',
        '*a',
        '[',
        ']',
        '{',
        '}',
        '|\n',
        '>-\n',
        '"',
        "'",
        '#',
        '? ',
        '!!map ',
        '---\n',
        '<<: *a',
        'key: k',
        '__proto__: 1',
        'posts:',
        '\t',
        '\u0000',
        '\ud800',
      ),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('whatever is written', () => {
  it('reading and checking never throw, and what is stopped is no pack', () => {
    const files = fc.dictionary(
      fc.constantFrom('pack.yaml', 'posts.yaml', 'clocks.yaml', 'law.yaml', 'x.yaml'),
      yamlish,
      {
        noNullPrototype: true,
      },
    );
    fc.assert(
      fc.property(files, (given) => {
        const read = readDraft(given, SECTIONS);
        const { pack, findings } = checkPack(flatten(read.draft, () => null).pack, packSections);
        expect(pack === null || !findings.some(({ stops, code }) => stops && code === 'gap-open')).toBe(true);
        read.located(findings);
      }),
      { numRuns: 300 },
    );
  });

  it('any value in any place of a real pack is found or fits, and never throws', async () => {
    const whole = JSON.parse(JSON.stringify((await readShippedPack('gift-delivery', packSections))?.pack)) as Json;
    const places = [...placesIn(whole, [])];
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
      fc.constantFrom<Json>(null, '', 0, -1, 1e308, [], {}, '=1+1', { length: null }, [{ key: 'a' }, { key: 'a' }]),
    );
    fc.assert(
      fc.property(fc.nat(places.length - 1), value, (nth, other) => {
        const changed = put(whole, places[nth] ?? [], other);
        const { pack, readable, findings } = checkPack(changed, packSections, '2026-11-22');
        if (!pack) expect(findings.some(({ stops }) => stops)).toBe(true);
        if (!readable) expect(pack).toBeNull();
      }),
      { numRuns: 150 },
    );
  });

  it('any plain value at all is checked without a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(checkPack(value, packSections).pack).toBeNull();
      }),
      { numRuns: 300 },
    );
    const deep = JSON.parse(`${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`);
    expect(checkPack({ sections: deep }, packSections).findings).toMatchObject([{ code: 'too-deep' }]);
  });
});

function* placesIn(value: Json, path: readonly string[]): Generator<readonly string[]> {
  yield path;
  if (Array.isArray(value)) for (const [nth, inner] of value.entries()) yield* placesIn(inner, [...path, String(nth)]);
  else if (isMap(value)) for (const [name, inner] of Object.entries(value)) yield* placesIn(inner, [...path, name]);
}

function put(root: Json, [name, ...rest]: readonly string[], value: Json): Json {
  if (name === undefined) return value;
  if (Array.isArray(root)) return root.map((inner, nth) => (String(nth) === name ? put(inner, rest, value) : inner));
  return isMap(root) ? { ...root, [name]: put(root[name] ?? null, rest, value) } : root;
}
