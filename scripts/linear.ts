import {
  featuresOf,
  fieldWeight,
  type Head,
  type HeadTable,
  LEVELS,
  type Looked,
  MARK_WEIGHT,
} from '../src/assist/sense.ts';
import type { Lesson } from './lessons.ts';

/** A vector of few features: places and values. */
interface Sparse {
  readonly at: Int32Array;
  readonly value: Float64Array;
}

export interface Settings {
  /** The larger, the closer the weights follow the corpus. */
  readonly c: number;
  /** How far a run counts by how much oftener it stands in the class than outside of it, or the other way round: 0 not at all. */
  readonly telling: number;
  /** How much a piece of the class counts beside one that is not of it. */
  readonly yes: (name: string) => number;
  /** A feature must stand in so many texts. */
  readonly seen: number;
  /** So many features are kept, those that tell most. */
  readonly keep: number;
  /** And of their weights, one by feature and class, so many. */
  readonly weights: number;
}

/** One linear machine for each class, over the same features. */
export class Linear {
  readonly classes: readonly string[];
  readonly weights: Float64Array[];
  readonly scale: number;
  readonly places: ReadonlyMap<string, number>;

  /** Of runs and pairs only those `among` are learned from, if told. */
  constructor(
    classes: readonly string[],
    lessons: readonly Lesson[],
    settings: Settings,
    among: ReadonlyMap<string, unknown> | null = null,
  ) {
    this.classes = classes;
    const pieces = lessons.flatMap((lesson) => lesson.pieces.filter(({ names }) => names !== null));
    const seen = new Map<string, number>();
    for (const { looked } of pieces)
      for (const feature of [...looked.fields.flatMap(featuresOf), ...looked.marks])
        seen.set(feature, (seen.get(feature) ?? 0) + 1);
    const often = [...seen]
      .filter(([feature, times]) => times >= settings.seen && (!among || isMark(feature) || among.has(feature)))
      .map(([feature]) => feature);
    this.places = placesOf(often);
    this.weights = this.#learn(pieces, settings);
    const counts = (feature: string): number =>
      (seen.get(feature) as number) ** OFTEN_COUNTS * (isMark(feature) ? MARKS_STAY : 1);
    if (often.length > settings.keep) {
      const tells = (feature: string): number => {
        const place = this.places.get(feature) as number;
        const sum = this.weights.reduce((all, of) => all + (of[place] as number) ** 2, 0);
        return Math.sqrt(sum) * counts(feature);
      };
      const worth = new Map(often.map((feature) => [feature, tells(feature)]));
      const kept = often.toSorted((a, b) => (worth.get(b) as number) - (worth.get(a) as number));
      this.places = placesOf(kept.slice(0, settings.keep).sort());
      this.weights = this.#learn(pieces, settings);
    }
    this.#thin(settings.weights, Float64Array.from(this.places.keys(), counts));
    const size = this.places.size;
    // a few weights far out are cut, so that the many small ones are told apart
    const sizes = this.weights
      .flatMap((of) => [...of.subarray(0, size)].filter(Boolean).map(Math.abs))
      .sort((a, b) => b - a);
    this.scale = (sizes[Math.floor(sizes.length * FAR_OUT)] as number) / LEVELS ** 2;
    for (const of of this.weights)
      for (let at = 0; at < size; at++) of[at] = this.#weightOf(this.#levelOf(of[at] as number));
  }

