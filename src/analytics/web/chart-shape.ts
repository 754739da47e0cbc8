import { csvLine } from '../../base/sheet-cell.ts';
import type { Filter, Order } from '../../complaints/filter.ts';

export type Colour = 'opened' | 'closed' | 'open' | 'overdue' | 'really' | 'draft';

export interface ChartRow {
  readonly label: string;
}

export interface Series {
  readonly name: string;
  readonly colour: Colour;
  readonly stack?: boolean;
  readonly values: readonly number[];
  /** The list behind the value of a row; null where no filter says the same. */
  readonly behind: (row: number) => { filter: Filter; order?: Order } | null;
}

/** One chart and its table: the same rows and the same numbers. */
export interface ChartShape {
  readonly key: string;
  /** With the period and the number of cases. */
  readonly title: string;
  readonly kind: 'line' | 'upright' | 'across';
  /** What a row is: 日期, 类别, 门店. */
  readonly rowName: string;
  readonly rows: readonly ChartRow[];
  readonly series: readonly Series[];
}

/** The numbers of a chart, as a file that sheets know by its mark to be UTF-8. */
export const csvOf = ({ title, rowName, rows, series }: ChartShape): string =>
  `\uFEFF${csvLine([title])}${csvLine([rowName, ...series.map(({ name }) => name)])}${rows
    .map(({ label }, n) => csvLine([label, ...series.map(({ values }) => values[n] ?? 0)]))
    .join('')}`;
