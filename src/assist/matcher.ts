import { Automaton } from './automaton.ts';
import { Heard, Lists, WordSets } from './heard-words.ts';
import { type Normal, normalise, QUESTION, STOP } from './normal.ts';
import { type Pattern, SMALL_WORDS_ONLY } from './pattern.ts';
import { heardAs, NO_SOUNDS, SILENT, type Sounds } from './sounds.ts';

/** Where a pattern was found, in units of the normal text. */
export interface Match {
  /** What it belongs to: the place of its list among those given to the matcher. */
  readonly owner: number;
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  /** Some word of it was heard by its sound only. */
  readonly isDisguised: boolean;
}

const BY_EAR_FROM = 3;
const LETTERS = /[a-z]/;

interface Sounding {
  readonly literal: number;
  readonly start: number;
  readonly end: number;
}

interface Compiled {
  readonly owner: number;
  readonly isByEar: boolean;
  readonly symbols: readonly number[];
  readonly gaps: readonly number[];
  readonly fromStart: number | null;
  readonly toEnd: number | null;
}

/** Words that may stand between two neighbours without changing what is said. */
const SMALL = new Set('了就都也可还真又才再先啊呀嘛呢吧哦呃嗯啦哈哎诶唉么的那 ');
const SMALL_AT_MOST = 3;
/** A sentence longer than this many units is taken in pieces, so that hostile text costs what its length costs. */
const SENTENCE_AT_MOST = 240;
/** So many matches of one pattern in one sentence are told. */
const MATCHES_AT_MOST = 6;

/**
 * All patterns of all owners, found in one pass: words by one automaton, then per sentence those patterns of which
 * every word was heard. Linear in the text; no pattern is tried twice at one place.
 */
export class Matcher {
  readonly #literals: Automaton;
  readonly #words: readonly string[];
  /** By literal: the word sets with patterns of their own that it belongs to. */
  readonly #keysOf: Lists;
  /** By word set: the patterns that are looked at when it was heard; by pattern: what else must have been heard. */
  readonly #keyed: Lists;
  readonly #asked: Lists;
  readonly #patterns: readonly Compiled[];
  readonly #simple: ReadonlyMap<string, string>;
  readonly #sounds: Sounds;
  /** Used again for every text: what is read is read to its end. */
  readonly #ear: Heard;
  /** Words by their sound; each stands for the literals that sound so. */
  readonly #heard: Automaton;
  readonly #literalsHeard: readonly (readonly number[])[];
  readonly #soundLengths: readonly number[];
  /** By word set: the sentence in which its patterns were looked at last. */
  readonly #lookedAt: Int32Array;
  #sentence = 0;

