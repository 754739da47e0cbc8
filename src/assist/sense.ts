import { eachRun, eachWeight, type PackedHead, readPacked } from './packed-sense.ts';
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

const SIGNS = ['', '<', '>', '*'] as const;

/** The runs of all heads by sign, each told by its place among them. */
function runsBySign(packed: string): { readonly runs: Readonly<Record<Field['sign'], Runs>>; readonly count: number } {
  const own: number[][] = SIGNS.map(() => []);
  const signs = SIGNS.map((sign) => sign.charCodeAt(0));
  const signOf = (units: readonly number[]): number => Math.max(0, signs.indexOf(units[0] as number));
  const count = eachRun(packed, (units) => own[signOf(units)]?.push(0));
  const tables = own.map(({ length }) => new Runs(length, count));
  let place = 0;
  eachRun(packed, (units) => {
    const sign = signOf(units);
    tables[sign]?.add(sign === 0 ? units : units.slice(1), place++);
  });
  return {
    runs: Object.fromEntries(SIGNS.map((sign, nth) => [sign, tables[nth]])) as Record<Field['sign'], Runs>,
    count,
  };
}

/** That one family is heard clearly says as well that there is a fault: so much, beside what says so by itself. */
const FAMILY_COUNTS = 0.6;

export function faultWith(fault: number, families: ArrayLike<number>): number {
  let surest = Number.NEGATIVE_INFINITY;
  for (let nth = 0; nth < families.length; nth++) surest = Math.max(surest, families[nth] as number);
  return fault + FAMILY_COUNTS * surest;
}

/** A head tells apart so many classes at most. */
const CLASS_BITS = 8;
const CLASSES = 1 << CLASS_BITS;

/** What was learned for one head. Features are told by their place: runs, and after them its marks. */
class Weights {
  readonly classes: readonly string[];
  readonly #bias: Float64Array;
  readonly #scale: number;
  readonly #marks: ReadonlyMap<string, number>;
  /** By feature: where its weights begin; and of each weight the level squared, with its sign, and the class below. */
  readonly #begins: Uint32Array;
  readonly #weights: Int16Array;
  readonly #places: number[] = [];
  readonly #sums: Int32Array;

  constructor({ classes, bias, scale, others, steps, levels }: PackedHead, runs: number) {
    this.classes = classes;
    this.#bias = Float64Array.from(bias);
    this.#scale = scale;
    const placeOf = (feature: number): number => (feature < others.length ? runs + feature : feature - others.length);
    this.#marks = new Map(others.map((mark, nth) => [mark, runs + nth]));
    const begins = new Uint32Array(runs + others.length + 1);
    steps.forEach((own, nth) => {
      eachWeight(own, levels[nth] as string, (feature) => {
        (begins[placeOf(feature) + 1] as number)++;
      });
    });
    for (let place = 1; place < begins.length; place++) (begins[place] as number) += begins[place - 1] as number;
    this.#begins = begins;
    this.#weights = new Int16Array(begins.at(-1) as number);
    const next = begins.slice();
    steps.forEach((own, nth) => {
      eachWeight(own, levels[nth] as string, (feature, level) => {
        this.#weights[(next[placeOf(feature)] as number)++] = level * Math.abs(level) * CLASSES + nth;
      });
    });
    this.#sums = new Int32Array(classes.length);
  }

  knows(mark: string): boolean {
    return this.#marks.has(mark);
  }

  /** `found`: by field, the runs of it that any head knows. */
  score({ fields, marks }: Looked, found: readonly (readonly number[])[]): Float64Array {
    const scores = this.#bias.slice();
    fields.forEach(({ sign }, nth) => {
      const known = this.#sum(found[nth] as readonly number[]);
      this.#add(fieldWeight(known, sign), scores);
    });
    const places = this.#places;
    places.length = 0;
    for (const mark of marks) {
      const place = this.#marks.get(mark);
      if (place !== undefined) places.push(place);
    }
    this.#sum(places);
    this.#add(MARK_WEIGHT, scores);
    return scores;
  }

