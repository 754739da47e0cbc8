import type { Span } from './engine.ts';
import { PAUSE, QUESTION, STOP } from './normal.ts';

const QUOTED =
  /您(?:刚才|刚刚|刚|前面|之前|一直|也|所)?(?:说的?|讲的?|提到的?|反映的?|认为|觉得|是说|抱怨|写的?)(?![您你]是不是)/gu;
const ASKS = /(?:吗|么|好不好|行不行|可不可以|可以不|能不能|怎么样|如何)[啊呀呢吧]?$/u;

/** Where the clauses of a normal text begin and end, and what some of them are. */
export class Clauses {
  readonly #text: string;
  #quoted: Span[] | undefined;
  constructor(text: string) {
    this.#text = text;
  }

  /** From the pause before to the pause after, without them. */
  around(start: number, end: number): [number, number] {
    let from = start;
    while (from > 0 && !isBreak(this.#text[from - 1])) from--;
    let to = end;
    while (to < this.#text.length && !isBreak(this.#text[to])) to++;
    return [from, to];
  }

  asks(at: number): boolean {
    let to = at;
    while (to < this.#text.length && !isStop(this.#text[to])) to++;
    if (this.#text[to] === QUESTION) return true;
    let from = to;
    while (from > 0 && !isBreak(this.#text[from - 1])) from--;
    return ASKS.test(this.#text.slice(from, to));
  }

  /** Within what the customer is told to have said. */
  isQuoted(at: number): boolean {
    this.#quoted ??= [...this.#text.matchAll(QUOTED)].map(({ index, 0: words }) => {
      const start = index + words.length;
      let end = start;
      while (end < this.#text.length && !isBreak(this.#text[end])) end++;
      return { start, end };
    });
    return this.#quoted.some(({ start, end }) => at >= start && at < end);
  }
}

const isStop = (unit: string | undefined): boolean => unit === STOP || unit === QUESTION;
const isBreak = (unit: string | undefined): boolean => unit === PAUSE || isStop(unit);
