// Learns from the corpus what the rules alone do not hear, and writes packs/language/sense.txt: node scripts/learn-sense.ts
// It says how well writers are heard who were left out of the learning. --only a head, the others stay; --show wrong|missed names what goes
// wrong; --dry writes nothing; --folders takes other texts.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Engine } from '../src/assist/engine.ts';
import { APOLOGIES, OBJECTIONS, PHASES, PRINCIPLES, PROMISE_KINDS } from '../src/assist/language.ts';
import { HEADS, type Head, type HeadTable, readTables, writeSense } from '../src/assist/sense.ts';
import { shippedLanguage, shippedSpelling } from '../src/assist/server/shipped-language.ts';
import { clauseFigures, familyFigures, faultFigures, oneOfFigures, type Scored } from './left-out.ts';
import { type Lesson, lessonsOf } from './lessons.ts';
import { Linear, type Settings } from './linear.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');
const { values: options } = parseArgs({
  options: {
    folders: { type: 'string', default: `${join(corpus, 'dev')},${join(corpus, 'lessons')}` },
    out: { type: 'string', default: join(import.meta.dirname, '..', 'packs', 'language', 'sense.txt') },
    only: { type: 'string' },
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
    ...{ c: 0.5, telling: 0.8, yes: () => 1, seen: 3, keep: 60_000, weights: 120_000 },
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

const engine = new Engine(await shippedLanguage(), await shippedSpelling());
const lessons = lessonsOf(engine, options.folders.split(','));
const known = options.only ? readTables(readFileSync(options.out, 'utf8')) : [];
const tables: HeadTable[] = [];
const tableOf = (head: Head) => [...tables, ...known].find((table) => table.head === head);
for (const head of HEADS.filter((one) => one === (options.only ?? one))) {
  const learned = LEARNED[head];
  const all = lessons[head];
  const classes = learned.classes(all);
  const among = head === 'family' ? (tableOf('fault')?.weights ?? null) : null;
  const writers = [...new Set(all.map(({ writer }) => writer))].sort();
  const scored = Array.from({ length: FOLDS }, (_, fold) => {
    const isOut = ({ writer }: Lesson) => writers.indexOf(writer) % FOLDS === fold;
    const rest = all.filter((one) => !isOut(one));
    const model = new Linear(classes, rest, learned, among);
    return all
      .filter(isOut)
      .map((lesson) => ({ lesson, scores: lesson.pieces.map(({ looked }) => model.score(looked)) }));
  }).flat();
  console.log(`\n${head}: ${all.length} texts of ${writers.length} writers`);
  const shift = learned.figures(classes, scored, options.show);
  const table = new Linear(classes, all, learned, among).table(head, shift);
  tables.push(table);
  const count = [...table.weights.values()].reduce((sum, pairs) => sum + pairs.length, 0);
  console.log(`  ${table.weights.size} features, ${count} weights`);
}
const all = HEADS.flatMap((head) => tableOf(head) ?? []);
if (!options.dry) writeFileSync(options.out, writeSense(all));
