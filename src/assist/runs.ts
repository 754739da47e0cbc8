import { QUESTION, STOP } from './normal.ts';

/** A run has four units at most. */
const LONGEST = 4;

/**
 * Many runs of one to four characters, each told by a number, found in a text. A run's units are its key in a table by
 * open addressing: what is looked for is looked up, four times a character, however many runs there are.
 */
export class Runs {
  readonly #keys: Int32Array;
  /** By slot: the run's place in the list, −1 where there is none. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #numbers: Int32Array;
  /** By run: the text in which it was found last. */
  readonly #seen: Int32Array;
  #text = 0;

  /** Longer runs are never found. */
  constructor(runs: readonly (readonly [string, number])[]) {
    let size = 16;
    while (size < runs.length * 2) size *= 2;
    this.#mask = size - 1;
    this.#keys = new Int32Array(size * 2);
    this.#slots = new Int32Array(size).fill(-1);
    this.#numbers = Int32Array.from(runs, ([, number]) => number);
    this.#seen = new Int32Array(runs.length);
    for (const [nth, [run]] of runs.entries()) {
      if (run.length === 0 || run.length > LONGEST) continue;
      const [head, tail] = keyOf(run);
      const slot = this.#slot(head, tail);
      this.#keys[slot * 2] = head;
      this.#keys[slot * 2 + 1] = tail;
      this.#slots[slot] = nth;
    }
  }

  /** The slot of a run, or the empty one where it would be. */
  #slot(head: number, tail: number): number {
    let slot = (Math.imul(head, 0x9e3779b1) ^ Math.imul(tail, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & this.#mask;
    while (this.#slots[slot] !== -1 && (this.#keys[slot * 2] !== head || this.#keys[slot * 2 + 1] !== tail))
      slot = (slot + 1) & this.#mask;
    return slot;
  }

  /** Puts the numbers of the runs of a text into `found`, each once. */
  find(text: string, longest: number, found: number[]): void {
    const now = ++this.#text;
    found.length = 0;
    if (this.#numbers.length === 0) return;
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
    if (this.#numbers.length === 0) return;
    eachPair(text, apart, (first, second) =>
      this.#found((text.charCodeAt(first) << 16) | text.charCodeAt(second), 0, now, found),
    );
  }

  #found(head: number, tail: number, now: number, found: number[]): void {
    const nth = this.#slots[this.#slot(head, tail)] as number;
    if (nth < 0 || this.#seen[nth] === now) return;
    this.#seen[nth] = now;
    found.push(this.#numbers[nth] as number);
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

function keyOf(run: string): [number, number] {
  const unit = (at: number): number => run.charCodeAt(at) || 0;
  return [(unit(0) << 16) | unit(1), (unit(2) << 16) | unit(3)];
}
