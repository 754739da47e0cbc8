import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eachPair, Runs } from './runs.ts';

function tableOf(runs: readonly (readonly [string, number])[]): Runs {
  const table = new Runs(runs.length, 1 + Math.max(0, ...runs.map(([, number]) => number)));
  for (const [run, number] of runs)
    table.add(
      Array.from({ length: run.length }, (_, at) => run.charCodeAt(at)),
      number,
    );
  return table;
}

const unit = fc.constantFrom('你', '好', '不', 'a', '。', '？', '\ud800', '\uffff');
const words = (most: number) => fc.string({ unit, minLength: 1, maxLength: most });

it('finds every run of up to so many characters, each once, and nothing else', () => {
  fc.assert(
    fc.property(fc.uniqueArray(words(5), { maxLength: 30 }), words(40), fc.nat({ max: 5 }), (runs, text, longest) => {
      const table = tableOf(runs.map((run, nth) => [run, nth * 7]));
      const found: number[] = [];
      for (let again = 0; again < 2; again++) {
        table.find(text, longest, found);
        const there = runs.flatMap((run, nth) =>
          run.length <= Math.min(longest, 4) && text.includes(run) ? [nth * 7] : [],
        );
        expect(found.toSorted((a, b) => a - b)).toEqual(there);
      }
    }),
  );
});

it('finds pairs that stand apart in one sentence', () => {
  const table = tableOf([
    ['您懂', 1],
    ['懂吗', 2],
    ['您吗', 3],
  ]);
  const pairsIn = (text: string, apart: number): number[] => {
    const found: number[] = [];
    table.findPairs(text, apart, found);
    return found;
  };
  expect(pairsIn('您不懂吗', 3)).toEqual([1, 3]);
  expect(pairsIn('您不懂吗', 1)).toEqual([1]);
  expect(pairsIn('您懂。吗', 3)).toEqual([]);
  expect(pairsIn('', 3)).toEqual([]);
});

it('names places with others between them, within a sentence', () => {
  const told: string[] = [];
  eachPair('甲乙丙丁。戊', 2, (first, second) => told.push(`${first}${second}`));
  expect(told).toEqual(['02', '03', '13']);
});
