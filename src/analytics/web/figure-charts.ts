import type { ReplyOf } from '../../base/contract.ts';
import type { useWords } from '../../base/web/i18n.ts';
import { formatDay } from '../../base/web/when.ts';
import type { Filter } from '../../complaints/filter.ts';
import { receivedOf } from '../ageing.ts';
import type * as contract from '../contract.ts';
import type { ChartShape } from './chart-shape.ts';

export type Figures = ReplyOf<typeof contract.figures>;
type Words = ReturnType<typeof useWords>;

/** More bars than these say nothing; the table keeps all of them. */
export const MOST_BARS = 15;

export function chartsOf(t: Words, figures: Figures): ChartShape[] {
  const { from, to, store, today } = figures;
  const period = `${from}..${to}`;
  const whole: Filter = { state: 'any', ...(store && { storeId: store.id }) };
  const span = t('charts.span', { from: formatDay(from), to: formatDay(to) });
  const place = store?.name ?? t('report.allStores');
  const title = (key: string, count: number): string => t(`charts.${key}`, { span, place, count });
  const opened = (received: string): Filter => ({ ...whole, received });
  return [
    {
      key: 'trend',
      title: title('trend', figures.opened),
      kind: 'line',
      rowName: t('charts.day'),
      rows: figures.days.map(({ day }) => ({ label: formatDay(day) })),
      series: [
        {
          name: t('report.opened'),
          colour: 'opened',
          values: figures.days.map((day) => day.opened),
          behind: (row) => {
            const day = figures.days[row]?.day;
            return day ? { filter: opened(`${day}..${day}`), order: 'newest' } : null;
          },
        },
        {
          name: t('report.closed'),
          colour: 'closed',
          values: figures.days.map((day) => day.closed),
          behind: (row) => {
            const day = figures.days[row]?.day;
            return day ? { filter: { ...whole, closed: `${day}..${day}` }, order: 'closed' } : null;
          },
        },
      ],
    },
    {
      key: 'category',
      title: title('category', figures.opened),
      kind: 'across',
      rowName: t('charts.categoryName'),
      rows: figures.categories.map((one) => ({ label: one.key === null ? t('charts.uncategorised') : one.title })),
      series: [
        {
          name: t('report.opened'),
          colour: 'opened',
          values: figures.categories.map(({ count }) => count),
          behind: (row) => {
            const key = figures.categories[row]?.key;
            return key ? { filter: { ...opened(period), category: [key] }, order: 'newest' } : null;
          },
        },
      ],
    },
    {
      key: 'store',
      title: title('store', figures.opened),
      kind: 'across',
      rowName: t('charts.storeName'),
      rows: figures.stores.map(({ name }) => ({ label: name })),
      series: (['opened', 'closed', 'open'] as const).map((name) => ({
        name: t(name === 'open' ? 'report.openNow' : `report.${name}`),
        colour: name,
        values: figures.stores.map((one) => one[name]),
        behind: (row) => {
          const storeId = figures.stores[row]?.id;
          if (!storeId) return null;
          if (name === 'open') return { filter: { state: 'open', storeId } };
          return name === 'opened'
            ? { filter: { state: 'any', storeId, received: period }, order: 'newest' }
            : { filter: { state: 'any', storeId, closed: period }, order: 'closed' };
        },
      })),
    },
    {
      key: 'ageing',
      title: t('charts.ageing', { place, count: figures.open, day: formatDay(today) }),
      kind: 'upright',
      rowName: t('charts.age'),
      rows: figures.ageing.map((age) => ({
        label:
          age.under === null
            ? t('charts.daysFrom', { from: age.from })
            : age.under - age.from === 1
              ? t(age.from === 0 ? 'charts.today' : 'charts.daysOne', { from: age.from })
              : t('charts.days', { from: age.from, to: age.under - 1 }),
      })),
      series: [
        {
          name: t('charts.overdue'),
          colour: 'overdue',
          stack: true,
          values: figures.ageing.map(({ overdue }) => overdue),
          behind: (row) => {
            const age = figures.ageing[row];
            return age
              ? { filter: { ...whole, state: 'open', clock: ['overdue'], received: receivedOf(age, today) } }
              : null;
          },
        },
        {
          name: t('charts.inTime'),
          colour: 'open',
          stack: true,
          values: figures.ageing.map(({ open, overdue }) => open - overdue),
          behind: (row) => {
            const age = figures.ageing[row];
            return age
              ? {
                  filter: {
                    ...whole,
                    state: 'open',
                    clock: ['warning', 'running', 'paused', 'none'],
                    received: receivedOf(age, today),
                  },
                }
              : null;
          },
        },
      ],
    },
  ];
}

/** The chart of a long table: its first rows. */
export const shortened = (shape: ChartShape): ChartShape =>
  shape.kind !== 'across' || shape.rows.length <= MOST_BARS
    ? shape
    : {
        ...shape,
        rows: shape.rows.slice(0, MOST_BARS),
        series: shape.series.map((one) => ({ ...one, values: one.values.slice(0, MOST_BARS) })),
      };
