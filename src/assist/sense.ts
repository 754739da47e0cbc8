import { eachPair, Runs } from './runs.ts';

/**
 * What is learned separately: of a piece of the agent's words whether anything is wrong with it, and what; of a clause, of
 * a whole utterance, of a customer's answer.
 */
export const HEADS = ['fault', 'family', 'clause', 'turn', 'apology', 'answer'] as const;
export type Head = (typeof HEADS)[number];

/**
 * A text of which every run of up to `longest` characters is looked at; `<` and `>` tell what stands before and after. With
 * `*` every two characters of a sentence that have up to `longest` others between them.
 */
export interface Field {
  readonly text: string;
  readonly longest: number;
  readonly sign: '' | '<' | '>' | '*';
}

/** What is looked at in a piece of text: each field counts the same however long it is; marks count by themselves. */
export interface Looked {
  readonly fields: readonly Field[];
  readonly marks: readonly string[];
}

/** How much a mark counts beside a field, which has the length 1. */
export const MARK_WEIGHT = 0.25;
/** A field of fewer features than this counts as if it had so many. */
const FEW = 4;

/** Pairs say less than runs. */
const PAIRS_COUNT = 0.7;

/** What one feature of a field counts. */
export const fieldWeight = (known: number, sign: Field['sign']): number =>
  (sign === '*' ? PAIRS_COUNT : 1) / Math.sqrt(Math.max(FEW, known));

/** Every run or pair of characters of a field, told once, with its sign. */
export function featuresOf({ text, longest, sign }: Field): string[] {
  const features = new Set<string>();
  if (sign === '*') {
    eachPair(text, longest, (first, second) => features.add(sign + text[first] + text[second]));
    return [...features];
  }
  for (let at = 0; at < text.length; at++)
    for (let length = 1; length <= longest && at + length <= text.length; length++)
      features.add(sign + text.slice(at, at + length));
  return [...features];
}

/** Marks begin so. */
const MARK = /^[#!~@]./;

const signOf = (feature: string): Field['sign'] => (/^[<>*]/.exec(feature)?.[0] ?? '') as Field['sign'];

const SIGNS = ['', '<', '>', '*'] as const;

/** Features of a sign, without it, each with its place among all. */
const runsOf = (features: readonly string[], sign: Field['sign']): Runs =>
  new Runs(
    features.flatMap((feature, place) =>
      signOf(feature) === sign && feature.length > sign.length && !MARK.test(feature)
        ? [[feature.slice(sign.length), place] as const]
        : [],
    ),
  );

/** That one family is heard clearly says as well that there is a fault: so much, beside what says so by itself. */
const FAMILY_COUNTS = 0.6;

export function faultWith(fault: number, families: ArrayLike<number>): number {
  let surest = Number.NEGATIVE_INFINITY;
  for (let nth = 0; nth < families.length; nth++) surest = Math.max(surest, families[nth] as number);
  return fault + FAMILY_COUNTS * surest;
}

/** What was learned for one head. */
class Weights {
  readonly classes: readonly string[];
  readonly #bias: Float64Array;
  readonly #scale: number;
  readonly #marks: ReadonlyMap<string, number>;
  readonly #runs: Readonly<Record<Field['sign'], Runs>>;
  /** By feature: where its weights begin; then of each weight the class, and the level squared. */
  readonly #begins: Uint32Array;
  readonly #classes: Uint8Array;
  readonly #levels: Int8Array;
  readonly #found: number[] = [];
  readonly #sums: Int32Array;

  constructor({ classes, bias, scale, weights }: HeadTable) {
    this.classes = classes;
    this.#bias = Float64Array.from(bias);
    this.#scale = scale;
    const features = [...weights.keys()];
    this.#marks = new Map(
      features.flatMap((feature, place) => (MARK.test(feature) ? [[feature, place] as const] : [])),
    );
    this.#runs = Object.fromEntries(SIGNS.map((sign) => [sign, runsOf(features, sign)])) as Record<Field['sign'], Runs>;
    const all = [...weights.values()];
    const count = all.reduce((sum, pairs) => sum + pairs.length, 0);
    this.#begins = new Uint32Array(features.length + 1);
    this.#classes = new Uint8Array(count);
    this.#levels = new Int8Array(count);
    let at = 0;
    for (const [place, pairs] of all.entries()) {
      for (const [nth, level] of pairs) {
        this.#classes[at] = nth;
        this.#levels[at++] = level * Math.abs(level);
      }
      this.#begins[place + 1] = at;
    }
    this.#sums = new Int32Array(classes.length);
  }

  knows(mark: string): boolean {
    return this.#marks.has(mark);
  }

  score({ fields, marks }: Looked): Float64Array {
    const scores = this.#bias.slice();
    const found = this.#found;
    for (const { text, longest, sign } of fields) {
      if (sign === '*') this.#runs[sign].findPairs(text, longest, found);
      else this.#runs[sign].find(text, longest, found);
      this.#add(found, fieldWeight(found.length, sign) * this.#scale, scores);
    }
    found.length = 0;
    for (const mark of marks) {
      const place = this.#marks.get(mark);
      if (place !== undefined) found.push(place);
    }
    this.#add(found, MARK_WEIGHT * this.#scale, scores);
    return scores;
  }

  #add(places: readonly number[], weight: number, scores: Float64Array): void {
    const begins = this.#begins;
    const classes = this.#classes;
    const levels = this.#levels;
    const sums = this.#sums.fill(0);
    for (let nth = 0; nth < places.length; nth++) {
      const place = places[nth] as number;
      for (let at = begins[place] as number, end = begins[place + 1] as number; at < end; at++)
        (sums[classes[at] as number] as number) += levels[at] as number;
    }
    for (let nth = 0; nth < scores.length; nth++) (scores[nth] as number) += (sums[nth] as number) * weight;
  }

  #level(place: number, nth: number): number {
    const end = this.#begins[place + 1] as number;
    for (let at = this.#begins[place] as number; at < end; at++)
      if (this.#classes[at] === nth) return this.#levels[at] as number;
    return 0;
  }

  /** How much the words of a field speak for a class. */
  speaks({ text, longest, sign }: Field, nth: number): number {
    const found = this.#found;
    this.#runs[sign].find(text, longest, found);
    return this.#scale * found.reduce((sum, place) => sum + this.#level(place, nth), 0);
  }
}

