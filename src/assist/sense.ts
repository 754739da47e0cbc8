/** What is learned separately: of a piece of the agent's words, of a clause, of a whole utterance, of a customer's answer. */
export const HEADS = ['taboo', 'clause', 'turn', 'apology', 'answer'] as const;
export type Head = (typeof HEADS)[number];

/** What is looked at in a piece of text: each field counts the same however long it is; marks count by themselves. */
export interface Looked {
  readonly fields: readonly (readonly string[])[];
  readonly marks: readonly string[];
}

/** How much a mark counts beside a field, which has the length 1. */
export const MARK_WEIGHT = 0.25;
/** A field of fewer features than this counts as if it had so many. */
const FEW = 4;

/** What one feature of a field counts. */
export const fieldWeight = (known: number): number => 1 / Math.sqrt(Math.max(FEW, known));

interface Weights {
  readonly classes: readonly string[];
  readonly bias: Float64Array;
  readonly scale: number;
  /** Class and weight in turn. */
  readonly of: ReadonlyMap<string, Int8Array>;
}

/**
 * Linear weights learned from the corpus (`scripts/learn-sense.ts`): what sounds like a fault though no rule names it,
 * and which rules cry wolf. A score above 0 means rather yes; distance from 0 means surer.
 */
export class Sense {
  readonly #heads: ReadonlyMap<Head, Weights>;

  constructor(heads: ReadonlyMap<Head, Weights>) {
    this.#heads = heads;
  }

  classes(head: Head): readonly string[] {
    return this.#weights(head).classes;
  }

  knows(head: Head, feature: string): boolean {
    return this.#weights(head).of.has(feature);
  }

  /** By class, in the order of `classes`. */
  score(head: Head, { fields, marks }: Looked): Float64Array {
    const { bias, of, scale } = this.#weights(head);
    const scores = Float64Array.from(bias);
    const count = (pairs: Int8Array, weight: number) => {
      for (let at = 0; at < pairs.length; at += 2)
        (scores[pairs[at] as number] as number) += (pairs[at + 1] as number) * weight;
    };
    for (const field of fields) {
      const known: Int8Array[] = [];
      for (const feature of field) {
        const pairs = of.get(feature);
        if (pairs) known.push(pairs);
      }
      const weight = fieldWeight(known.length) * scale;
      for (const pairs of known) count(pairs, weight);
    }
    for (const mark of marks) {
      const pairs = of.get(mark);
      if (pairs) count(pairs, MARK_WEIGHT * scale);
    }
    return scores;
  }

  /** What one feature counts for a class; 0 when it is not known. */
  weightOf(head: Head, feature: string, nth: number): number {
    const pairs = this.#weights(head).of.get(feature);
    if (!pairs) return 0;
    for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === nth) return pairs[at + 1] as number;
    return 0;
  }

  #weights(head: Head): Weights {
    return this.#heads.get(head) as Weights;
  }
}

/** First character of a class's letter, and of a weight's: printable and outside of JSON's and YAML's signs. */
const CLASS_FROM = 0x30;
const WEIGHT_ZERO = 0x6f;

/** One head as text: a line of JSON with classes, biases and scale, then a line for each feature with its weights. */
export interface HeadTable {
  readonly head: Head;
  readonly classes: readonly string[];
  readonly bias: readonly number[];
  readonly scale: number;
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

export function readSense(text: string): Sense {
  const lines = text.split('\n');
  const heads = new Map<Head, Weights>();
  for (let at = 0; at < lines.length && lines[at]; ) {
    const { head, classes, bias, scale, features } = JSON.parse(lines[at++] as string);
    const of = new Map<string, Int8Array>();
    for (const end = at + features; at < end; at++) {
      const line = lines[at] as string;
      const cut = line.indexOf('\t');
      const pairs = new Int8Array(line.length - cut - 1);
      for (let nth = 0; nth < pairs.length; nth++)
        pairs[nth] = line.charCodeAt(cut + 1 + nth) - (nth % 2 ? WEIGHT_ZERO : CLASS_FROM);
      of.set(line.slice(0, cut), pairs);
    }
    heads.set(head, { classes, bias: Float64Array.from(bias), scale, of });
  }
  return new Sense(heads);
}
