import type { Race } from './race.ts';

type Result = Race & { readonly name: string; readonly round: number };

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** One row a lane: medians over the rounds, and the median of the ratios to the yardstick taken round by round. */
export function tableOf(
  results: readonly Result[],
  yardstick: string,
): { text: string; ratios: Record<string, number> } {
  const ratios: Record<string, number> = {};
  const lines = ['| lane | per second | p50 ms | p95 ms | p99 ms | × yardstick |', '|---|---:|---:|---:|---:|---:|'];
  for (const name of new Set(results.map((result) => result.name))) {
    const own = results.filter((result) => result.name === name);
    const of = (pick: (result: Result) => number): number => median(own.map(pick));
    const ratio = median(
      own.map(
        (result) =>
          result.perSecond /
          (results.find((other) => other.name === yardstick && other.round === result.round)?.perSecond ?? Number.NaN),
      ),
    );
    ratios[name] = ratio;
    lines.push(
      `| ${name} | ${of((r) => r.perSecond).toFixed(0)} | ${of((r) => r.p50).toFixed(1)} | ${of((r) => r.p95).toFixed(1)} | ${of((r) => r.p99).toFixed(1)} | ${ratio.toFixed(3)} |`,
    );
  }
  return { text: lines.join('\n'), ratios };
}
