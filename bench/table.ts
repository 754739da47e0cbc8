import type { Race } from './race.ts';

export type Result = Race & { readonly name: string; readonly round: number };

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const medianOf = (results: readonly Result[], name: string, pick: (result: Result) => number): number =>
  median(results.filter((result) => result.name === name).map(pick));

/** One row a lane: medians over the rounds, and the medians of the ratios to the yardsticks taken round by round. */
export function tableOf(
  results: readonly Result[],
  ...yardsticks: readonly [string, ...string[]]
): { text: string; ratios: Record<string, number> } {
  const ratios: Record<string, number> = {};
  const lines = [
    `| lane | per second | p50 ms | p95 ms | p99 ms | ${yardsticks.map((name) => `× ${name}`).join(' | ')} |`,
    `|---|${'---:|'.repeat(4 + yardsticks.length)}`,
  ];
  for (const name of new Set(results.map((result) => result.name))) {
    const shares = yardsticks.map((yardstick) =>
      medianOf(
        results,
        name,
        ({ perSecond, round }) =>
          perSecond /
          (results.find((other) => other.name === yardstick && other.round === round)?.perSecond ?? Number.NaN),
      ),
    );
    ratios[name] = shares[0] as number;
    const figures = [
      medianOf(results, name, (r) => r.perSecond).toFixed(0),
      ...(['p50', 'p95', 'p99'] as const).map((share) => medianOf(results, name, (r) => r[share]).toFixed(1)),
      ...shares.map((share) => share.toFixed(3)),
    ];
    lines.push(`| ${name} | ${figures.join(' | ')} |`);
  }
  return { text: lines.join('\n'), ratios };
}

/** The same lanes with few and with many cases, in their order. */
export function growthOf(small: readonly Result[], large: readonly Result[]): string {
  const names = [...new Set(small.map(({ name }) => name))];
  const lines = ['| lane | p95 ms, few | p95 ms, many | × |', '|---|---:|---:|---:|'];
  const called = [...new Set(large.map(({ name }) => name))];
  names.forEach((name, n) => {
    const [few, many] = [medianOf(small, name, (r) => r.p95), medianOf(large, called[n] as string, (r) => r.p95)];
    lines.push(`| ${called[n]} | ${few.toFixed(1)} | ${many.toFixed(1)} | ${(many / few).toFixed(2)} |`);
  });
  return lines.join('\n');
}
