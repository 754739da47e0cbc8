import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { SPANS, shifted } from '../../../analytics/period.ts';
import { AnalyticsTabs } from '../../../analytics/web/AnalyticsTabs.tsx';
import { ReportActs } from '../../../analytics/web/ReportActs.tsx';
import { ReportSheet } from '../../../analytics/web/ReportSheet.tsx';
import { reportLines } from '../../../analytics/web/report-lines.ts';
import { useReport } from '../../../analytics/web/use-analytics.ts';
import '../../../analytics/web/analytics.css';
import { useWords } from '../../../base/web/i18n.ts';
import { dayOf, useNow } from '../../../base/web/when.ts';
import { useStore } from '../../../people/web/use-session.ts';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** 日报、周报: what was, on one sheet. */
export function Day() {
  const t = useWords('analytics');
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/day' });
  const [storeId] = useStore();
  const today = dayOf(new Date(useNow(60_000)));
  const span = SPANS.find((name) => name === search['span']) ?? 'day';
  const asked = search['day'] ?? '';
  const day = DAY.test(asked) && !Number.isNaN(Date.parse(asked)) ? asked : today;
  const report = useReport({ span, day, storeId });
  const lines = report.data && reportLines(t, report.data);
  const go = (to: string) =>
    void navigate({ to: '/day', search: { span, ...(to !== today && { day: to }) }, replace: true });
  return (
    <Page
      title={t('report.page')}
      width="text"
      actions={lines && <ReportActs lines={lines} name={`${t(`tabs.${span}`)}-${report.data?.from}`} />}
    >
      <AnalyticsTabs here={span} />
      <div className="period-bar no-print">
        <Button icon={<LeftOutlined aria-hidden />} onClick={() => go(shifted(span, day, -1))}>
          {t(`report.before.${span}`)}
        </Button>
        <input
          type="date"
          className="period-day"
          aria-label={t('report.pick')}
          value={day}
          max={today}
          onChange={(event) => event.target.value && go(event.target.value)}
        />
        <Button
          icon={<RightOutlined aria-hidden />}
          iconPlacement="end"
          disabled={shifted(span, day, 1) > today}
          onClick={() => go(shifted(span, day, 1))}
        >
          {t(`report.after.${span}`)}
        </Button>
      </div>
      <ProblemNote error={report.error} />
      {lines ? <ReportSheet lines={lines} /> : report.isPending && <Skeleton active paragraph={{ rows: 12 }} />}
    </Page>
  );
}
