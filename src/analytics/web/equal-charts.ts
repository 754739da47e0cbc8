import type { ReplyOf } from '../../base/contract.ts';
import type { useWords } from '../../base/web/i18n.ts';
import { formatDay } from '../../base/web/when.ts';
import type { equalService } from '../equal-service-contract.ts';
import type { ChartShape } from './chart-shape.ts';

export type EqualService = ReplyOf<typeof equalService>;
export type Grouped = EqualService['groupings'][number];
type Group = Grouped['groups'][number];
type Words = ReturnType<typeof useWords>;

/** Hours of each group, the middle one and the one that nine of ten stay below; and limits kept and missed. */
export function equalCharts(
  t: Words,
  of: EqualService,
  grouped: Grouped,
  nameOf: (group: Group) => string,
): ChartShape[] {
  const span = t('charts.span', { from: formatDay(of.from), to: formatDay(of.to) });
  const place = of.store?.name ?? t('report.allStores');
  const rowName = t(`equal.by.${grouped.by}`);
  const behind = () => null;
  const shapes = (['limit', 'contact', 'resolution'] as const).map((measure): ChartShape => {
    const groups = grouped.groups.filter((group) => group[measure].count > 0);
    const count = groups.reduce((sum, group) => sum + group[measure].count, 0);
    return {
      key: `equal-${measure}`,
      title: t('equal.chart', { measure: t(`equal.measures.${measure}`), span, place, count }),
      kind: 'across',
      rowName,
      rows: groups.map((group) => ({
        label: t('equal.row', { name: nameOf(group), count: group[measure].count }),
      })),
      series: [
        {
          name: t('equal.median'),
          colour: 'opened',
          values: groups.map((group) => group[measure].median ?? 0),
          behind,
        },
        { name: t('equal.p90'), colour: 'really', values: groups.map((group) => group[measure].p90 ?? 0), behind },
      ],
    };
  });
  const groups = grouped.groups.filter(({ kept }) => kept.of > 0);
  const kept: ChartShape = {
    key: 'equal-kept',
    title: t('equal.keptChart', { span, place, count: groups.reduce((sum, group) => sum + group.kept.of, 0) }),
    kind: 'across',
    rowName,
    rows: groups.map((group) => ({
      label: t('equal.keptRow', {
        name: nameOf(group),
        percent: Math.round((1000 * group.kept.kept) / group.kept.of) / 10,
      }),
    })),
    series: [
      { name: t('equal.kept'), colour: 'closed', stack: true, values: groups.map((group) => group.kept.kept), behind },
      {
        name: t('equal.missed'),
        colour: 'overdue',
        stack: true,
        values: groups.map((group) => group.kept.of - group.kept.kept),
        behind,
      },
    ],
  };
  return [...shapes, kept].filter(({ rows }) => rows.length > 0);
}
