import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DigestCounts } from '../digest.ts';
import { NUMBERS_SHOWN } from '../digest.ts';
import type { Message } from '../message.ts';

export type Language = 'zh' | 'en';

interface Outgoing {
  readonly happenings: Readonly<Record<string, string>>;
  readonly outgoing: Readonly<Record<string, string>>;
}

const loaded = new Map<Language, Outgoing>();
function wordsIn(language: Language): Outgoing {
  const known = loaded.get(language);
  if (known) return known;
  const file = join(import.meta.dirname, '..', `words.${language}.json`);
  const words = JSON.parse(readFileSync(file, 'utf8')) as Outgoing;
  loaded.set(language, words);
  return words;
}

const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));

/**
 * Number, kind, clock and link: nothing else of a case leaves the desk. `clock` is the pack's name of the clock; without
 * `number` whoever reads it does not see the case.
 */
export function noticeMessage(
  language: Language,
  given: { happening: string; number: string | null; clock: string | null; link: string | null },
): Message {
  const { happenings, outgoing } = wordsIn(language);
  const what = happenings[given.happening] ?? given.happening;
  const values = { what, number: given.number ?? '', clock: given.clock ?? '' };
  return {
    title: given.number === null ? what : filled(outgoing['title'] ?? '', values),
    lines: [
      ...(given.number === null ? [] : [filled(outgoing['number'] ?? '', values)]),
      filled(outgoing[given.clock === null ? 'what' : 'clock'] ?? '', values),
    ],
    link: given.link,
  };
}

export function digestMessage(language: Language, counts: DigestCounts, link: string | null): Message {
  const { outgoing } = wordsIn(language);
  const listed = (name: string, numbers: readonly string[]): string[] => {
    if (!numbers.length) return [];
    const more = numbers.length > NUMBERS_SHOWN ? ' …' : '';
    const comma = language === 'zh' ? '、' : ', ';
    const text = numbers.slice(0, NUMBERS_SHOWN).join(comma) + more;
    return [filled(outgoing[name] ?? '', { count: numbers.length, numbers: text })];
  };
  const { open, overdue, dueToday } = counts;
  return {
    title: filled(outgoing['digestTitle'] ?? '', { open, overdue: overdue.length, dueToday: dueToday.length }),
    lines: [
      filled(outgoing['digestOpen'] ?? '', { count: open }),
      ...listed('digestOverdue', overdue),
      ...listed('digestDueToday', dueToday),
    ],
    link,
  };
}

export function testMessage(language: Language, link: string | null): Message {
  const { outgoing } = wordsIn(language);
  return { title: outgoing['testTitle'] ?? '', lines: [outgoing['testLine'] ?? ''], link };
}
