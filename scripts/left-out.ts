import { PRINCIPLES } from '../src/assist/language.ts';
import { heardStays } from '../src/assist/weigh.ts';
import type { Lesson } from './lessons.ts';

/** A text with the scores of a model that had not learned from its writer: by piece, by class. */
export interface Scored {
  readonly lesson: Lesson;
  readonly scores: readonly (readonly number[])[];
}

/** On lines, half of which are harmless look-alikes, so many of a hundred findings shall be right; some are harder on purpose. */
const PRECISION = 0.98;

/** Each of these prints how well left-out writers are heard, and says by how much each bias moves so that 0 decides best. */
export function faultFigures(_: readonly string[], scored: readonly Scored[], show: string): number[] {
  const rows = scored
    .map(({ lesson, scores }) => ({ lesson, fault: Math.max(...scores.map(([one]) => one as number)) }))
    .sort((a, b) => b.fault - a.fault);
  const measured = rows.filter(({ lesson }) => /^line (?!pair|plain|hard)/.test(lesson.writer));
  const least = leastFor(measured, PRECISION);
  const all = measured.filter(isFaulty).length;
  for (const precision of [0.95, 0.96, 0.97, 0.98]) {
    const from = leastFor(measured, precision);
    const found = measured.filter((row) => isFaulty(row) && row.fault >= from).length;
    console.log(`  at precision ${precision}: from ${from.toFixed(3)}, recall ${share(found, all)}`);
  }
  const kinds = ['line', 'talk', ...new Set(rows.map(({ lesson }) => lesson.writer))];
  for (const kind of kinds) {
    const some = rows.filter(({ lesson }) => lesson.writer === kind || lesson.writer.split(' ')[0] === kind);
    const faulty = some.filter(isFaulty).length;
    const found = some.filter(({ fault }) => fault >= least);
    const hit = found.filter(isFaulty).length;
    console.log(
      `  ${kind.padEnd(16)} ${faulty} of ${some.length}: recall ${share(hit, faulty)}, precision ${share(hit, found.length)}, false alarms ${share(found.length - hit, some.length - faulty)}`,
    );
  }
  for (const row of rows) {
    const isFound = row.fault >= least;
    if (isFound === isFaulty(row)) continue;
    if (show === (isFound ? 'wrong' : 'missed'))
      console.log(`  ${show}`, row.lesson.names.join(' '), row.lesson.id, row.lesson.text.slice(0, 110));
  }
  return [-least];
}

/** Of pieces that are at fault, how many are called what their writer called them. */
export function familyFigures(classes: readonly string[], scored: readonly Scored[], show: string): number[] {
  const rows = scored.flatMap(({ lesson, scores }) =>
    scores.flatMap((one, at) => {
      const names = lesson.pieces[at]?.names ?? [];
      return names.length
        ? [
            {
              kind: lesson.writer.split(' ')[0],
              lesson,
              names,
              name: classes[one.indexOf(Math.max(...one))] as string,
            },
          ]
        : [];
    }),
  );
  for (const kind of ['line', 'talk']) {
    const some = rows.filter((row) => row.kind === kind);
    console.log(
      `  ${kind} ${some.length}: right ${share(some.filter(({ names, name }) => names.includes(name)).length, some.length)}`,
    );
  }
  for (const { names, name, lesson } of rows)
    if (show === 'wrong' && !names.includes(name))
      console.log('  wrong', name, names.join(' '), lesson.id, lesson.text.slice(0, 110));
  return classes.map(() => 0);
}

interface Row {
  readonly lesson: Lesson;
  readonly fault: number;
}
const isFaulty = ({ lesson }: Row): boolean => lesson.names.length > 0;

/** The lowest score from which on findings are precise enough. */
function leastFor(rows: readonly Row[], precision: number): number {
  let right = 0;
  let least = Number.POSITIVE_INFINITY;
  rows.forEach((row, nth) => {
    if (isFaulty(row)) right++;
    if (right / (nth + 1) >= precision) least = row.fault;
  });
  return least;
}

const stays = ({ pieces }: Lesson, at: number, name: string): boolean =>
  heardStays(name, pieces[at]?.looked.marks ?? []);

const AS_WELL = 0.005;

type Run = readonly [first: number, last: number];
const overlap = (a: Run, b: Run): boolean => a[0] <= b[1] && b[0] <= a[1];

