import { featuresOf, fieldWeight, type Head, type HeadTable, type Looked, MARK_WEIGHT } from '../src/assist/sense.ts';
import type { Lesson } from './lessons.ts';

/** A vector of few features: places and values. */
interface Sparse {
  readonly at: Int32Array;
  readonly value: Float64Array;
}

export interface Settings {
  /** The larger, the closer the weights follow the corpus. */
  readonly c: number;
  /** How much a piece of the class counts beside one that is not of it. */
  readonly yes: (name: string) => number;
  /** So many features are kept, those that tell most. */
  readonly keep: number;
  /** Weights are told in so many steps of the largest; what is below half a step counts nothing. */
  readonly levels: number;
}

/** One linear machine for each class, over the same features. */
export class Linear {
  readonly classes: readonly string[];
  readonly weights: Float64Array[];
  readonly scale: number;
  readonly places: ReadonlyMap<string, number>;

  constructor(classes: readonly string[], lessons: readonly Lesson[], settings: Settings) {
    this.classes = classes;
    const pieces = lessons.flatMap((lesson) => lesson.pieces.filter(({ names }) => names !== null));
    const seen = new Map<string, number>();
    for (const { looked } of pieces)
      for (const feature of [...looked.fields.flatMap(featuresOf), ...looked.marks])
        seen.set(feature, (seen.get(feature) ?? 0) + 1);
    const often = [...seen].filter(([, times]) => times >= 2).map(([feature]) => feature);
    this.places = placesOf(often);
    this.weights = this.#learn(pieces, settings);
    if (often.length > settings.keep) {
      const tells = (feature: string): number => {
        const place = this.places.get(feature) as number;
        const sum = this.weights.reduce(
          (all, of, nth) => all + (nth === 0 ? FIRST_COUNTS : 1) * (of[place] as number) ** 2,
          0,
        );
        return Math.sqrt(sum * (seen.get(feature) as number)) * (isMark(feature) ? MARKS_STAY : 1);
      };
      const worth = new Map(often.map((feature) => [feature, tells(feature)]));
      const kept = often.toSorted((a, b) => (worth.get(b) as number) - (worth.get(a) as number));
      this.places = placesOf(kept.slice(0, settings.keep).sort());
      this.weights = this.#learn(pieces, settings);
    }
    const size = this.places.size;
    const largest = (of: Float64Array) => of.subarray(0, size).reduce((max, one) => Math.max(max, Math.abs(one)), 0);
    this.scale = Math.max(...this.weights.map(largest)) / settings.levels;
    for (const of of this.weights)
      for (let at = 0; at < size; at++) of[at] = Math.round((of[at] as number) / this.scale) * this.scale;
  }

  #learn(pieces: readonly Lesson['pieces'][0][], { c, yes }: Settings): Float64Array[] {
    const all = pieces.map(({ looked }) => this.#vector(looked));
    return this.classes.map((name) => {
      const is = Uint8Array.from(pieces, ({ names }) => Number(names?.includes(name)));
      return learn(all, is, this.places.size, c, yes(name));
    });
  }

  #vector({ fields, marks }: Looked): Sparse {
    const at: number[] = [];
    const value: number[] = [];
    for (const field of fields) {
      const known = featuresOf(field)
        .map((feature) => this.places.get(feature))
        .filter((place) => place !== undefined);
      at.push(...known);
      value.push(...known.map(() => fieldWeight(known.length)));
    }
    for (const mark of marks) {
      const place = this.places.get(mark);
      if (place === undefined) continue;
      at.push(place);
      value.push(MARK_WEIGHT);
    }
    return { at: Int32Array.from(at), value: Float64Array.from(value) };
  }

  score(looked: Looked): number[] {
    const { at, value } = this.#vector(looked);
    return this.weights.map((weights) => {
      let sum = weights[this.places.size] as number;
      for (let nth = 0; nth < at.length; nth++) sum += (weights[at[nth] as number] as number) * (value[nth] as number);
      return sum;
    });
  }

  /** As it is shipped; `shift` moves the biases. */
  table(head: Head, shift: readonly number[]): HeadTable {
    const { classes, places, scale } = this;
    const weights = new Map<string, [number, number][]>();
    for (const [feature, place] of places) {
      const pairs = this.weights.flatMap((of, nth): [number, number][] => {
        const level = Math.round((of[place] as number) / scale);
        return level ? [[nth, level]] : [];
      });
      if (pairs.length) weights.set(feature, pairs);
    }
    const bias = this.weights.map((of, nth) => Number(((of[places.size] as number) + (shift[nth] ?? 0)).toFixed(3)));
    return { head, classes, bias, scale, weights };
  }
}
/** The first class says whether anything at all is there. */
const FIRST_COUNTS = 4;
/** Marks are few. */
const MARKS_STAY = 100;
const isMark = (feature: string): boolean => /^[#!~@]./.test(feature);
const placesOf = (features: readonly string[]) => new Map(features.map((feature, nth) => [feature, nth]));

/**
 * Weights that tell `yes` from the rest: a support vector machine with squared loss, by dual coordinate descent
 * (Hsieh et al. 2008). The last weight is the bias. The same input gives the same weights.
 */
function learn(all: readonly Sparse[], yes: Uint8Array, size: number, c: number, yesCounts: number): Float64Array {
  const weights = new Float64Array(size + 1);
  const alpha = new Float64Array(all.length);
  const squares = all.map(({ value }) => value.reduce((sum, one) => sum + one * one, 1));
  const order = Array.from(all.keys());
  let seed = 1;
  const below = (most: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % most;
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (let left = order.length - 1; left > 0; left--) {
      const other = below(left + 1);
      [order[left], order[other]] = [order[other] as number, order[left] as number];
    }
    let most = 0;
    for (const nth of order) {
      const { at, value } = all[nth] as Sparse;
      const sign = yes[nth] ? 1 : -1;
      const slack = 1 / (2 * c * (yes[nth] ? yesCounts : 1));
      const was = alpha[nth] as number;
      let score = weights[size] as number;
      for (let k = 0; k < at.length; k++) score += (weights[at[k] as number] as number) * (value[k] as number);
      const gradient = sign * score - 1 + slack * was;
      const projected = was === 0 ? Math.min(gradient, 0) : gradient;
      if (Math.abs(projected) < 1e-9) continue;
      most = Math.max(most, Math.abs(projected));
      const is = Math.max(was - gradient / ((squares[nth] as number) + slack), 0);
      alpha[nth] = is;
      const change = (is - was) * sign;
      for (let k = 0; k < at.length; k++) (weights[at[k] as number] as number) += change * (value[k] as number);
      (weights[size] as number) += change;
    }
    if (most < ENOUGH) break;
  }
  return weights;
}
const ROUNDS = 40;
const ENOUGH = 0.05;
