import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DifferenceWords } from '../difference-words.ts';

type Language = 'zh' | 'en';
interface Words {
  readonly difference: DifferenceWords;
  readonly facts: Readonly<Record<string, string>>;
  readonly complaints: Readonly<Record<'needs' | 'closeKinds', Readonly<Record<string, string>>>>;
}

const kept = new Map<Language, DifferenceWords>();

/** The words in which differences are told; read once. */
export function differenceWords(language: Language): DifferenceWords {
  const known = kept.get(language);
  if (known) return known;
  const { difference, facts, complaints } = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', `words.${language}.json`), 'utf8'),
  ) as Words;
  const words = {
    ...difference,
    values: { ...complaints.needs, ...complaints.closeKinds, ...facts, ...difference.values },
  };
  kept.set(language, words);
  return words;
}
