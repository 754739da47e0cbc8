import { describe, expect, it } from 'vitest';
import { type Entry, entrySchema, nameOf, type Shelf, sameEntry, standing } from './entry.ts';
import { languageSchema } from './language.ts';
import { layEntries } from './lay-entries.ts';
import { librarySchema } from './library.ts';
import { libraryFileOf, readLibraryFile } from './library-file.ts';

const shelf: Shelf = {
  language: languageSchema.parse({
    classes: { 您: ['您', '你'] },
    families: [
      {
        key: 'flat_refusal',
        title: '生硬拒绝',
        severity: 'fault',
        reason: '只说不行。',
        cards: [{ key: 'way', text: '我先为您{办法}，好吗？' }],
        rules: [{ key: 'no', any: ['说了 不行'] }],
      },
    ],
  }),
  library: librarySchema.parse({
    phrases: [{ key: 'open', text: '您好，请讲。', situation: 'listen', phase: 'invite' }],
  }),
};

const phrase = (key: string, text: string): Entry =>
  entrySchema.parse({ act: 'set', kind: 'phrase', body: { key, text, situation: 'close', phase: 'close' } });
const rule = (key: string, any: string[], family = 'flat_refusal'): Entry =>
  entrySchema.parse({ act: 'set', kind: 'rule', body: { family, key, any, hits: ['说不行'], misses: ['可以'] } });
const off = (kind: 'phrase' | 'card' | 'rule', name: string): Entry => ({ act: 'off', kind, name });

const laid = (...entries: Entry[]) => {
  const { language, library } = layEntries(shelf, entries);
  const [family] = language.families;
  return {
    phrases: library.phrases.map(({ key, text }) => `${key} ${text}`),
    rules: family?.rules.map(({ key }) => key),
    cards: family?.cards.map(({ key }) => key),
    isLearned: family?.isLearned,
  };
};
const AS_SHIPPED = { phrases: ['open 您好，请讲。'], rules: ['no'], cards: ['way'], isLearned: true };

describe('an organisation’s own over what comes with the desk', () => {
  const cases: [name: string, entries: Entry[], expected: Partial<typeof AS_SHIPPED>][] = [
    ['nothing changes nothing', [], {}],
    [
      'a new phrase stands before those of the desk',
      [phrase('own', '再见，您慢走。')],
      { phrases: ['own 再见，您慢走。', 'open 您好，请讲。'] },
    ],
    ['one of the same key takes its place', [phrase('open', '您好，您讲。')], { phrases: ['open 您好，您讲。'] }],
    [
      'what is switched off is gone',
      [off('phrase', 'open'), off('rule', 'flat_refusal/no')],
      { phrases: [], rules: [] },
    ],
    [
      'what was learned for a family is left out, its rules stay',
      [off('rule', 'flat_refusal/sense')],
      { isLearned: false },
    ],
    ['the last card of a family stays, a finding needs it', [off('card', 'flat_refusal/way')], {}],
    ['a rule that can be read counts', [rule('own', ['<您> 不行'])], { rules: ['own', 'no'] }],
    ['one that cannot be read any more is left out', [rule('own', ['<没有> 不行']), rule('own-2', ['@none'])], {}],
    ['so is one of a family that is gone', [rule('own', ['不行'], 'no_such')], {}],
    ['back as it comes with the desk', [{ act: 'shipped', kind: 'phrase', name: 'open' }], {}],
  ];
  it.each(cases)('%s', (_, entries, expected) => {
    expect(laid(...entries)).toEqual({ ...AS_SHIPPED, ...expected });
  });

  it('leaves what comes with the desk as it is', () => {
    layEntries(shelf, [phrase('open', '您好，您讲。'), off('rule', 'flat_refusal/no')]);
    expect(laid()).toEqual(AS_SHIPPED);
  });
});

describe('an entry', () => {
  it('is the same in whatever order its parts are told', () => {
    const own = phrase('own', '再见，您慢走。');
    const turned = Object.fromEntries(Object.entries(own).reverse()) as Entry;
    expect(sameEntry(own, turned)).toBe(true);
    expect(sameEntry(own, phrase('own', '再见，慢走。'))).toBe(false);
  });

  it('is found under its name', () => {
    expect(standing(shelf, 'rule', 'flat_refusal/no')?.body).toMatchObject({ family: 'flat_refusal', key: 'no' });
    expect(standing(shelf, 'card', 'no_such/way')).toBeNull();
    expect(nameOf(rule('own', ['不行']))).toBe('flat_refusal/own');
  });
});

describe('a file of the library', () => {
  it('is read as it was written', () => {
    const entries = [phrase('own', '再见，您慢走。'), rule('own', ['<您> 不行']), off('rule', 'flat_refusal/no')];
    const read = readLibraryFile(libraryFileOf(entries, () => '太严'));
    expect('entries' in read && read.entries.map(({ entry }) => entry)).toEqual(entries);
    expect('entries' in read && read.entries.at(-1)?.why).toBe('太严');
  });

  const bad: [name: string, text: string, place: string][] = [
    ['no YAML', 'phrases: [', '1'],
    ['an unknown list', 'words: []', '1'],
    ['a phrase without a situation', 'phrases: [{ key: a, text: 您好您好, phase: close }]', 'phrases.0.situation'],
    ['one name twice', 'off: [{ kind: rule, name: a }, { kind: rule, name: a }]', 'off.1'],
    ['an alias to nothing', 'phrases: *nothing', '1'],
    ['a list that is none', '- 1', '1'],
    [
      'half a character',
      'rules: [{ family: slang, key: a, any: ["\\ud800"], hits: [好], misses: [是] }]',
      'rules.0.any.0',
    ],
  ];
  it.each(bad)('names the place of %s', (_, text, place) => {
    expect(readLibraryFile(text)).toMatchObject({ place });
  });

  it('may be empty', () => {
    expect(readLibraryFile('')).toEqual({ entries: [] });
    expect(libraryFileOf([], () => '')).toBe('{}\n');
  });
});
