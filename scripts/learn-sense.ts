// Learns from the corpus what the rules alone do not hear, and writes packs/language/sense.txt: node scripts/learn-sense.ts
// It says how well writers are heard who were left out of the learning. --only some heads, the others stay; --show wrong|missed names what
// goes wrong; --dry writes nothing; --folders takes other texts.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { Engine } from '../src/assist/engine.ts';
import { APOLOGIES, OBJECTIONS, PHASES, PRINCIPLES, PROMISE_KINDS } from '../src/assist/language.ts';
import { packSense, unpackSense } from '../src/assist/packed-sense.ts';
import { faultWith, HEADS, type Head, type HeadTable } from '../src/assist/sense.ts';
import { shippedLanguage, shippedSpelling } from '../src/assist/server/shipped-language.ts';
import { clauseFigures, familyFigures, faultFigures, oneOfFigures, type Scored } from './left-out.ts';
import { type Lesson, type Lessons, lessonsOf } from './lessons.ts';
import { Linear, type Settings } from './linear.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');
const { values: options } = parseArgs({
  options: {
    folders: { type: 'string', default: `${join(corpus, 'dev')},${join(corpus, 'lessons')}` },
    out: { type: 'string', default: join(import.meta.dirname, '..', 'packs', 'language', 'sense.txt') },
    only: { type: 'string', default: HEADS.join(',') },
    show: { type: 'string', default: '' },
    dry: { type: 'boolean' },
  },
});

/** Writers are left out in so many turns. */
const FOLDS = 5;

interface Learned extends Settings {
  readonly classes: (lessons: readonly Lesson[]) => readonly string[];
  readonly figures: (classes: readonly string[], scored: readonly Scored[], show: string) => number[];
}
/**
 * Fewer features and weights cost recall and spare the browser. What a fault is called is learned from the runs that tell
 * whether there is one, so that the browser need not be told of others.
 */
const LEARNED: Record<Head, Learned> = {
  fault: {
    ...{ c: 1, telling: 0.8, yes: () => 1, seen: 2, keep: 120_000, weights: 120_000 },
    classes: () => ['fault'],
    figures: faultFigures,
  },
  family: {
    ...{ c: 1, telling: 0.8, yes: () => 2, seen: 3, keep: 120_000, weights: 200_000 },
    classes: (lessons) => [...new Set(lessons.flatMap(({ names }) => names))].sort(),
    figures: familyFigures,
  },
  clause: {
    ...{ c: 0.12, telling: 0.5, yes: () => 2, seen: 2, keep: 40_000, weights: 60_000 },
    classes: () => [...PRINCIPLES, ...PROMISE_KINDS],
    figures: clauseFigures,
  },
  turn: {
    ...{ c: 0.3, telling: 0.5, yes: () => 1, seen: 2, keep: 4000, weights: 20_000 },
    classes: () => PHASES,
    figures: (classes, scored, show) => oneOfFigures(classes, scored, false, show),
  },
  apology: {
    ...{ c: 0.5, telling: 0, yes: () => 1.5, seen: 2, keep: 3000, weights: 9000 },
    classes: () => APOLOGIES,
    figures: (classes, scored, show) => oneOfFigures(classes, scored, true, show),
  },
  answer: {
    ...{ c: 0.3, telling: 0, yes: () => 1.5, seen: 2, keep: 3000, weights: 9000 },
    classes: () => OBJECTIONS,
    figures: (classes, scored, show) => oneOfFigures(classes, scored, true, show),
  },
};
/** Heads that are learned together, the longest first: whether anything is wrong is decided by both. */
const GROUPS: readonly (readonly Head[])[] = [['fault', 'family'], ['clause'], ['turn'], ['apology'], ['answer']];

/** A group of heads, of all writers or with those of one fold left out. */
interface Task {
  readonly heads: readonly Head[];
  readonly fold: number | null;
}
/** By head: the scores of those left out, in the order of the lessons; or what was learned of all. */
type Done = { readonly scores: number[][][] } | { readonly table: HeadTable };

const writerList = (all: readonly Lesson[]): string[] => [...new Set(all.map(({ writer }) => writer))].sort();

function isLeftOut(all: readonly Lesson[], fold: number | null): (lesson: Lesson) => boolean {
  const writers = writerList(all);
  return ({ writer }) => fold !== null && writers.indexOf(writer) % FOLDS === fold;
}

