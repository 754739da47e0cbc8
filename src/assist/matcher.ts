import { Automaton } from './automaton.ts';
import { Heard, type Hit, WordSets } from './heard-words.ts';
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
  readonly symbols: readonly number[];
  /** The same word sets, the rarest first: what is lacking is found out soon. */
  readonly rarestFirst: readonly number[];
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
  readonly #keysOf: readonly (readonly number[])[];
  /** By word set: the patterns that are looked at when it was heard. */
  readonly #keyed: readonly (readonly Compiled[])[];
  readonly #simple: ReadonlyMap<string, string>;
  readonly #sounds: Sounds;
  readonly #byEar: ReadonlySet<number>;
  /** Used again for every text: what is read is read to its end. */
  readonly #ear: Heard;
  /** Words by their sound; each stands for the literals that sound so. */
  readonly #heard: Automaton;
  readonly #literalsHeard: readonly (readonly number[])[];
  readonly #soundLengths: readonly number[];

  /** Owners in `byEar` are also found where words are spelled by other characters of the same sound. */
  constructor(
    owners: readonly (readonly Pattern[])[],
    spelling: { readonly simple?: ReadonlyMap<string, string>; readonly sounds?: Sounds } = {},
    byEar: ReadonlySet<number> = new Set(),
  ) {
    const { simple = new Map(), sounds = NO_SOUNDS } = spelling;
    this.#simple = simple;
    this.#sounds = sounds;
    this.#byEar = byEar;
    const sets = new WordSets(simple);
    const compiled = owners.flatMap((patterns, owner) =>
      patterns.map(({ steps, fromStart, toEnd }): Compiled => {
        const symbols = steps.map(({ words }) => sets.of(words));
        const rarestFirst = sets.rarestFirst(symbols);
        return { owner, symbols, rarestFirst, gaps: steps.map(({ gap }) => gap), fromStart, toEnd };
      }),
    );
    const keyed: Compiled[][] = sets.members.map(() => []);
    for (const pattern of compiled) keyed[pattern.rarestFirst[0] as number]?.push(pattern);
    this.#keyed = keyed;
    this.#words = [...sets.literals.keys()];
    this.#literals = new Automaton(this.#words);
    const symbolsOf: number[][] = this.#words.map(() => []);
    sets.members.forEach((members, symbol) => {
      for (const literal of members) symbolsOf[literal]?.push(symbol);
    });
    this.#ear = new Heard(symbolsOf, sets.members);
    this.#keysOf = symbolsOf.map((symbols) => symbols.filter((symbol) => keyed[symbol]?.length));
    const symbolsByEar = new Set(compiled.filter(({ owner }) => byEar.has(owner)).flatMap(({ symbols: all }) => all));
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
    const seen = new Set<number>();
    for (const literal of heard.literals)
      for (const symbol of this.#keysOf[literal] as readonly number[]) {
        if (seen.has(symbol)) continue;
        seen.add(symbol);
        for (const pattern of this.#keyed[symbol] as readonly Compiled[]) {
          if (!heard.hasAll(pattern.rarestFirst)) continue;
          for (const { start, end, isDisguised } of matchesOf(pattern, text, from, to, heard))
            if (!isDisguised || this.#byEar.has(pattern.owner))
              found.push({ owner: pattern.owner, start, end, sentence, isDisguised });
        }
      }
  }
}

function matchesOf(pattern: Compiled, text: string, from: number, to: number, heard: Heard): Hit[] {
  let reached: Hit[] = [];
  for (let step = 0; step < pattern.symbols.length; step++) {
    const places = heard.places(pattern.symbols[step] as number);
    const gap = pattern.gaps[step] as number;
    const next: Hit[] = [];
    for (const place of places) {
      if (step === 0) {
        if (pattern.fromStart === null || reaches(text, from, place.start, pattern.fromStart)) next.push(place);
        continue;
      }
      // the latest that reaches it makes the shortest match
      for (let nth = reached.length - 1; nth >= 0; nth--) {
        const before = reached[nth] as Hit;
        if (place.start < before.end) continue;
        if (!reaches(text, before.end, place.start, gap)) continue;
        next.push({
          start: before.start,
          end: place.end,
          isDisguised: before.isDisguised || place.isDisguised,
        });
        break;
      }
    }
    if (next.length === 0) return next;
    reached = next;
  }
  const { toEnd } = pattern;
  if (toEnd !== null) reached = reached.filter(({ end }) => reaches(text, end, endWithin(text, to), toEnd));
  return apart(reached);
}

function reaches(text: string, from: number, to: number, gap: number): boolean {
  return gap === SMALL_WORDS_ONLY ? isSmall(text, from, to) : to - from <= gap;
}

/** Where the words of a sentence end that ends at `to`. */
function endWithin(text: string, to: number): number {
  return text[to - 1] === STOP || text[to - 1] === QUESTION ? to - 1 : to;
}

function apart(all: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  for (const hit of all)
    if (kept.length < MATCHES_AT_MOST && !kept.some(({ start, end }) => hit.start < end && start < hit.end))
      kept.push(hit);
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
