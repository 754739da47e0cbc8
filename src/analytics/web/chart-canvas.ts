import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { ChartShape, Colour } from './chart-shape.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** The same colour for the same thing in every chart, from the theme of the page; of lines one is dashed as well. */
const COLOURS: Readonly<Record<Colour, string>> = {
  opened: '--ant-color-primary',
  closed: '--ant-color-success',
  open: '--ant-color-info',
  overdue: '--ant-color-error',
  really: '--ant-color-text-quaternary',
  draft: '--ant-color-primary',
};

export interface Drawn {
  readonly draw: (shape: ChartShape) => void;
  readonly picture: () => Promise<Blob>;
  readonly close: () => void;
}

export function openChart(place: HTMLElement, pick: (row: number, series: number) => void): Drawn {
  const chart: EChartsType = init(place, null, { renderer: 'canvas' });
  const size = new ResizeObserver(() => chart.resize());
  size.observe(place);
  chart.on('click', ({ dataIndex, seriesIndex }) => pick(dataIndex, seriesIndex ?? 0));
  let shown: ChartShape | null = null;
  const draw = (shape: ChartShape): void => {
    shown = shape;
    chart.setOption(optionOf(shape), true);
  };
  // another theme has other colours
  const theme = new MutationObserver(() => requestAnimationFrame(() => shown && draw(shown)));
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
  return {
    draw,
    picture: () => titled(chart, shown),
    close() {
      theme.disconnect();
      size.disconnect();
      chart.dispose();
    },
  };
}

const variable = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function optionOf({ kind, rows, series }: ChartShape) {
  const ink = variable('--ant-color-text');
  const quiet = variable('--ant-color-text-secondary');
  const rule = variable('--ant-color-border-secondary');
  const fontFamily = getComputedStyle(document.body).fontFamily;
  const names = { type: 'category' as const, data: rows.map(({ label }) => label), axisTick: { show: false } };
  const namesShown = {
    ...names,
    axisLine: { lineStyle: { color: rule } },
    axisLabel: {
      color: quiet,
      fontFamily,
      hideOverlap: kind === 'line',
      ...(kind === 'across' && { width: 130, overflow: 'truncate' as const }),
    },
    // the first row stands on top
    inverse: kind === 'across',
  };
  const counts = {
    type: 'value' as const,
    min: 0,
    minInterval: 1,
    axisLabel: { color: quiet, fontFamily },
    splitLine: { lineStyle: { color: rule } },
  };
  return {
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 300,
    textStyle: { fontFamily, color: ink },
    grid: { left: 8, right: 24, top: series.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    ...(series.length > 1 && {
      legend: { top: 0, right: 0, textStyle: { color: quiet, fontFamily }, icon: 'roundRect' },
    }),
    tooltip: {
      trigger: 'axis' as const,
      axisPointer: { type: kind === 'line' ? ('line' as const) : ('shadow' as const) },
      backgroundColor: variable('--ant-color-bg-elevated'),
      borderColor: rule,
      textStyle: { color: ink, fontFamily },
      confine: true,
    },
    xAxis: kind === 'across' ? counts : namesShown,
    yAxis: kind === 'across' ? namesShown : counts,
    series: series.map(({ name, colour, stack, values }) => ({
      name,
      data: [...values],
      color: variable(COLOURS[colour]),
      cursor: 'pointer',
      ...(kind === 'line'
        ? {
            type: 'line' as const,
            symbolSize: 7,
            showSymbol: values.length < 40,
            lineStyle: { width: 2, type: colour === 'closed' ? ('dashed' as const) : ('solid' as const) },
            triggerLineEvent: true,
          }
        : { type: 'bar' as const, barMaxWidth: 26, ...(stack && { stack: 'all' }) }),
    })),
  };
}

/** The chart under its title, with period and number of cases, so that the picture can stand alone. */
async function titled(chart: EChartsType, shape: ChartShape | null): Promise<Blob> {
  const plain = chart.renderToCanvas({ pixelRatio: 2, backgroundColor: variable('--ant-color-bg-container') });
  const head = 88;
  const page = document.createElement('canvas');
  page.width = plain.width;
  page.height = plain.height + head;
  const pen = page.getContext('2d');
  if (!pen) throw new Error('this browser draws no pictures');
  pen.fillStyle = variable('--ant-color-bg-container');
  pen.fillRect(0, 0, page.width, page.height);
  pen.fillStyle = variable('--ant-color-text');
  pen.font = `600 32px ${getComputedStyle(document.body).fontFamily}`;
  pen.fillText(shape?.title ?? '', 24, 54, page.width - 48);
  pen.drawImage(plain, 0, head);
  return new Promise((made, failed) =>
    page.toBlob((blob) => (blob ? made(blob) : failed(new Error('no picture was made'))), 'image/png'),
  );
}