  /** Leaves the weights that tell most. */
  #thin(most: number, counts: Float64Array): void {
    const worth = this.weights.map((of) => counts.map((count, at) => Math.abs(of[at] as number) * count));
    const least = worth.flatMap((of) => [...of]).sort((a, b) => b - a)[most] ?? 0;
    for (const [nth, of] of this.weights.entries())
      for (let at = 0; at < counts.length; at++) if ((worth[nth]?.[at] as number) <= least) of[at] = 0;
  }

  #levelOf(weight: number): number {
    return Math.sign(weight) * Math.min(LEVELS, Math.round(Math.sqrt(Math.abs(weight) / this.scale)));
  }

  #weightOf(level: number): number {
    return level * Math.abs(level) * this.scale;
  }

  #learn(pieces: readonly Lesson['pieces'][0][], { c, yes, telling }: Settings): Float64Array[] {
    const all = pieces.map(({ looked }) => this.#vector(looked));
    const size = this.places.size;
    const marks = [...this.places].filter(([feature]) => isMark(feature)).map(([, place]) => place);
    return this.classes.map((name) => {
      const is = Uint8Array.from(pieces, ({ names }) => Number(names?.includes(name)));
      const counts = tellingOf(all, is, size, telling);
      for (const place of marks) counts[place] = 1;
      const weights = learn(all, is, counts, c, yes(name));
      for (let at = 0; at < size; at++) (weights[at] as number) *= counts[at] as number;
      return weights;
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
      value.push(...known.map(() => fieldWeight(known.length, field.sign)));
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

  /** As it is shipped. */
  table(head: Head): HeadTable {
    const { classes, places, scale } = this;
    const weights = new Map<string, [number, number][]>();
    for (const [feature, place] of places) {
      const pairs = this.weights.flatMap((of, nth): [number, number][] => {
        const level = this.#levelOf(of[place] as number);
        return level ? [[nth, level]] : [];
      });
      if (pairs.length) weights.set(feature, pairs);
    }
    const bias = this.weights.map((of) => of[places.size] as number);
    return { head, classes, bias, scale, weights };
  }
}
/** Of all weights the largest thousandth. */
const FAR_OUT = 0.001;
const OFTEN_COUNTS = 0.8;
/** Marks are few. */
const MARKS_STAY = 100;
const isMark = (feature: string): boolean => /^[#!~@]./.test(feature);
const placesOf = (features: readonly string[]) => new Map(features.map((feature, nth) => [feature, nth]));

/**
 * By feature: the logarithm of how much oftener it stands in `yes` than in the rest, either way (Wang and Manning 2012).
 * What stands in both alike is learned from little, so what two writers have in common counts more.
 */
function tellingOf(all: readonly Sparse[], yes: Uint8Array, size: number, power: number): Float64Array {
  const inYes = new Float64Array(size).fill(1);
  const inRest = new Float64Array(size).fill(1);
  all.forEach(({ at }, nth) => {
    const counted = yes[nth] ? inYes : inRest;
    for (const place of at) (counted[place] as number)++;
  });
  const ofYes = yes.reduce((sum, one) => sum + one, 2);
  const ofRest = all.length - ofYes + 4;
  return inYes.map((times, place) => {
    const ratio = times / ofYes / ((inRest[place] as number) / ofRest);
    return (Math.abs(Math.log(ratio)) + LITTLE) ** power;
  });
}
const LITTLE = 0.1;

/**
 * Weights that tell `yes` from the rest: a support vector machine with squared loss, by dual coordinate descent
 * (Hsieh et al. 2008). The last weight is the bias. The same input gives the same weights. A feature counts so many times its value.
 */
function learn(
  given: readonly Sparse[],
  yes: Uint8Array,
  counts: Float64Array,
  c: number,
  yesCounts: number,
): Float64Array {
  const size = counts.length;
  const all = given.map(({ at, value }) => ({
    at,
    value: value.map((one, nth) => one * (counts[at[nth] as number] as number)),
  }));
  const weights = new Float64Array(size + 1);
  const alpha = new Float64Array(all.length);
  const squares = all.map(({ value }) => value.reduce((sum, one) => sum + one * one, 1));
  const everything = Array.from(all.keys());
  let order = everything.slice();
  let settled = Number.POSITIVE_INFINITY;
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
    const rest: number[] = [];
    for (const nth of order) {
      const { at, value } = all[nth] as Sparse;
      const sign = yes[nth] ? 1 : -1;
      const slack = 1 / (2 * c * (yes[nth] ? yesCounts : 1));
      const was = alpha[nth] as number;
      let score = weights[size] as number;
      for (let k = 0; k < at.length; k++) score += (weights[at[k] as number] as number) * (value[k] as number);
      const gradient = sign * score - 1 + slack * was;
      // right by far: not asked again before the others are settled
      if (was === 0 && gradient > settled) continue;
      rest.push(nth);
      const projected = was === 0 ? Math.min(gradient, 0) : gradient;
      if (Math.abs(projected) < 1e-9) continue;
      most = Math.max(most, Math.abs(projected));
      const is = Math.max(was - gradient / ((squares[nth] as number) + slack), 0);
      alpha[nth] = is;
      const change = (is - was) * sign;
      for (let k = 0; k < at.length; k++) (weights[at[k] as number] as number) += change * (value[k] as number);
      (weights[size] as number) += change;
    }
    if (most < ENOUGH) {
      if (rest.length === all.length || settled === Number.POSITIVE_INFINITY) break;
      order = everything.slice();
      settled = Number.POSITIVE_INFINITY;
    } else {
      order = rest;
      settled = most;
    }
  }
  return weights;
}
const ROUNDS = 16;
const ENOUGH = 0.2;
