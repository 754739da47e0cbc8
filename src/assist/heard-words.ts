import { isPlain, normalise } from './normal.ts';

/** Of one word in one sentence so many places are looked at. */
const PLACES_AT_MOST = 24;

/** Sets of words, each told once by a number, however often patterns name it. */
export class WordSets {
  readonly literals = new Map<string, number>();
  readonly members: number[][] = [];
  readonly #simple: ReadonlyMap<string, string>;
  /** By word as it is written, its literal; −1 for what is nothing when it is normal. */
  readonly #written = new Map<string, number>();
  /** By the literals of a set. */
  readonly #known = new Map<string, number>();
  /** The same by the list itself: patterns share the lists of their word classes. */
  readonly #lists = new Map<readonly string[], number>();
  /** How often a set will be heard, more or less: short words and many of them make it common. */
  readonly #commonness: number[] = [];
  /** By literal. */
  readonly #lengths: number[] = [];

  constructor(simple: ReadonlyMap<string, string>) {
    this.#simple = simple;
  }

  of(words: readonly string[]): number {
    let symbol = this.#lists.get(words);
    if (symbol === undefined) this.#lists.set(words, (symbol = this.#symbolOf(words)));
    return symbol;
  }

  #symbolOf(words: readonly string[]): number {
    const literals = [...new Set(words.map((word) => this.#literal(word)))]
      .filter((literal) => literal >= 0)
      .sort((a, b) => a - b);
    const name = literals.join();
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const symbol = this.members.length;
    this.#known.set(name, symbol);
    this.members.push(literals);
    this.#commonness.push(literals.reduce((sum, literal) => sum + 1 / (this.#lengths[literal] as number) ** 3, 0));
    return symbol;
  }

  #literal(word: string): number {
    const known = this.#written.get(word);
    if (known !== undefined) return known;
    const normal = isPlain(word, this.#simple) ? word : normalise(word, this.#simple).text;
    let literal = normal === '' ? -1 : this.literals.get(normal);
    if (literal === undefined) {
      literal = this.literals.size;
      this.literals.set(normal, literal);
      this.#lengths.push(normal.length);
    }
    this.#written.set(word, literal);
    return literal;
  }

  rarestFirst(symbols: readonly number[]): number[] {
    const commonness = (symbol: number) => this.#commonness[symbol] as number;
    return [...new Set(symbols)].sort((a, b) => commonness(a) - commonness(b));
  }
}

/** Many short lists of numbers in one array: list `n` is `all[from[n]]` until `all[from[n + 1]]`. */
export class Lists {
  readonly from: Int32Array;
  readonly all: Int32Array;

  constructor(lists: readonly (readonly number[])[]) {
    this.from = new Int32Array(lists.length + 1);
    lists.forEach((list, nth) => {
      this.from[nth + 1] = (this.from[nth] as number) + list.length;
    });
    this.all = Int32Array.from(lists.flat());
  }
}

/** What has been heard in one sentence; places of words are told by numbers. */
export class Heard {
  readonly literals: number[] = [];
  #count = 0;
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly areDisguised: boolean[] = [];
  /** By place: the same word's place before, or −1. */
  readonly #before: number[] = [];
  /** By literal: its last place, how many there are, and the sentence that they are in. */
  readonly #last: Int32Array;
  readonly #times: Uint8Array;
  readonly #said: Int32Array;
  /** By literal: the word sets that are told it was heard. By word set: its literals. */
  readonly #symbolsOf: Lists;
  readonly #members: Lists;
  /** By word set: the sentence in which one of its words was heard last, and in which its places were asked for. */
  readonly #present: Int32Array;
  readonly #asked: Int32Array;
  readonly #places: (readonly number[])[];
  #sentence = 1;

  constructor(symbolsOf: readonly (readonly number[])[], members: readonly (readonly number[])[]) {
    this.#symbolsOf = new Lists(symbolsOf);
    this.#members = new Lists(members);
    this.#last = new Int32Array(symbolsOf.length);
    this.#times = new Uint8Array(symbolsOf.length);
    this.#said = new Int32Array(symbolsOf.length);
    this.#present = new Int32Array(members.length);
    this.#asked = new Int32Array(members.length);
    this.#places = new Array(members.length).fill(NOWHERE);
  }

  add(literal: number, start: number, end: number, isDisguised: boolean): void {
    const sentence = this.#sentence;
    const isNew = this.#said[literal] !== sentence;
    if (isNew) {
      this.#said[literal] = sentence;
      this.#times[literal] = 0;
      this.literals.push(literal);
      const { from, all } = this.#symbolsOf;
      const to = from[literal + 1] as number;
      for (let at = from[literal] as number; at < to; at++) this.#present[all[at] as number] = sentence;
    }
    const times = this.#times[literal] as number;
    if (times >= PLACES_AT_MOST) return;
    this.#times[literal] = times + 1;
    const place = this.#count++;
    this.#before[place] = isNew ? -1 : (this.#last[literal] as number);
    this.#last[literal] = place;
    this.starts[place] = start;
    this.ends[place] = end;
    this.areDisguised[place] = isDisguised;
  }

  /** Of `all` those from `from` until `to` have been heard. */
  hasAll(all: Int32Array, from: number, to: number): boolean {
    for (let at = from; at < to; at++) if (this.#present[all[at] as number] !== this.#sentence) return false;
    return true;
  }

  /** Where the words of a set were heard, in order. */
  places(symbol: number): readonly number[] {
    if (this.#asked[symbol] === this.#sentence) return this.#places[symbol] as readonly number[];
    const places: number[] = [];
    let words = 0;
    const { from, all } = this.#members;
    const to = from[symbol + 1] as number;
    for (let at = from[symbol] as number; at < to; at++) {
      const literal = all[at] as number;
      if (this.#said[literal] !== this.#sentence) continue;
      words++;
      for (let place = this.#last[literal] as number; place >= 0; place = this.#before[place] as number)
        places.push(place);
    }
    // places are numbered in the order of their ends; of what ends together what is written comes after what sounds so
    if (words > 1) places.sort(byNumber);
    else places.reverse();
    this.#places[symbol] = places;
    this.#asked[symbol] = this.#sentence;
    return places;
  }

  forget(): void {
    this.literals.length = 0;
    this.#count = 0;
    this.#sentence++;
  }
}
const NOWHERE: readonly number[] = [];
const byNumber = (a: number, b: number): number => a - b;