function doTask(lessons: Lessons, { heads, fold }: Task): Done[] {
  let among: ReadonlyMap<string, unknown> | null = null;
  return heads.map((head) => {
    const all = lessons[head];
    const isOut = isLeftOut(all, fold);
    const rest = all.filter((one) => !isOut(one));
    const model = new Linear(LEARNED[head].classes(all), rest, LEARNED[head], among);
    among = model.places;
    if (fold === null) return { table: model.table(head) };
    return {
      scores: all.filter(isOut).map(({ pieces }) => pieces.map(({ looked }) => model.score(looked))),
    };
  });
}

async function readLessons(): Promise<Lessons> {
  const engine = new Engine(await shippedLanguage(), await shippedSpelling());
  return lessonsOf(engine, options.folders.split(','));
}

async function work(): Promise<void> {
  const lessons = await readLessons();
  parentPort?.on('message', (task: Task) => parentPort?.postMessage(doTask(lessons, task)));
}

/** As many at a time as the machine has processors. */
async function doAll(tasks: readonly Task[]): Promise<Done[][]> {
  const done: Done[][] = [];
  const left = [...tasks.entries()];
  const oneAfterTheOther = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) });
      let at = -1;
      const next = (): void => {
        const task = left.shift();
        if (!task) return void worker.terminate().then(() => resolve());
        at = task[0];
        worker.postMessage(task[1]);
      };
      worker.on('message', (one: Done[]) => {
        done[at] = one;
        next();
      });
      worker.on('error', reject);
      next();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), left.length) }, oneAfterTheOther));
  return done;
}

async function learn(): Promise<void> {
  const only = options.only.split(',');
  const groups = GROUPS.filter((heads) => heads.some((head) => only.includes(head)));
  const tasks = groups.flatMap((heads) =>
    [null, ...Array.from({ length: FOLDS }, (_, fold) => fold)].map((fold): Task => ({ heads, fold })),
  );
  const [lessons, done] = await Promise.all([readLessons(), doAll(tasks)]);
  const tables: HeadTable[] = [];
  for (const heads of groups) {
    const ofGroup = tasks.flatMap(({ heads: of, fold }, nth) =>
      of === heads ? [{ fold, done: done[nth] ?? [] }] : [],
    );
    const scored = heads.map((head, place) => {
      const all = lessons[head];
      return ofGroup.flatMap(({ fold, done: of }): Scored[] => {
        const one = of[place];
        if (!one || !('scores' in one)) return [];
        return all.filter(isLeftOut(all, fold)).map((lesson, nth) => ({ lesson, scores: one.scores[nth] ?? [] }));
      });
    });
    heads.forEach((head, place) => {
      const { classes: classesOf, figures } = LEARNED[head];
      const all = lessons[head];
      console.log(`\n${head}: ${all.length} texts of ${writerList(all).length} writers`);
      const own = scored[place] ?? [];
      const shift = figures(classesOf(all), head === 'fault' ? withFamilies(own, scored[1] ?? []) : own, options.show);
      const full = ofGroup.find(({ fold }) => fold === null)?.done[place];
      if (!full || !('table' in full)) throw new Error(`nothing was learned of ${head}`);
      const { table } = full;
      const bias = table.bias.map((one, nth) => Number((one + (shift[nth] ?? 0)).toFixed(3)));
      tables.push({ ...table, bias });
      const count = [...table.weights.values()].reduce((sum, pairs) => sum + pairs.length, 0);
      console.log(`  ${table.weights.size} features, ${count} weights`);
    });
  }
  const known = tables.length < HEADS.length ? unpackSense(readFileSync(options.out, 'utf8')) : [];
  const all = HEADS.flatMap((head) => [...tables, ...known].find((table) => table.head === head) ?? []);
  if (!options.dry) writeFileSync(options.out, packSense(all));
}

const withFamilies = (faults: readonly Scored[], families: readonly Scored[]): Scored[] =>
  faults.map(({ lesson, scores }, nth) => ({
    lesson,
    scores: scores.map(([fault], at) => [faultWith(fault as number, families[nth]?.scores[at] ?? [])]),
  }));

await (isMainThread ? learn() : work());
