import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Language = 'zh' | 'en';
type Words = { [key: string]: string | Words };

export const ROOMS = ['app', 'base', 'clocks', 'complaints', 'people', 'policies'] as const;

export const wordsOf = (room: string, language: Language): Words =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'src', room, `words.${language}.json`), 'utf8')) as Words;

/** `zh('complaints:case.acts.escalate')`: what stands on the Chinese page. Throws when there are no such words. */
export function zh(name: string, values: Record<string, string | number> = {}): string {
  const [room = '', path = ''] = name.split(':');
  let found: string | Words | undefined = wordsOf(room, 'zh');
  for (const key of path.split('.')) found = typeof found === 'object' ? found[key] : undefined;
  if (typeof found !== 'string') throw new Error(`there are no words ${name}`);
  return found.replace(/\{\{(\w+)\}\}/g, (_, value: string) => {
    const given = values[value];
    if (given === undefined) throw new Error(`the words ${name} need ${value}`);
    return String(given);
  });
}
