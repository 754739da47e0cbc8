import { likeness } from '../complaints/duplicates.ts';
import { fold } from '../search/fold.ts';

/** What two cases are compared by. */
export interface Alike {
  readonly category: string | null;
  /** What it is about, and the vehicle, order or batch: any one in common makes it the same item. */
  readonly items: readonly string[];
  readonly demands: readonly string[];
  /** Whose fault was found; null: not judged. */
  readonly responsible: string | null;
  /** The beginning of the customer's own words. */
  readonly text: string;
}

export const LIKE_BY = ['words', 'category', 'item', 'demand', 'responsibility'] as const;
export type LikeBy = (typeof LIKE_BY)[number];

/** Points of a hundred. */
const WORTH: Readonly<Record<LikeBy, number>> = { words: 45, category: 25, item: 10, demand: 15, responsibility: 5 };
/** From this share of common pairs on, two short texts say the same. */
const SAME_WORDS = 0.5;
const TELLING_WORDS = 0.15;
/** With fewer points a case is no precedent. */
export const LEAST_POINTS = 30;

/** How much an earlier case is like this one, 0 to 100, and by what. */
export function alikeness(one: Alike, other: Alike): { points: number; by: LikeBy[] } {
  const words = likeness(one.text, other.text);
  const demands = new Set([...one.demands, ...other.demands]);
  const common = one.demands.filter((demand) => other.demands.includes(demand));
  const share: Readonly<Record<LikeBy, number>> = {
    words: Math.min(1, words / SAME_WORDS),
    category: one.category !== null && one.category === other.category ? 1 : 0,
    item: one.items.some((item) => other.items.includes(item)) ? 1 : 0,
    demand: demands.size ? new Set(common).size / demands.size : 0,
    responsibility: one.responsible !== null && one.responsible === other.responsible ? 1 : 0,
  };
  return {
    points: Math.round(LIKE_BY.reduce((sum, by) => sum + share[by] * WORTH[by], 0)),
    by: LIKE_BY.filter((by) => (by === 'words' ? words >= TELLING_WORDS : share[by] > 0)),
  };
}

/** The most alike first, the later closed of two equals; none that is hardly alike. */
export function mostAlike<Other extends Alike & { readonly closedAt: Date }>(
  one: Alike,
  others: readonly Other[],
  most: number,
): (Other & { points: number; by: LikeBy[] })[] {
  return others
    .map((other) => ({ ...other, ...alikeness(one, other) }))
    .filter(({ points }) => points >= LEAST_POINTS)
    .sort((a, b) => b.points - a.points || b.closedAt.getTime() - a.closedAt.getTime())
    .slice(0, most);
}

const RUN = /[A-Z0-9]{4,12}|\p{Script=Han}+/gu;

/**
 * What of a text is worth asking the index for: pairs of characters and short runs of letters that few of the other
 * texts have, those that some have before those that none has. Pairs that every third text has tell nothing.
 */
export function tellingPairs(text: string, others: readonly string[], most = 8): string[] {
  const folded = others.map(fold);
  const often = folded.length / 3;
  const counted = [...pairsOf(fold(text))]
    .map((pair) => ({ pair, count: folded.filter((other) => other.includes(pair)).length }))
    .filter(({ count }) => count <= often);
  const shared = counted.filter(({ count }) => count > 0).sort((a, b) => a.count - b.count);
  const single = counted.filter(({ count }) => count === 0);
  const first = shared.slice(0, Math.max(most - single.length, Math.ceil(most / 2)));
  return [...first, ...spread(single, most - first.length)].map(({ pair }) => pair);
}

function pairsOf(folded: string): Set<string> {
  const found = new Set<string>();
  for (const [run] of folded.matchAll(RUN)) {
    if (/[A-Z0-9]/.test(run)) {
      found.add(run);
      continue;
    }
    const characters = Array.from(run);
    for (let n = 0; n + 1 < characters.length; n++) found.add(`${characters[n]}${characters[n + 1]}`);
  }
  return found;
}

/** So many, evenly from the whole length. */
const spread = <T>(items: readonly T[], most: number): T[] =>
  items.length <= most
    ? [...items]
    : Array.from({ length: most }, (_, n) => items[Math.floor((n * items.length) / most)] as T);
