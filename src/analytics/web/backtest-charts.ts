import type { useWords } from '../../base/web/i18n.ts';
import { formatDay } from '../../base/web/when.ts';
import { linesOf } from '../backtest-sums.ts';
import type { ChartShape } from './chart-shape.ts';
import type { TrialRun } from './use-backtest.ts';

type Words = ReturnType<typeof useWords>;

/** Limits missed by clock and by department, really and under the draft; a part without any is left out. */
export function trialCharts(t: Words, { asked, sums }: TrialRun, place: string): ChartShape[] {
  const span = t('charts.span', { from: formatDay(asked.from), to: formatDay(asked.to) });
  return (['clock', 'department'] as const).flatMap((part) => {
    const lines = linesOf(sums, part, 'breached');
    if (!lines.length) return [];
    return [
      {
        key: `backtest-${part}`,
        title: t(`backtest.charts.${part}`, { span, place, count: sums.cases }),
        kind: 'across' as const,
        rowName: t(`backtest.${part}Name`),
        rows: lines.map(({ key, title }) => ({
          label: part === 'department' && key === 'none' ? t('backtest.noDepartment') : title || key,
        })),
        series: (['really', 'draft'] as const).map((side) => ({
          name: t(`backtest.${side}`),
          colour: side,
          values: lines.map((line) => line[side]),
          // how it would have gone stands in no list
          behind: () => null,
        })),
      },
    ];
  });
}
