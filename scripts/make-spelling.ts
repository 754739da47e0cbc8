// Writes packs/language/sounds.txt and simple.txt: how the common characters are read, and their traditional forms.
// node scripts/make-spelling.ts, when the language shall know more characters.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Converter } from 'opencc-js/t2cn';
import { pinyin } from 'pinyin-pro';

const folder = join(import.meta.dirname, '..', 'packs', 'language');
const common = commonCharacters();
writeFileSync(
  join(folder, 'sounds.txt'),
  lines((character) => reading(character), common),
);

const toSimple = Converter({ from: 't', to: 'cn' });
const isCommon = new Set(common);
const traditional: string[] = [];
for (let point = 0x4e00; point <= 0x9fff; point++) {
  const character = String.fromCodePoint(point);
  const simple = toSimple(character);
  // what is simplified itself stays as it is
  if (simple !== character && isCommon.has(simple) && !isCommon.has(character)) traditional.push(character);
}
writeFileSync(join(folder, 'simple.txt'), lines(toSimple, traditional));

/** The 6,763 characters of GB 2312, by its rows. */
function commonCharacters(): string[] {
  const decoder = new TextDecoder('gbk');
  const found: string[] = [];
  for (let row = 0xb0; row <= 0xf7; row++)
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      const character = decoder.decode(Uint8Array.of(row, cell));
      if (/^\p{Script=Han}$/u.test(character)) found.push(character);
    }
  return found;
}

function reading(character: string): string | null {
  const syllable = pinyin(character, { toneType: 'none', type: 'array', v: true })[0] ?? '';
  return /^[a-z]+$/.test(syllable) ? syllable : null;
}

/** One line for each name: the name, then the characters. */
function lines(nameOf: (character: string) => string | null, characters: readonly string[]): string {
  const byName = new Map<string, string>();
  for (const character of characters) {
    const name = nameOf(character);
    if (name) byName.set(name, (byName.get(name) ?? '') + character);
  }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => `${name} ${all}\n`)
    .join('');
}
