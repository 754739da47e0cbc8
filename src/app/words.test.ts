import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languageOf, sentenceOf } from '../base/server/sentences.ts';

const SRC = join(import.meta.dirname, '..');

interface Words {
  readonly [key: string]: string | Words;
}

const read = (room: string, language: string): Words =>
  JSON.parse(readFileSync(join(SRC, room, `words.${language}.json`), 'utf8')) as Words;

const flat = (words: Words, before = ''): [key: string, text: string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[before + key, value] as [string, string]] : flat(value, `${before}${key}.`),
  );

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort();

const rooms = readdirSync(SRC).filter((room) => existsSync(join(SRC, room, 'words.zh.json')));

describe.each(rooms)('the words of %s', (room) => {
  const zh = new Map(flat(read(room, 'zh')));
  const en = new Map(flat(read(room, 'en')));
  // English tells one from many, Chinese does not
  const singular = (key: string): string => key.replace(/_(one|other)$/, '');

  test('are the same in both languages, none empty', () => {
    expect([...new Set([...en.keys()].map(singular))].sort()).toEqual(
      [...new Set([...zh.keys()].map(singular))].sort(),
    );
    expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('take the same values in both languages', () => {
    const differing = [...zh].filter(([key, text]) => {
      const other = en.get(key);
      return other !== undefined && placeholders(text).join() !== placeholders(other).join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});

test('every refusal written in the code has its sentence in both languages', () => {
  const missing: string[] = [];
  for (const name of readdirSync(SRC, { recursive: true }) as string[]) {
    if (!/\.ts$/.test(name) || /\.test\.ts$/.test(name)) continue;
    const text = readFileSync(join(SRC, name), 'utf8');
    for (const [, code = ''] of text.matchAll(/new Refusal\(\s*'([a-z-]+\.[a-z0-9-]+)'/g)) {
      for (const language of ['zh', 'en'] as const) {
        if (sentenceOf(code, {}, language) === code) missing.push(`${code} (${language}, ${name})`);
      }
    }
  }
  expect(missing).toEqual([]);
});

const headers: [header: string | undefined, language: string][] = [
  [undefined, 'zh'],
  ['', 'zh'],
  ['en', 'en'],
  ['en-GB,en;q=0.9', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en;q=0.3,zh;q=0.7', 'zh'],
  ['fr-FR,en;q=0.5', 'en'],
  ['fr', 'zh'],
  ['en;q=0', 'zh'],
  ['*', 'zh'],
];

test.each(headers)('a reader who asks for %j is answered in %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
