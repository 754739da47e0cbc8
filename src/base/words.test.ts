import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '..');
const LANGUAGES = ['zh', 'en'] as const;
type Words = { readonly [key: string]: string | Words };

const rooms = [...new Set(globSync('*/words.*.json', { cwd: SOURCES }).map((file) => file.split(sep)[0] ?? ''))].sort();
const wordsOf = (room: string, language: string): Words =>
  JSON.parse(readFileSync(join(SOURCES, room, `words.${language}.json`), 'utf8')) as Words;

function paths(words: Words, above = ''): [path: string, sentence: string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[above + key, value] as [string, string]] : paths(value, `${above}${key}.`),
  );
}

/** i18next finds `count_one` and `count_other` under `count`. */
const plain = (path: string): string => path.replace(/_(zero|one|two|few|many|other)$/, '');
const values = (sentence: string): string[] =>
  [...new Set([...sentence.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? ''))].sort();

describe.each(rooms)('the words of %s', (room) => {
  const [zh, en] = LANGUAGES.map(
    (language) => new Map(paths(wordsOf(room, language)).map(([path, sentence]) => [plain(path), sentence])),
  );

  it('exist in both languages', () => {
    expect([...(en ?? []).keys()].sort()).toEqual([...(zh ?? []).keys()].sort());
  });

  it('are not empty and take the same values', () => {
    const unlike = [...(zh ?? [])].filter(([path, sentence]) => {
      const other = en?.get(path) ?? '';
      return sentence.trim() === '' || other.trim() === '' || values(sentence).join() !== values(other).join();
    });
    expect(unlike.map(([path]) => path)).toEqual([]);
  });
});

interface Asked {
  readonly where: string;
  /** room:path; `*` stands for a part that is known only when the page runs. */
  readonly key: string;
}

/** The text of a template literal from just after its backtick; what is computed becomes `*`. */
function template(text: string, from: number): string {
  let key = '';
  for (let at = from; at < text.length && text[at] !== '`'; at++) {
    if (!text.startsWith('${', at)) {
      key += text[at];
      continue;
    }
    key += '*';
    for (let depth = 0; at < text.length; at++) {
      if (text[at] === '{') depth++;
      if (text[at] === '}' && --depth === 0) break;
    }
  }
  return key;
}

/** What `t('…')` and t(`…${x}…`) ask for, with the room that `useWords('…')` of the same file names. */
function asked(file: string): Asked[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const rooms = new Set([...text.matchAll(/useWords\('([\w-]+)'\)/g)].map(([, room]) => room));
  const where = relative(SOURCES, file);
  return [...text.matchAll(/\bt\(\s*(?:'([\w:.-]+)'|`)/g)].map((found) => {
    const key = found[1] ?? template(text, found.index + found[0].length);
    if (key.includes(':')) return { where, key };
    // handed a `t` from outside, or one of several: then any room may answer
    return { where, key: rooms.size === 1 ? `${[...rooms][0]}:${key}` : `*:${key}` };
  });
}

it('every word that a page asks for is there', () => {
  const known = new Set(rooms.flatMap((room) => paths(wordsOf(room, 'zh')).map(([path]) => `${room}:${plain(path)}`)));
  const files = globSync(['*/web/**/*.{ts,tsx}', 'ui/*.{ts,tsx}'], { cwd: SOURCES }).map((file) => join(SOURCES, file));
  const isThere = (key: string): boolean => {
    const pattern = new RegExp(
      `^${key
        .split('*')
        .map((part) => part.replace(/[.\\]/g, '\\$&'))
        .join('.+')}$`,
    );
    return known.has(key) || (key.includes('*') && [...known].some((each) => pattern.test(each)));
  };
  const missing = files.flatMap(asked).filter(({ key }) => !isThere(key));
  expect(missing.map(({ where, key }) => `${where}: ${key}`)).toEqual([]);
});
