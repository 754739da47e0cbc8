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
export function heardAs(text: string, sounds: Sounds): { units: string; from: number[]; to: number[] } {
  const parts: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const add = (unit: string, start: number, end: number) => {
    parts.push(unit);
    from.push(start);
    to.push(end);
  };
  for (let at = 0; at < text.length; ) {
    const syllable = sounds.of.get(text[at] as string);
    if (syllable !== undefined) {
      add(unitOf(syllable, sounds), at, at + 1);
      at++;
      continue;
    }
    const end = endOfLetters(text, at);
    const spelled = end > at + 1 ? syllablesOf(text.slice(at, end), sounds) : null;
    if (spelled) {
      let start = at;
      for (const one of spelled) {
        add(unitOf(one, sounds), start, start + one.length);
        start += one.length;
      }
    } else add(SILENT, at, Math.max(end, at + 1));
    at = Math.max(end, at + 1);
  }
  return { units: parts.join(''), from, to };
}

const unitOf = (syllable: string, { syllables }: Sounds): string =>
  String.fromCharCode(FIRST + (syllables.get(syllable) ?? 0));

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
