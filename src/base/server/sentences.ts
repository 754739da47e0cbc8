import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Refusal } from '../refusal.ts';

export type Language = 'zh' | 'en';

const SOURCES = join(import.meta.dirname, '..', '..');

interface Words {
  readonly refusals?: Readonly<Record<string, string>>;
}

let loaded: Record<Language, Map<string, string>> | null = null;

/** The refusal sentences of all rooms, read once from their words files: `room.code` → sentence. */
function sentences(): Record<Language, Map<string, string>> {
  loaded ??= { zh: load('zh'), en: load('en') };
  return loaded;
}

function load(language: Language): Map<string, string> {
  const found = new Map<string, string>();
  for (const room of readdirSync(SOURCES)) {
    const file = join(SOURCES, room, `words.${language}.json`);
    if (!existsSync(file)) continue;
    const { refusals = {} } = JSON.parse(readFileSync(file, 'utf8')) as Words;
    for (const [code, sentence] of Object.entries(refusals)) found.set(`${room}.${code}`, sentence);
  }
  return found;
}

/** The sentence of a refusal in the reader's language; the code itself when nobody wrote one. */
export function sentenceOf(
  code: string,
  values: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  const { zh, en } = sentences();
  const sentence = (language === 'zh' ? zh : en).get(code) ?? zh.get(code) ?? code;
  return sentence.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

export const sentence = (refusal: Refusal, language: Language): string =>
  sentenceOf(refusal.code, refusal.values, language);

/** The reader's language by Accept-Language; Chinese unless English is wanted more. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
      return { tag, weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag, weight }) => /^(zh|en)\b/.test(tag) && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.tag.startsWith('en') ? 'en' : 'zh';
}
