import { QUESTION, STOP } from './normal.ts';

/** A run has four units at most. */
const LONGEST = 4;
/** Numbers in a slot; a power of two, so that none lies in two lines of the processor's cache. */
const SIZE = 4;

/**
 * Many runs of one to four characters, each told by a number, found in a text. A run's units are its key in a table by
 * open addressing: what is looked for is looked up, four times a character, however many runs there are.
 */
export class Runs {
  /** By slot: the four units of a run, and its number, −1 where there is none. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  /** By number: the text in which it was found last. */
  readonly #seen: Int32Array;
  #count = 0;
  #text = 0;

  /** Room for so many runs, with numbers below `numbers`. */
  constructor(most: number, numbers: number) {
    let size = 16;
    while (size < most * 2) size *= 2;
    this.#mask = size - 1;
    this.#slots = new Int32Array(size * SIZE).fill(-1);
    this.#seen = new Int32Array(numbers);
  }

  /** Each run once. One that is longer is never found. */
  add(run: ArrayLike<number>, number: number): void {
    if (run.length === 0 || run.length > LONGEST) return;
    const head = ((run[0] ?? 0) << 16) | (run[1] ?? 0);
    const tail = ((run[2] ?? 0) << 16) | (run[3] ?? 0);
    const at = this.#slot(head, tail);
    this.#slots[at] = head;
    this.#slots[at + 1] = tail;
    this.#slots[at + 2] = number;
    this.#count++;
  }

  /** Where a run is, or would be. */
  #slot(head: number, tail: number): number {
    let slot = (Math.imul(head, 0x9e3779b1) ^ Math.imul(tail, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & this.#mask;
    const slots = this.#slots;
    for (; ; slot = (slot + 1) & this.#mask) {
      const at = slot * SIZE;
      if (slots[at + 2] === -1 || (slots[at] === head && slots[at + 1] === tail)) return at;
    }
  }

  /** Puts the numbers of the runs of a text into `found`, each once. */
  find(text: string, longest: number, found: number[]): void {
    const now = ++this.#text;
    found.length = 0;
    if (this.#count === 0) return;
    const most = Math.min(longest, LONGEST);
    for (let at = 0; at < text.length; at++) {
      let [head, tail] = [0, 0];
      const end = Math.min(most, text.length - at);
      for (let length = 0; length < end; length++) {
        const unit = text.charCodeAt(at + length) << (length % 2 ? 0 : 16);
        if (length < 2) head |= unit;
        else tail |= unit;
        this.#found(head, tail, now, found);
      }
    }
  }

  /** The same for the runs of two that stand apart. */
  findPairs(text: string, apart: number, found: number[]): void {
    const now = ++this.#text;
    found.length = 0;
    if (this.#count === 0) return;
    eachPair(text, apart, (first, second) =>
      this.#found((text.charCodeAt(first) << 16) | text.charCodeAt(second), 0, now, found),
    );
  }

  #found(head: number, tail: number, now: number, found: number[]): void {
    const number = this.#slots[this.#slot(head, tail) + 2] as number;
    if (number < 0 || this.#seen[number] === now) return;
    this.#seen[number] = now;
    found.push(number);
  }
}

/** Places of every two units with one to `apart` others and no end of a sentence between them. */
export function eachPair(text: string, apart: number, told: (first: number, second: number) => void): void {
  for (let first = 0; first < text.length; first++) {
    const end = Math.min(text.length, first + apart + 2);
    for (let second = first + 1; second < end; second++) {
      if (text[second] === STOP || text[second] === QUESTION) break;
      if (second > first + 1) told(first, second);
    }
  }
}