/**
 * Linear weights learned from the corpus (`scripts/learn-sense.ts`): what sounds like a fault though no rule names it,
 * and which rules cry wolf. A score above 0 means rather yes; distance from 0 means surer.
 */
export class Sense {
  readonly #heads: ReadonlyMap<Head, Weights>;

  constructor(tables: readonly HeadTable[]) {
    this.#heads = new Map(tables.map((table) => [table.head, new Weights(table)]));
  }

  classes(head: Head): readonly string[] {
    return this.#weights(head).classes;
  }

  knows(head: Head, mark: string): boolean {
    return this.#weights(head).knows(mark);
  }

  /** By class, in the order of `classes`. */
  score(head: Head, looked: Looked): Float64Array {
    return this.#weights(head).score(looked);
  }

  /** Whether anything is wrong with a piece: above 0. And by family, what. */
  taboo(looked: Looked): { readonly fault: number; readonly families: Float64Array } {
    const families = this.score('family', looked);
    return { fault: faultWith(this.score('fault', looked)[0] as number, families), families };
  }

  speaks(head: Head, field: Field, nth: number): number {
    return this.#weights(head).speaks(field, nth);
  }

  #weights(head: Head): Weights {
    return this.#heads.get(head) as Weights;
  }
}

/** Levels go from −11 to 11: squared they fit a byte. */
export const LEVELS = 11;

/** First character of a class's letter, and of a weight's: printable and outside of JSON's and YAML's signs. */
const CLASS_FROM = 0x30;
const WEIGHT_ZERO = 0x6f;

/** One head as text: a line of JSON with classes, biases and scale, then a line for each feature with its weights. */
export interface HeadTable {
  readonly head: Head;
  readonly classes: readonly string[];
  readonly bias: readonly number[];
  /** What the weight of level 1 counts; that of level n counts n² as much. */
  readonly scale: number;
  /** By feature: classes and levels. */
  readonly weights: ReadonlyMap<string, readonly (readonly [number, number])[]>;
}

export function writeSense(tables: readonly HeadTable[]): string {
  return tables
    .map(({ weights, ...head }) =>
      [
        JSON.stringify({ ...head, features: weights.size }),
        ...[...weights].map(
          ([feature, pairs]) =>
            `${feature}\t${pairs.map(([nth, weight]) => String.fromCharCode(CLASS_FROM + nth, WEIGHT_ZERO + weight)).join('')}`,
        ),
      ].join('\n'),
    )
    .join('\n');
}

export const readSense = (text: string): Sense => new Sense(readTables(text));

export function readTables(text: string): HeadTable[] {
  const lines = text.split('\n');
  const tables: HeadTable[] = [];
  for (let at = 0; at < lines.length && lines[at]; ) {
    const { features, ...head } = JSON.parse(lines[at++] as string);
    const weights = new Map<string, [number, number][]>();
    for (const end = at + features; at < end; at++) {
      const line = lines[at] as string;
      const cut = line.indexOf('\t');
      const pairs: [number, number][] = [];
      for (let nth = cut + 1; nth < line.length; nth += 2)
        pairs.push([line.charCodeAt(nth) - CLASS_FROM, line.charCodeAt(nth + 1) - WEIGHT_ZERO]);
      weights.set(line.slice(0, cut), pairs);
    }
    tables.push({ ...head, weights });
  }
  return tables;
}
