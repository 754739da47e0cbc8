import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Language = 'zh' | 'en';
type Words = { readonly [name: string]: string | Words };

const kept = new Map<string, Words>();

function wordsOf(room: string, language: Language): Words {
  const file = join(import.meta.dirname, '..', '..', room, `words.${language}.json`);
  const known = kept.get(file) ?? (JSON.parse(readFileSync(file, 'utf8')) as Words);
  kept.set(file, known);
  return known;
}

/** Words of the screens, for files that the server writes: `say('complaints', 'stages.closed')`; the key where none is. */
export const sayIn =
  (language: Language) =>
  (room: string, key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    let found: string | Words | undefined = wordsOf(room, language);
    for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
    return (typeof found === 'string' ? found : key).replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) =>
      String(values[name] ?? ''),
    );
  };
export type Say = ReturnType<typeof sayIn>;
