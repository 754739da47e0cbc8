import type { TimelineEntry as Entry } from '../../case-contract.ts';

/** From so many on a row of system entries is told in one line. */
const FOLD_FROM = 3;

/** Entries in their order; what nobody did and stands in a row (warnings, breaches) comes as one run. */
export function inRuns(entries: readonly Entry[]): Entry[][] {
  const runs: Entry[][] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (last?.[0] && isOfSystem(last[0]) && isOfSystem(entry)) last.push(entry);
    else runs.push([entry]);
  }
  return runs.flatMap((run) => (run.length < FOLD_FROM ? run.map((entry) => [entry]) : [run]));
}

const isOfSystem = (entry: Entry): boolean => entry.group === 'system' && entry.by === null && entry.texts.length === 0;