  /** Owners in `byEar` are also found where words are spelled by other characters of the same sound. */
  constructor(
    owners: readonly (readonly Pattern[])[],
    spelling: { readonly simple?: ReadonlyMap<string, string>; readonly sounds?: Sounds } = {},
    byEar: ReadonlySet<number> = new Set(),
  ) {
    const { simple = new Map(), sounds = NO_SOUNDS } = spelling;
    this.#simple = simple;
    this.#sounds = sounds;
    const sets = new WordSets(simple);
    const compiled = owners.flatMap((patterns, owner) =>
      patterns.map(({ steps, fromStart, toEnd }): Compiled => {
        const symbols = steps.map(({ words }) => sets.of(words));
        return { owner, isByEar: byEar.has(owner), symbols, gaps: steps.map(({ gap }) => gap), fromStart, toEnd };
      }),
    );
    const keyed: number[][] = sets.members.map(() => []);
    // what is lacking is found out soon by the rarest
    const rarestFirst = compiled.map(({ symbols }) => sets.rarestFirst(symbols));
    rarestFirst.forEach(([rarest], nth) => {
      keyed[rarest as number]?.push(nth);
    });
    const asked = rarestFirst.map(([, ...others]) => others);
    this.#patterns = compiled;
    this.#keyed = new Lists(keyed);
    this.#asked = new Lists(asked);
    this.#lookedAt = new Int32Array(keyed.length);
    this.#words = [...sets.literals.keys()];
    this.#literals = new Automaton(this.#words);
    const symbolsOf: number[][] = this.#words.map(() => []);
    sets.members.forEach((members, symbol) => {
      for (const literal of members) symbolsOf[literal]?.push(symbol);
    });
    const isAsked = new Set(asked.flat());
    this.#ear = new Heard(
      symbolsOf.map((symbols) => symbols.filter((symbol) => isAsked.has(symbol))),
      sets.members,
    );
    this.#keysOf = new Lists(symbolsOf.map((symbols) => symbols.filter((symbol) => keyed[symbol]?.length)));
    const symbolsByEar = new Set(compiled.filter(({ isByEar }) => isByEar).flatMap(({ symbols: all }) => all));
    const heard = new Map<string, number[]>();
    this.#words.forEach((word, nth) => {
      if (!symbolsOf[nth]?.some((symbol) => symbolsByEar.has(symbol))) return;
      const { units, from } = heardAs(word, sounds);
      // one syllable alone is too little to go by, and what has no sound is not heard
      if (units.length >= 2 && from.length === word.length && !units.includes(SILENT))
        heard.set(units, [...(heard.get(units) ?? []), nth]);
    });
    this.#heard = new Automaton([...heard.keys()]);
    this.#literalsHeard = [...heard.values()];
    this.#soundLengths = [...heard.keys()].map(({ length }) => length);
  }

  get literalCount(): number {
    return this.#words.length;
  }

  normal(text: string): Normal {
    return normalise(text, this.#simple);
  }

  find({ text }: Normal): Match[] {
    const found: Match[] = [];
    const ends = sentenceEnds(text);
    const heard = this.#ear;
    heard.forget();
    let sentence = 0;
    let from = 0;
    const finish = (to: number) => {
      if (heard.literals.length) this.#inSentence(text, from, to, sentence, heard, found);
      heard.forget();
      from = to;
      sentence++;
    };
    const hear = (literal: number, start: number, end: number, isDisguised: boolean) => {
      while (end > (ends[sentence] as number)) finish(ends[sentence] as number);
      if (start >= from) heard.add(literal, start, end, isDisguised);
    };
    const byEar = this.#hearAll(text);
    let next = 0;
    const hearUntil = (end: number) => {
      for (; next < byEar.length && (byEar[next] as Sounding).end <= end; next++) {
        const one = byEar[next] as Sounding;
        hear(one.literal, one.start, one.end, true);
      }
    };
    this.#literals.scan(text, (literal, end) => {
      hearUntil(end);
      hear(literal, end - (this.#words[literal] as string).length, end, false);
    });
    hearUntil(text.length);
    finish(text.length);
    return found;
  }

  /** Words that are there by their sound and not by their spelling, in order of their ends. */
  #hearAll(text: string): Sounding[] {
    if (this.#literalsHeard.length === 0) return [];
    const found: Sounding[] = [];
    const { units, from, to } = heardAs(text, this.#sounds);
    this.#heard.scan(units, (heard, last) => {
      const length = this.#soundLengths[heard] as number;
      const start = from[last - length] as number;
      const end = to[last - 1] as number;
      const written = text.slice(start, end);
      // two syllables are alike too often by chance, but for those that somebody spelled out in letters
      if (length < BY_EAR_FROM && !LETTERS.test(written)) return;
      for (const literal of this.#literalsHeard[heard] as readonly number[])
        if (written !== this.#words[literal]) found.push({ literal, start, end });
    });
    return found;
  }

  #inSentence(text: string, from: number, to: number, sentence: number, heard: Heard, found: Match[]): void {
    const now = ++this.#sentence;
    const keysOf = this.#keysOf;
    const keyed = this.#keyed;
    const asked = this.#asked;
    for (const literal of heard.literals)
      for (let key = keysOf.from[literal] as number; key < (keysOf.from[literal + 1] as number); key++) {
        const symbol = keysOf.all[key] as number;
        if (this.#lookedAt[symbol] === now) continue;
        this.#lookedAt[symbol] = now;
        for (let at = keyed.from[symbol] as number; at < (keyed.from[symbol + 1] as number); at++) {
          const nth = keyed.all[at] as number;
          if (!heard.hasAll(asked.all, asked.from[nth] as number, asked.from[nth + 1] as number)) continue;
          const pattern = this.#patterns[nth] as Compiled;
          for (const { start, end, isDisguised } of matchesOf(pattern, text, from, to, heard))
            found.push({ owner: pattern.owner, start, end, sentence, isDisguised });
        }
      }
  }
}

/** Words of a pattern, from the first on, one after the other, in the order of their ends. */
class Reached {
  count = 0;
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly areDisguised: boolean[] = [];

  add(start: number, end: number, isDisguised: boolean): void {
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.areDisguised[this.count] = isDisguised;
    this.count++;
  }
}
/** Used again for every pattern. */
const buffers = [new Reached(), new Reached()] as const;

type Place = Pick<Match, 'start' | 'end' | 'isDisguised'>;
const NONE: readonly Place[] = [];

function matchesOf(pattern: Compiled, text: string, from: number, to: number, heard: Heard): readonly Place[] {
  const { symbols, gaps, fromStart, toEnd, isByEar } = pattern;
  const { starts, ends, areDisguised } = heard;
  let [next, before] = buffers;
  for (let step = 0; step < symbols.length; step++) {
    [before, next] = [next, before];
    next.count = 0;
    const gap = gaps[step] as number;
    const reach = gap === SMALL_WORDS_ONLY ? SMALL_AT_MOST : gap;
    for (const place of heard.places(symbols[step] as number)) {
      const isDisguised = areDisguised[place] as boolean;
      if (isDisguised && !isByEar) continue;
      const start = starts[place] as number;
      if (step === 0) {
        if (fromStart === null || reaches(text, from, start, fromStart))
          next.add(start, ends[place] as number, isDisguised);
        continue;
      }
      // the latest that reaches it makes the shortest match
      for (let nth = before.count - 1; nth >= 0; nth--) {
        const end = before.ends[nth] as number;
        if (start - end > reach) break;
        if (start < end || !reaches(text, end, start, gap)) continue;
        const isAnyDisguised = isDisguised || (before.areDisguised[nth] as boolean);
        next.add(before.starts[nth] as number, ends[place] as number, isAnyDisguised);
        break;
      }
    }
    if (next.count === 0) return NONE;
  }
  return apart(next, toEnd === null ? null : (end) => reaches(text, end, endWithin(text, to), toEnd));
}

function reaches(text: string, from: number, to: number, gap: number): boolean {
  return gap === SMALL_WORDS_ONLY ? isSmall(text, from, to) : to - from <= gap;
}

/** Where the words of a sentence end that ends at `to`. */
function endWithin(text: string, to: number): number {
  return text[to - 1] === STOP || text[to - 1] === QUESTION ? to - 1 : to;
}

function apart({ count, starts, ends, areDisguised }: Reached, isAtEnd: ((end: number) => boolean) | null): Place[] {
  const kept: Place[] = [];
  for (let nth = 0; nth < count && kept.length < MATCHES_AT_MOST; nth++) {
    const one = { start: starts[nth] as number, end: ends[nth] as number, isDisguised: areDisguised[nth] as boolean };
    if (isAtEnd && !isAtEnd(one.end)) continue;
    if (!kept.some(({ start, end }) => one.start < end && start < one.end)) kept.push(one);
  }
  return kept;
}

function isSmall(text: string, from: number, to: number): boolean {
  if (to - from > SMALL_AT_MOST) return false;
  for (let at = from; at < to; at++) {
    const unit = text[at] as string;
    if (!SMALL.has(unit) && unit !== STOP && unit !== QUESTION) return false;
  }
  return true;
}

/** Where each sentence ends, its stop included; the last one ends with the text. */
export function sentenceEnds(text: string): number[] {
  const ends: number[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++)
    if (text[at] === STOP || text[at] === QUESTION || at - from >= SENTENCE_AT_MOST) {
      ends.push(at + 1);
      from = at + 1;
    }
  if (from < text.length || ends.length === 0) ends.push(text.length);
  return ends;
}
