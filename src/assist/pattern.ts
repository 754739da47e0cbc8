/**
 * How a rule is written: words and word classes in their order, with what may stand between them.
 *
 *     <you> ~6 投诉|告 ~4 没用|不管用      a class, up to six units, one of two words, up to four units, …
 *     ^ 喂 快? 说 ~2 $                     start of the sentence, a word that may be missing, near the end of the sentence
 *
 * A space lets only small words stand between (就, 都, 啊 …), `~n` anything of up to n units within the sentence,
 * pauses included. `~` alone is `~6`.
 */
export interface Pattern {
  readonly steps: readonly Step[];
  /** What may stand before its first and after its last step in the sentence, as `gap`; null is anything. */
  readonly fromStart: number | null;
  readonly toEnd: number | null;
}

export interface Step {
  /** Each one a word as it is written, not yet normal; none is empty. */
  readonly words: readonly string[];
  /** What may stand before it: −1 small words only, else so many units. */
  readonly gap: number;
}

export const SMALL_WORDS_ONLY = -1;
const GAP = 6;
export const GAP_AT_MOST = 40;
const STEPS_AT_MOST = 8;
const OPTIONAL_AT_MOST = 3;

export type PatternProblem =
  | 'empty'
  | 'too-long'
  | 'unknown-class'
  | 'empty-word'
  | 'gap'
  | 'gap-at-edge'
  | 'only-optional'
  | 'too-many-optional';

export class BadPattern extends Error {
  readonly problem: PatternProblem;
  readonly part: string;
  constructor(problem: PatternProblem, part: string) {
    super(`${problem}: ${part}`);
    this.problem = problem;
    this.part = part;
  }
}

type Classes = Readonly<Record<string, readonly string[]>>;

/**
 * One pattern for each choice of its optional words.
 * @throws {BadPattern} naming the part that cannot be read
 */
export function readPattern(source: string, classes: Classes): Pattern[] {
  const tokens = source.trim().split(/\s+/).filter(Boolean);
  const fromStart = edge(tokens, '^');
  const toEnd = edge(tokens.reverse(), '$');
  tokens.reverse();
  if (tokens.length === 0) throw new BadPattern('empty', source);
  const steps = readSteps(tokens, classes);
  if (steps.every(({ isOptional }) => isOptional)) throw new BadPattern('only-optional', source);
  if (steps.length > STEPS_AT_MOST) throw new BadPattern('too-long', source);
  if (steps.filter(({ isOptional }) => isOptional).length > OPTIONAL_AT_MOST)
    throw new BadPattern('too-many-optional', source);
  return chosen(steps).map((each) => ({ steps: each, fromStart, toEnd }));
}

/** Takes `^` or `^ ~n` off the beginning. */
function edge(tokens: string[], sign: string): number | null {
  if (tokens[0] !== sign) return null;
  tokens.shift();
  return tokens[0]?.startsWith('~') ? readGap(tokens.shift() as string) : SMALL_WORDS_ONLY;
}

function readSteps(tokens: readonly string[], classes: Classes): (Step & { isOptional: boolean })[] {
  const steps: (Step & { isOptional: boolean })[] = [];
  let gap = SMALL_WORDS_ONLY;
  tokens.forEach((token, nth) => {
    if (token.startsWith('~')) {
      if (nth === 0 || nth === tokens.length - 1) throw new BadPattern('gap-at-edge', token);
      gap = readGap(token);
      return;
    }
    const isOptional = token.endsWith('?');
    steps.push({ words: wordsOfToken(isOptional ? token.slice(0, -1) : token, classes), gap, isOptional });
    gap = SMALL_WORDS_ONLY;
  });
  return steps;
}

function readGap(token: string): number {
  if (token === '~') return GAP;
  const units = /^~(\d{1,3})$/.exec(token)?.[1];
  if (units === undefined || Number(units) > GAP_AT_MOST) throw new BadPattern('gap', token);
  return Number(units);
}

/** By word classes, what a token stands for: patterns name the same ones again and again. */
const known = new WeakMap<Classes, Map<string, readonly string[]>>();

function wordsOfToken(token: string, classes: Classes): readonly string[] {
  let tokens = known.get(classes);
  if (!tokens) known.set(classes, (tokens = new Map()));
  let words = tokens.get(token);
  if (!words) {
    words = [...new Set(token.split('|').flatMap((word) => wordsOf(word, classes)))];
    tokens.set(token, words);
  }
  return words;
}

function wordsOf(word: string, classes: Classes): readonly string[] {
  if (word === '') throw new BadPattern('empty-word', word);
  const name = /^<(.+)>$/.exec(word)?.[1];
  if (name === undefined) {
    if (/[<>^$~?@]/.test(word)) throw new BadPattern('empty-word', word);
    return [word];
  }
  const words = Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (!words?.length) throw new BadPattern('unknown-class', name);
  return words;
}

/** Where a word is left out, the wider of the two gaps around it holds. */
function chosen(steps: readonly (Step & { isOptional: boolean })[]): Step[][] {
  let all: Step[][] = [[]];
  let waiting: number[] = [SMALL_WORDS_ONLY];
  for (const { isOptional, ...step } of steps) {
    const next: Step[][] = [];
    const nextWaiting: number[] = [];
    all.forEach((before, nth) => {
      const gap = Math.max(step.gap, waiting[nth] as number);
      next.push([...before, { words: step.words, gap: before.length === 0 ? SMALL_WORDS_ONLY : gap }]);
      nextWaiting.push(SMALL_WORDS_ONLY);
      if (isOptional) {
        next.push(before);
        nextWaiting.push(gap);
      }
    });
    all = next;
    waiting = nextWaiting;
  }
  return all.filter((each) => each.length > 0);
}
