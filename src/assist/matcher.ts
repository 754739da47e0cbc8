import { Automaton } from './automaton.ts';
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

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly isDisguised: boolean;
}

interface Sounding {
  readonly literal: number;
  readonly start: number;
  readonly end: number;
}

interface Compiled {
  readonly owner: number;
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
/** Of one word set in one sentence so many places are looked at, and so many matches of one pattern are told. */
const PLACES_AT_MOST = 24;
const MATCHES_AT_MOST = 6;

/**
 * All patterns of all owners, found in one pass: words by one automaton, then per sentence those patterns of which
 * every word was heard. Linear in the text; no pattern is tried twice at one place.
 */
export class Matcher {
  readonly #literals: Automaton;
  /** By literal: the word sets that it belongs to, and its length. */
  readonly #symbolsOf: readonly (readonly number[])[];
  readonly #lengths: readonly number[];
  /** By word set: patterns that are looked at when it was heard. */
  readonly #keyed: readonly (readonly Compiled[])[];
  readonly #simple: ReadonlyMap<string, string>;
  readonly #sounds: Sounds;
  /** Words by their sound; each stands for the literals that sound so. */
  readonly #heard: Automaton;
  readonly #literalsHeard: readonly (readonly number[])[];

  /** Owners in `byEar` are also found where words are spelled by other characters of the same sound. */
  constructor(
    owners: readonly (readonly Pattern[])[],
    spelling: { readonly simple?: ReadonlyMap<string, string>; readonly sounds?: Sounds } = {},
    byEar: ReadonlySet<number> = new Set(),
  ) {
    const { simple = new Map(), sounds = NO_SOUNDS } = spelling;
    this.#simple = simple;
    this.#sounds = sounds;
    const literals = new Map<string, number[]>();
    const symbols = new Map<string, number>();
    const sizes: number[] = [];
    const symbolOf = (words: readonly string[]): number => {
      const normal = [...new Set(words.map((word) => normalise(word, simple).text))].filter(Boolean).sort();
      const name = normal.join('|');
      const known = symbols.get(name);
      if (known !== undefined) return known;
      const symbol = sizes.length;
      symbols.set(name, symbol);
      sizes.push(normal.reduce((sum, word) => sum + 1 / word.length ** 2, 0));
      for (const word of normal) literals.set(word, [...(literals.get(word) ?? []), symbol]);
      return symbol;
    };
    const compiled = owners.flatMap((patterns, owner) =>
      patterns.map(
        ({ steps, fromStart, toEnd }): Compiled => ({
          owner,
          symbols: steps.map(({ words }) => symbolOf(words)),
          gaps: steps.map(({ gap }) => gap),
          fromStart,
          toEnd,
        }),
      ),
    );
    const keyed: Compiled[][] = sizes.map(() => []);
    const symbolsByEar = new Set(compiled.filter(({ owner }) => byEar.has(owner)).flatMap(({ symbols: all }) => all));
    for (const pattern of compiled) {
      const rarest = pattern.symbols.reduce((best, symbol) =>
        (sizes[symbol] as number) < (sizes[best] as number) ? symbol : best,
      );
      keyed[rarest]?.push(pattern);
    }
    this.#keyed = keyed;
    const words = [...literals.keys()];
    this.#words = words;
    this.#literals = new Automaton(words);
    this.#symbolsOf = words.map((word) => literals.get(word) ?? []);
    this.#lengths = words.map((word) => word.length);
    const heard = new Map<string, number[]>();
    words.forEach((word, nth) => {
      if (!this.#symbolsOf[nth]?.some((symbol) => symbolsByEar.has(symbol))) return;
      const { units, from } = heardAs(word, sounds);
      // one syllable alone is too little to go by, and what has no sound is not heard
      if (units.length >= 2 && from.length === word.length && !units.includes(SILENT))
        heard.set(units, [...(heard.get(units) ?? []), nth]);
    });
    this.#heard = new Automaton([...heard.keys()]);
    this.#literalsHeard = [...heard.values()];
    this.#soundLengths = [...heard.keys()].map(({ length }) => length);
    this.#byEar = byEar;
  }
  readonly #words: readonly string[];
  readonly #soundLengths: readonly number[];
  readonly #byEar: ReadonlySet<number>;

  get literalCount(): number {
    return this.#lengths.length;
  }

  normal(text: string): Normal {
    return normalise(text, this.#simple);
  }

  find({ text }: Normal): Match[] {
    const found: Match[] = [];
    const ends = sentenceEnds(text);
    const heard: (Hit[] | undefined)[] = new Array(this.#keyed.length);
    let touched: number[] = [];
    let sentence = 0;
    let from = 0;
    const finish = (to: number) => {
      if (touched.length) this.#inSentence(text, from, to, sentence, heard, touched, found);
      for (const symbol of touched) heard[symbol] = undefined;
      touched = [];
      from = to;
      sentence++;
    };
    const hear = (literal: number, start: number, end: number, isDisguised: boolean) => {
      while (end > (ends[sentence] as number)) finish(ends[sentence] as number);
      if (start < from) return;
      for (const symbol of this.#symbolsOf[literal] as readonly number[]) {
        const places = heard[symbol];
        if (places === undefined) {
          heard[symbol] = [{ start, end, isDisguised }];
          touched.push(symbol);
        } else if (places.length < PLACES_AT_MOST) places.push({ start, end, isDisguised });
      }
    };
    const byEar = this.#hearAll(text);
    let next = 0;
    this.#literals.scan(text, (literal, end) => {
      for (; next < byEar.length && (byEar[next] as Sounding).end <= end; next++) {
        const one = byEar[next] as Sounding;
        hear(one.literal, one.start, one.end, true);
      }
      hear(literal, end - (this.#lengths[literal] as number), end, false);
    });
    for (; next < byEar.length; next++) {
      const one = byEar[next] as Sounding;
      hear(one.literal, one.start, one.end, true);
    }
    finish(text.length);
    return found;
  }

  /** Words that are there by their sound and not by their spelling, in order of their ends. */
  #hearAll(text: string): Sounding[] {
    if (this.#literalsHeard.length === 0) return [];
    const found: Sounding[] = [];
    const { units, from, to } = heardAs(text, this.#sounds);
    this.#heard.scan(units, (heard, last) => {
      const start = from[last - (this.#soundLengths[heard] as number)] as number;
      const end = to[last - 1] as number;
      for (const literal of this.#literalsHeard[heard] as readonly number[])
        if (text.slice(start, end) !== this.#words[literal]) found.push({ literal, start, end });
    });
    return found;
  }

  #inSentence(
    text: string,
    from: number,
    to: number,
    sentence: number,
    heard: readonly (readonly Hit[] | undefined)[],
    touched: readonly number[],
    found: Match[],
  ): void {
    for (const symbol of touched)
      for (const pattern of this.#keyed[symbol] as readonly Compiled[]) {
        if (pattern.symbols.some((each) => heard[each] === undefined)) continue;
        for (const { start, end, isDisguised } of matchesOf(pattern, text, from, to, heard))
          if (!isDisguised || this.#byEar.has(pattern.owner))
            found.push({ owner: pattern.owner, start, end, sentence, isDisguised });
      }
  }
}

function matchesOf(
  pattern: Compiled,
  text: string,
  from: number,
  to: number,
  heard: readonly (readonly Hit[] | undefined)[],
): Hit[] {
  let reached: Hit[] = [];
  for (let step = 0; step < pattern.symbols.length; step++) {
    const places = heard[pattern.symbols[step] as number] as readonly Hit[];
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
