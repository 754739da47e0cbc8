import { useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented, Skeleton } from 'antd';
import { useMemo } from 'react';
import { dayAfter } from '../../../analytics/period.ts';
import { AnalyticsTabs } from '../../../analytics/web/AnalyticsTabs.tsx';
import { ChartPanel } from '../../../analytics/web/ChartPanel.tsx';
import { chartsOf } from '../../../analytics/web/figure-charts.ts';
import { useFigures } from '../../../analytics/web/use-analytics.ts';
import '../../../analytics/web/analytics.css';
import { useWords } from '../../../base/web/i18n.ts';
import { dayOf, useNow } from '../../../base/web/when.ts';
import { useStore } from '../../../people/web/use-session.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

const LENGTHS = [7, 30, 90, 365] as const;
const USUAL = 30;

/** Trend, categories, stores and ageing under the viewer's rights. */
export function Figures() {
  const t = useWords('analytics');
  const navigate = useNavigate();
  const asked = Number(useSearch({ from: '/shell/day/figures' })['days']);
  const days = LENGTHS.find((length) => length === asked) ?? USUAL;
  const [storeId] = useStore();
  const to = dayOf(new Date(useNow(60_000)));
  const figures = useFigures({ from: dayAfter(to, 1 - days), to, storeId });
  const charts = useMemo(() => figures.data && chartsOf(t, figures.data), [t, figures.data]);
  const isEmpty = figures.data && figures.data.opened + figures.data.closed + figures.data.open === 0;
  return (
    <Page title={t('report.page')}>
      <AnalyticsTabs here="figures" />
      <div className="period-bar no-print">
        <Segmented
          aria-label={t('charts.period')}
          options={LENGTHS.map((length) => ({ value: length, label: t('charts.lastDays', { count: length }) }))}
          value={days}
          onChange={(length) =>
            void navigate({
              to: '/day/figures',
              search: length === USUAL ? {} : { days: String(length) },
              replace: true,
            })
          }
        />
      </div>
      <ProblemNote error={figures.error} />
      {isEmpty && <Empty title={t('charts.empty')} text={t('charts.emptyTeach')} />}
      {charts && !isEmpty && (
        <div className="charts">
          {charts.map((shape) => (
            <ChartPanel key={shape.key} shape={shape} name={`${figures.data?.from}-${figures.data?.to}`} />
          ))}
        </div>
      )}
      {figures.isPending && <Skeleton active paragraph={{ rows: 12 }} />}
    </Page>
  );
}
