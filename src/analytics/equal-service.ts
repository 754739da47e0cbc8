import { kruskalWallis, quantile, sharesDiffer } from './chance.ts';

/**
 * Are all served alike? Deadlines must not hang on how somebody talks, what they are worth, or how often they have
 * complained. `limit` is what was allowed for the first contact, the others are what was done.
 */
export const MEASURES = ['limit', 'contact', 'resolution', 'kept'] as const;
export type Measure = (typeof MEASURES)[number];
export const GROUPINGS = ['history', 'relation', 'mood', 'channel', 'field'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A group with fewer cases than these is shown and not compared: of so few nothing can be concluded. */
export const LEAST_CASES = 30;
/** Divided among all comparisons of the page, so that many questions do not make one false alarm. */
export const CHANCE = 0.05;

export interface Served {
  /** The group it belongs to in each grouping; null: none said. */
  readonly groups: Readonly<Record<Grouping, string | null>>;
  /** Hours. */
  readonly limit: number | null;
  readonly contact: number | null;
  readonly resolution: number | null;
  /** 1 of 1: all its limits that are over were kept; 0 of 0: none is over yet. */
  readonly kept: number;
  readonly of: number;
}

export interface GroupFigures {
  readonly key: string;
  readonly cases: number;
  readonly limit: Spread;
  readonly contact: Spread;
  readonly resolution: Spread;
  readonly kept: { readonly kept: number; readonly of: number };
}
interface Spread {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
}

export const VERDICTS = ['alike', 'differs', 'too-few'] as const;
export interface Comparison {
  readonly measure: Measure;
  /** How many groups had enough cases to be compared. */
  readonly compared: number;
  /** How likely such a difference is by chance; null: too few to say. */
  readonly chance: number | null;
  readonly verdict: (typeof VERDICTS)[number];
}

export function equalService(cases: readonly Served[], groupings: readonly Grouping[] = GROUPINGS) {
  const parts = groupings.map((by) => {
    const groups = [...Map.groupBy(cases, ({ groups }) => groups[by] ?? '')]
      .filter(([key]) => key !== '')
      .sort(([a, of], [b, others]) => others.length - of.length || a.localeCompare(b));
    return { by, groups };
  });
  const asked = parts.map(({ groups }) =>
    MEASURES.map((measure) =>
      chanceOf(
        measure,
        groups.map(([, of]) => of),
      ),
    ),
  );
  const questions = asked.flat().filter(({ chance }) => chance !== null).length;
  return parts.map(({ by, groups }, n) => ({
    by,
    groups: groups.map(([key, of]) => figuresOf(key, of)),
    comparisons: (asked[n] ?? []).map(
      (one): Comparison => ({
        ...one,
        verdict: one.chance === null ? 'too-few' : one.chance < CHANCE / questions ? 'differs' : 'alike',
      }),
    ),
  }));
}

function chanceOf(measure: Measure, groups: readonly (readonly Served[])[]): Omit<Comparison, 'verdict'> {
  if (measure === 'kept') {
    const known = groups.map(keptOf).filter(({ of }) => of >= LEAST_CASES);
    return { measure, compared: known.length, chance: known.length < 2 ? null : sharesDiffer(known) };
  }
  const known = groups.map((of) => valuesOf(measure, of)).filter(({ length }) => length >= LEAST_CASES);
  return { measure, compared: known.length, chance: known.length < 2 ? null : kruskalWallis(known) };
}

const valuesOf = (measure: Exclude<Measure, 'kept'>, of: readonly Served[]): number[] =>
  of.flatMap((one) => one[measure] ?? []);

const keptOf = (of: readonly Served[]) => ({
  kept: of.reduce((sum, one) => sum + one.kept, 0),
  of: of.reduce((sum, one) => sum + one.of, 0),
});

function figuresOf(key: string, of: readonly Served[]): GroupFigures {
  const spread = (measure: Exclude<Measure, 'kept'>): Spread => {
    const values = valuesOf(measure, of);
    return { count: values.length, median: tenth(quantile(values, 0.5)), p90: tenth(quantile(values, 0.9)) };
  };
  return {
    key,
    cases: of.length,
    limit: spread('limit'),
    contact: spread('contact'),
    resolution: spread('resolution'),
    kept: keptOf(of),
  };
}

const tenth = (hours: number | null): number | null => (hours === null ? null : Math.round(hours * 10) / 10);
