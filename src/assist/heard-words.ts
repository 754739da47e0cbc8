import { normalise } from './normal.ts';

/** A word at its place in a normal text. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly isDisguised: boolean;
}

/** Of one word in one sentence so many places are looked at. */
const PLACES_AT_MOST = 24;

/** Sets of words, each told once by a number, however often patterns name it. */
export class WordSets {
  readonly literals = new Map<string, number>();
  readonly members: number[][] = [];
  readonly #simple: ReadonlyMap<string, string>;
  readonly #known = new Map<string, number>();
  /** How often a set will be heard, more or less: short words and many of them make it common. */
  readonly #commonness: number[] = [];

  constructor(simple: ReadonlyMap<string, string>) {
    this.#simple = simple;
  }

  of(words: readonly string[]): number {
    const normal = [...new Set(words.map((word) => normalise(word, this.#simple).text))].filter(Boolean).sort();
    const name = normal.join('|');
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const symbol = this.members.length;
    this.#known.set(name, symbol);
    this.members.push(normal.map((word) => this.#literal(word)));
    this.#commonness.push(normal.reduce((sum, word) => sum + 1 / word.length ** 3, 0));
    return symbol;
  }

  #literal(word: string): number {
    const known = this.literals.get(word) ?? this.literals.size;
    this.literals.set(word, known);
    return known;
  }

  rarestFirst(symbols: readonly number[]): number[] {
    const commonness = (symbol: number) => this.#commonness[symbol] as number;
    return [...new Set(symbols)].sort((a, b) => commonness(a) - commonness(b));
  }
}

/** What has been heard in one sentence. */
export class Heard {
  readonly literals: number[] = [];
  readonly #hits: (Hit[] | undefined)[];
  readonly #symbolsOf: readonly (readonly number[])[];
  readonly #members: readonly ReadonlySet<number>[];
  /** By word set: the sentence in which one of its words was heard last. */
  readonly #present: Int32Array;
  #sentence = 1;
  readonly #places: (readonly Hit[] | undefined)[];
  readonly #asked: number[] = [];

  constructor(symbolsOf: readonly (readonly number[])[], members: readonly (readonly number[])[]) {
    this.#symbolsOf = symbolsOf;
    this.#hits = new Array(symbolsOf.length);
    this.#members = members.map((some) => new Set(some));
    this.#present = new Int32Array(members.length);
    this.#places = new Array(members.length);
  }

  add(literal: number, start: number, end: number, isDisguised: boolean): void {
    const hits = this.#hits[literal];
    if (hits === undefined) {
      this.#hits[literal] = [{ start, end, isDisguised }];
      this.literals.push(literal);
      for (const symbol of this.#symbolsOf[literal] as readonly number[]) this.#present[symbol] = this.#sentence;
    } else if (hits.length < PLACES_AT_MOST) hits.push({ start, end, isDisguised });
  }

  /** The first is known to have been heard. */
  hasAll(symbols: readonly number[]): boolean {
    for (let nth = 1; nth < symbols.length; nth++)
      if (this.#present[symbols[nth] as number] !== this.#sentence) return false;
    return true;
  }

  /** Where the words of a set were heard, in order. */
  places(symbol: number): readonly Hit[] {
    const known = this.#places[symbol];
    if (known !== undefined) return known;
    const members = this.#members[symbol] as ReadonlySet<number>;
    const places = this.literals.flatMap((literal) => (members.has(literal) ? (this.#hits[literal] ?? []) : []));
    if (places.length > 1) places.sort((a, b) => a.end - b.end || a.start - b.start);
    this.#places[symbol] = places;
    this.#asked.push(symbol);
    return places;
  }

  forget(): void {
    for (const literal of this.literals) this.#hits[literal] = undefined;
    for (const symbol of this.#asked) this.#places[symbol] = undefined;
    this.literals.length = 0;
    this.#asked.length = 0;
    this.#sentence++;
  }
}