/** Clauses one after the other are one piece, as people are shown it. */
function runsOf<T>(clauses: readonly T[], isIn: (clause: T) => boolean): Run[] {
  const runs: Run[] = [];
  clauses.forEach((clause, at) => {
    if (!isIn(clause)) return;
    const last = runs.at(-1);
    if (last?.[1] === at - 1) runs[runs.length - 1] = [last[0], at];
    else runs.push([at, at]);
  });
  return runs;
}

export function clauseFigures(classes: readonly string[], scored: readonly Scored[]): number[] {
  const writers = [...new Set(scored.map(({ lesson }) => lesson.writer))];
  const shifts: number[] = [];
  let [right, missed, wrong] = [0, 0, 0];
  classes.forEach((name, nth) => {
    const all = scored.map(({ lesson, scores }) => ({
      writer: lesson.writer,
      clauses: scores.map((one, at) => ({
        score: stays(lesson, at, name) ? Number.POSITIVE_INFINITY : (one[nth] as number),
        is: lesson.pieces[at]?.names?.includes(name) ?? false,
      })),
    }));
    const count = (some: typeof all, least: number) => {
      const sum = { hit: 0, missed: 0, wrong: 0 };
      for (const { clauses } of some) {
        const noted = runsOf(clauses, ({ is }) => is);
        const heard = runsOf(clauses, ({ score }) => score >= least);
        const hit = noted.filter((one) => heard.some((other) => overlap(one, other))).length;
        sum.hit += hit;
        sum.missed += noted.length - hit;
        sum.wrong += heard.filter((one) => !noted.some((other) => overlap(one, other))).length;
      }
      return sum;
    };
    const f1 = ({ hit, missed: no, wrong: bad }: ReturnType<typeof count>) =>
      hit ? (2 * hit) / (2 * hit + no + bad) : 0;
    // writers mark more or less readily: each counts the same, however much was written
    const fair = (least: number) =>
      writers.reduce(
        (sum, writer) =>
          sum +
          f1(
            count(
              all.filter((one) => one.writer === writer),
              least,
            ),
          ),
        0,
      );
    const steps = Array.from({ length: 17 }, (_, step) => (step - 8) / 10);
    const marks = steps.map((from) => ({ from, fair: fair(from) / writers.length }));
    const best = Math.max(...marks.map((one) => one.fair));
    // of those that do about as well the one that marks least: a mark is to be believed
    const least = marks.findLast((one) => one.fair > best - AS_WELL)?.from ?? 0;
    const at = count(all, least);
    shifts.push(-least);
    console.log(
      `  ${name.padEnd(18)} ${String(at.hit + at.missed).padStart(5)} pieces, from ${least}: F1 ${f1(at).toFixed(3)}, recall ${share(at.hit, at.hit + at.missed)}, precision ${share(at.hit, at.hit + at.wrong)}, writers alike ${(fair(least) / writers.length).toFixed(3)}`,
    );
    right += at.hit;
    missed += at.missed;
    wrong += at.wrong;
    if (nth === PRINCIPLES.length - 1 || nth === classes.length - 1) {
      console.log(`  all together       F1 ${((2 * right) / (2 * right + missed + wrong)).toFixed(3)}`);
      [right, missed, wrong] = [0, 0, 0];
    }
  });
  return shifts;
}

export function oneOfFigures(
  classes: readonly string[],
  scored: readonly Scored[],
  mayBeNone: boolean,
  show: string,
): number[] {
  const byWriter = new Map<string, { right: number; all: number }>();
  for (const { lesson, scores } of scored) {
    const one = scores[0] as readonly number[];
    const most = Math.max(...one);
    const said = mayBeNone && most <= 0 ? undefined : classes[one.indexOf(most)];
    const isRight = said === lesson.names[0];
    if (!isRight && show === 'wrong')
      console.log('  wrong', lesson.id, lesson.names[0], '≠', said, lesson.text.slice(0, 90));
    for (const writer of ['all', lesson.writer]) {
      const sum = byWriter.get(writer) ?? { right: 0, all: 0 };
      byWriter.set(writer, { right: sum.right + Number(isRight), all: sum.all + 1 });
    }
  }
  for (const [writer, { right, all }] of byWriter)
    console.log(`  ${writer.padEnd(16)} ${all}: right ${share(right, all)}`);
  return classes.map(() => 0);
}

const share = (part: number, of: number): string => (of ? (part / of).toFixed(3) : '–');
