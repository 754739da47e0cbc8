import type { HeadTable } from './sense.ts';

/*
 * What was learned, as browsers are sent it. A table as it is kept names every feature and weight by itself, which packs
 * badly. Here the runs of all heads are told once, sorted, each with what is new against the one before; and the weights
 * stand class by class, as steps from one feature to the next that has one, and levels.
 */

/** Level 0; others are as many characters away. */
const ZERO = 0x4f;
/** A step of 1; others are as many characters away, and longer ones are made of several. */
const STEP = 0x30;
const LONGEST_STEP = 64;
const GO_ON = String.fromCharCode(STEP + LONGEST_STEP);
/** How many characters a run shares with the one before it: capitals, which no normal text has. */
const SHARED = 0x41;
const IS_RUN = /^(?![#!~@].)[^A-Z\n]{1,6}$/u;

export function packSense(tables: readonly HeadTable[]): string {
  const all = new Set(tables.flatMap(({ weights }) => [...weights.keys()]));
  const runs = [...all].filter((feature) => IS_RUN.test(feature)).sort();
  return [packRuns(runs), ...tables.map((table) => packHead(table, runs))].join('\n');
}

function packRuns(runs: readonly string[]): string {
  let before = '';
  return runs
    .map((run) => {
      let shared = 0;
      while (shared < before.length && run[shared] === before[shared]) shared++;
      before = run;
      return String.fromCharCode(SHARED + shared) + run.slice(shared);
    })
    .join('');
}

function packHead({ weights, ...head }: HeadTable, runs: readonly string[]): string {
  const others = [...weights.keys()].filter((feature) => !IS_RUN.test(feature)).sort();
  const steps = head.classes.map(() => '');
  const levels = head.classes.map(() => '');
  const last = head.classes.map(() => 0);
  [...others, ...runs].forEach((feature, at) => {
    for (const [nth, level] of weights.get(feature) ?? []) {
      const step = at - (last[nth] as number);
      steps[nth] += GO_ON.repeat(step / LONGEST_STEP) + String.fromCharCode(STEP + (step % LONGEST_STEP));
      levels[nth] += String.fromCharCode(ZERO + level);
      last[nth] = at;
    }
  });
  return [JSON.stringify({ ...head, others: others.length }), ...others, ...steps, ...levels].join('\n');
}

export function unpackSense(text: string): HeadTable[] {
  const lines = text.split('\n');
  const runs = runsIn(lines[0] as string);
  const tables: HeadTable[] = [];
  for (let at = 1; at < lines.length; ) {
    const { others, ...head } = JSON.parse(lines[at++] as string) as Omit<HeadTable, 'weights'> & { others: number };
    const features = [...lines.slice(at, at + others), ...runs];
    at += others;
    const weights = new Map<string, [number, number][]>();
    for (let nth = 0; nth < head.classes.length; nth++, at++)
      addWeights(weights, features, nth, lines[at] as string, lines[at + head.classes.length] as string);
    at += head.classes.length;
    tables.push({ ...head, weights });
  }
  return tables;
}

function addWeights(
  weights: Map<string, [number, number][]>,
  features: readonly string[],
  nth: number,
  steps: string,
  levels: string,
): void {
  let feature = 0;
  let known = 0;
  for (let at = 0; at < steps.length; at++) {
    const step = steps.charCodeAt(at) - STEP;
    feature += step;
    if (step === LONGEST_STEP) continue;
    const name = features[feature] as string;
    const weight: [number, number] = [nth, levels.charCodeAt(known++) - ZERO];
    const pairs = weights.get(name);
    if (pairs) pairs.push(weight);
    else weights.set(name, [weight]);
  }
}

function runsIn(packed: string): string[] {
  let before = '';
  return (packed.match(/[A-Z][^A-Z]*/gu) ?? []).map((one) => {
    before = before.slice(0, one.charCodeAt(0) - SHARED) + one.slice(1);
    return before;
  });
}
