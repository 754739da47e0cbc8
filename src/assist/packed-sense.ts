import type { HeadTable } from './sense.ts';

/*
 * What was learned, as it is kept and as browsers are sent it. The runs of all heads are told once, sorted, each with what
 * is new against the one before; then come the heads: a line of JSON, a line for each other feature, and class by class a
 * line of steps from one feature to the next that has a weight, and then of the weights' levels. The features of a head
 * are its others and after them all the runs.
 */

/** Level 0; others are as many characters away. */
const ZERO = 0x4f;
/** A step of 1; others are as many characters away, and longer ones are made of several. */
const STEP = 0x30;
const LONGEST_STEP = 64;
const GO_ON = String.fromCharCode(STEP + LONGEST_STEP);
/** How many units a run shares with the one before it: capitals, which no normal text has. */
const SHARED = 0x41;
const LAST_SHARED = 0x5a;
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

/** One head as it is packed. */
export interface PackedHead extends Omit<HeadTable, 'weights'> {
  readonly others: readonly string[];
  /** By class. */
  readonly steps: readonly string[];
  readonly levels: readonly string[];
}

/** Lines of the packed text: the runs, and the heads. */
export function readPacked(text: string): { readonly runs: string; readonly heads: readonly PackedHead[] } {
  const [runs = '', ...lines] = text.split('\n');
  const heads: PackedHead[] = [];
  for (let at = 0; at < lines.length; ) {
    const { others, ...head } = JSON.parse(lines[at++] as string) as Omit<HeadTable, 'weights'> & { others: number };
    const take = (count: number): string[] => lines.slice(at, (at += count));
    const count = head.classes.length;
    heads.push({ ...head, others: take(others), steps: take(count), levels: take(count) });
  }
  return { runs, heads };
}

/** Units of every run in turn; the array is the same each time. Without `told`, how many there are. */
export function eachRun(packed: string, told?: (units: readonly number[]) => void): number {
  const units: number[] = [];
  let count = 0;
  for (let at = 0; at < packed.length; count++) {
    units.length = packed.charCodeAt(at++) - SHARED;
    for (; at < packed.length; at++) {
      const unit = packed.charCodeAt(at);
      if (unit >= SHARED && unit <= LAST_SHARED) break;
      units.push(unit);
    }
    told?.(units);
  }
  return count;
}

/** Every weight of a class: the feature's place, and the level. */
export function eachWeight(steps: string, levels: string, told: (feature: number, level: number) => void): void {
  let feature = 0;
  let known = 0;
  for (let at = 0; at < steps.length; at++) {
    const step = steps.charCodeAt(at) - STEP;
    feature += step;
    if (step !== LONGEST_STEP) told(feature, levels.charCodeAt(known++) - ZERO);
  }
}

/** The tables that were packed; to go on learning from, and slow. */
export function unpackSense(text: string): HeadTable[] {
  const { runs: packed, heads } = readPacked(text);
  const runs: string[] = [];
  eachRun(packed, (units) => runs.push(String.fromCharCode(...units)));
  return heads.map(({ others, steps, levels, ...head }) => {
    const features = [...others, ...runs];
    const weights = new Map<string, [number, number][]>();
    steps.forEach((own, nth) => {
      eachWeight(own, levels[nth] as string, (feature, level) => {
        const name = features[feature] as string;
        const pairs = weights.get(name);
        if (pairs) pairs.push([nth, level]);
        else weights.set(name, [[nth, level]]);
      });
    });
    return { ...head, weights };
  });
}
