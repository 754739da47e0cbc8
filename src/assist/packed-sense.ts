import type { HeadTable } from './sense.ts';

/*
 * What was learned, as browsers are sent it. A table as it is kept names every feature and weight by itself, which packs
 * badly. Here features are sorted and say only what is new against the one before, and weights stand class by class, one
 * character for each feature.
 */

/** Level 0; others are as many characters away. */
const ZERO = 0x4f;
/** How many characters a run shares with the one before it: capitals, which no normal text has. */
const SHARED = 0x41;
const IS_RUN = /^(?![#!~@].)[^A-Z\n]{1,6}$/u;

export function packSense(tables: readonly HeadTable[]): string {
  return tables.map(packHead).join('\n');
}

function packHead({ weights, ...head }: HeadTable): string {
  const features = [...weights.keys()].sort();
  const runs = features.filter((feature) => IS_RUN.test(feature));
  const others = features.filter((feature) => !IS_RUN.test(feature));
  const levels = head.classes.map((_, nth) =>
    [...others, ...runs]
      .map((feature) => weights.get(feature)?.find(([of]) => of === nth)?.[1] ?? 0)
      .map((level) => String.fromCharCode(ZERO + level))
      .join(''),
  );
  let before = '';
  const packed = runs.map((run) => {
    let shared = 0;
    while (shared < before.length && run[shared] === before[shared]) shared++;
    before = run;
    return String.fromCharCode(SHARED + shared) + run.slice(shared);
  });
  return [JSON.stringify({ ...head, others: others.length }), ...others, packed.join(''), ...levels].join('\n');
}

export function unpackSense(text: string): HeadTable[] {
  const lines = text.split('\n');
  const tables: HeadTable[] = [];
  for (let at = 0; at < lines.length && lines[at]; ) {
    const { others, ...head } = JSON.parse(lines[at++] as string) as Omit<HeadTable, 'weights'> & { others: number };
    const features = [...lines.slice(at, at + others), ...runsIn(lines[at + others] as string)];
    at += others + 1;
    const levels = lines.slice(at, at + head.classes.length);
    at += head.classes.length;
    const weights = features.map((feature, place): [string, [number, number][]] => [
      feature,
      levels.flatMap((all, nth): [number, number][] => {
        const level = all.charCodeAt(place) - ZERO;
        return level === 0 ? [] : [[nth, level]];
      }),
    ]);
    tables.push({ ...head, weights: new Map(weights) });
  }
  return tables;
}

function runsIn(packed: string): string[] {
  let before = '';
  return (packed.match(/[A-Z][^A-Z]*/gu) ?? []).map((one) => {
    before = before.slice(0, one.charCodeAt(0) - SHARED) + one.slice(1);
    return before;
  });
}
