import { textOf } from './normal.ts';

/** How characters are read, for words spelled by others of the same sound or in Latin letters. */
export interface Sounds {
  /** Character → syllable without tone. */
  readonly of: ReadonlyMap<string, string>;
  /** All syllables; each one's place is its unit. */
  readonly syllables: ReadonlyMap<string, number>;
}
export const NO_SOUNDS: Sounds = { of: new Map(), syllables: new Map() };

/** Lines such as `bu 不部步布`, as the shipped table has them. */
export function readSounds(table: string): Sounds {
  const of = new Map<string, string>();
  const syllables = new Map<string, number>();
  for (const line of table.split('\n')) {
    const [syllable, characters] = line.split(' ');
    if (!syllable || !characters) continue;
    syllables.set(syllable, syllables.size);
    for (const character of characters) if (!of.has(character)) of.set(character, syllable);
  }
  return { of, syllables };
}

/** Lines such as `没 沒`, a simplified character and its traditional ones: traditional → simplified. */
export function readSimple(table: string): Map<string, string> {
  const simple = new Map<string, string>();
  for (const line of table.split('\n')) {
    const [character, traditional] = line.split(' ');
    for (const one of traditional ?? '') if (character) simple.set(one, character);
  }
  return simple;
}

/** First unit of the private area: a syllable is told as one unit, so that words of sounds are strings too. */
const FIRST = 0xe000;
/** What stands for anything that is no syllable. */
export const SILENT = '\u0001';
const LONGEST = 6;

/** A normal text as it sounds: each unit one syllable, with the units of the text that it stands for. */
export function heardAs(text: string, sounds: Sounds): { units: string; from: Uint32Array; to: Uint32Array } {
  const units = new Uint16Array(text.length);
  const from = new Uint32Array(text.length);
  const to = new Uint32Array(text.length);
  const known = unitsOf(sounds);
  let count = 0;
  const add = (unit: number, start: number, end: number) => {
    units[count] = unit;
    from[count] = start;
    to[count] = end;
    count++;
  };
  for (let at = 0; at < text.length; ) {
    const unit = known[text.charCodeAt(at)] as number;
    if (unit !== 0) {
      add(unit, at, at + 1);
      at++;
      continue;
    }
    const end = endOfLetters(text, at);
    const spelled = end > at + 1 ? syllablesOf(text.slice(at, end), sounds) : null;
    if (spelled) {
      let start = at;
      for (const one of spelled) {
        add(FIRST + (sounds.syllables.get(one) ?? 0), start, start + one.length);
        start += one.length;
      }
    } else add(SILENT.charCodeAt(0), at, Math.max(end, at + 1));
    at = Math.max(end, at + 1);
  }
  return { units: textOf(units.subarray(0, count)), from: from.subarray(0, count), to: to.subarray(0, count) };
}

/** By character the unit of its syllable, 0 where it has none; made once for each table. */
function unitsOf(sounds: Sounds): Uint16Array {
  let units = made.get(sounds);
  if (!units) {
    units = new Uint16Array(0x1_0000);
    for (const [character, syllable] of sounds.of)
      units[character.charCodeAt(0)] = FIRST + (sounds.syllables.get(syllable) ?? 0);
    made.set(sounds, units);
  }
  return units;
}
const made = new WeakMap<Sounds, Uint16Array>();

const isLetter = (unit: string | undefined): boolean => unit !== undefined && unit >= 'a' && unit <= 'z';

function endOfLetters(text: string, at: number): number {
  let end = at;
  while (isLetter(text[end])) end++;
  return end;
}

/** Letters that are syllables from the first to the last one, the longest first; null when they are not. */
function syllablesOf(letters: string, { syllables }: Sounds): string[] | null {
  if (letters.length > 40) return null;
  const ends: (string[] | null)[] = [[]];
  for (let end = 1; end <= letters.length; end++) {
    ends[end] = null;
    for (let length = Math.min(LONGEST, end); length > 0; length--) {
      const before = ends[end - length];
      const syllable = letters.slice(end - length, end);
      if (before && syllables.has(syllable)) {
        ends[end] = [...before, syllable];
        break;
      }
    }
  }
  return ends[letters.length] ?? null;
}