  /** Sums the levels by class; tells how many of the features this head knows. */
  #sum(places: readonly number[]): number {
    const begins = this.#begins;
    const weights = this.#weights;
    const sums = this.#sums.fill(0);
    let known = 0;
    for (let nth = 0; nth < places.length; nth++) {
      const place = places[nth] as number;
      const from = begins[place] as number;
      const end = begins[place + 1] as number;
      if (from < end) known++;
      for (let at = from; at < end; at++) {
        const weight = weights[at] as number;
        (sums[weight & (CLASSES - 1)] as number) += weight >> CLASS_BITS;
      }
    }
    return known;
  }

  #add(weight: number, scores: Float64Array): void {
    const each = weight * this.#scale;
    for (let nth = 0; nth < scores.length; nth++) (scores[nth] as number) += (this.#sums[nth] as number) * each;
  }

  /** How much the runs speak for a class. */
  speaks(found: readonly number[], nth: number): number {
    this.#sum(found);
    return this.#scale * (this.#sums[nth] as number);
  }
}

/**
 * Linear weights learned from the corpus (`scripts/learn-sense.ts`): what sounds like a fault though no rule names it,
 * and which rules cry wolf. A score above 0 means rather yes; distance from 0 means surer.
 */
export class Sense {
  readonly #runs: Readonly<Record<Field['sign'], Runs>>;
  readonly #heads: ReadonlyMap<Head, Weights>;
  /** By field, the runs found in it; used again for every text. */
  readonly #found: number[][] = [[], [], []];

  /** @param packed as `packSense` writes it */
  constructor(packed: string) {
    const { runs: all, heads } = readPacked(packed);
    const { runs, count } = runsBySign(all);
    this.#runs = runs;
    this.#heads = new Map(heads.map((head) => [head.head, new Weights(head, count)]));
  }

  classes(head: Head): readonly string[] {
    return this.#weights(head).classes;
  }

  knows(head: Head, mark: string): boolean {
    return this.#weights(head).knows(mark);
  }

  /** By class, in the order of `classes`. */
  score(head: Head, looked: Looked): Float64Array {
    return this.#weights(head).score(looked, this.#find(looked.fields));
  }

  /** Whether anything is wrong with a piece: above 0. And by family, what. */
  taboo(looked: Looked): { readonly fault: number; readonly families: Float64Array } {
    const found = this.#find(looked.fields);
    const families = this.#weights('family').score(looked, found);
    return { fault: faultWith(this.#weights('fault').score(looked, found)[0] as number, families), families };
  }

  /** Of a whole utterance: by phase, and by kind of apology. */
  turn(looked: Looked): { readonly phases: Float64Array; readonly apologies: Float64Array } {
    const found = this.#find(looked.fields);
    return {
      phases: this.#weights('turn').score(looked, found),
      apologies: this.#weights('apology').score(looked, found),
    };
  }

  /** How much words speak for there being a fault, of this family. */
  speaksForTaboo(words: Field, family: number): number {
    const [found = []] = this.#find([words]);
    return this.#weights('fault').speaks(found, 0) + this.#weights('family').speaks(found, family);
  }

  #find(fields: readonly Field[]): readonly (readonly number[])[] {
    fields.forEach(({ text, longest, sign }, nth) => {
      const found = (this.#found[nth] ??= []);
      if (sign === '*') this.#runs[sign].findPairs(text, longest, found);
      else this.#runs[sign].find(text, longest, found);
    });
    return this.#found;
  }

  #weights(head: Head): Weights {
    return this.#heads.get(head) as Weights;
  }
}

/** Levels go from −11 to 11: squared they fit a byte. */
export const LEVELS = 11;

/** One head as it was learned. */
export interface HeadTable {
  readonly head: Head;
  readonly classes: readonly string[];
  readonly bias: readonly number[];
  /** What the weight of level 1 counts; that of level n counts n² as much. */
  readonly scale: number;
  /** By feature: classes and levels. */
  readonly weights: ReadonlyMap<string, readonly (readonly [number, number])[]>;
}
