import { useNavigate, useSearch } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { dayAfter } from '../../../analytics/period.ts';
import { AnalyticsTabs } from '../../../analytics/web/AnalyticsTabs.tsx';
import '../../../analytics/web/analytics.css';
import { useWords } from '../../../base/web/i18n.ts';
import { dayOf, useNow } from '../../../base/web/when.ts';
import { PaperBar } from '../../../papers/web/PaperBar.tsx';
import { PaperSheet } from '../../../papers/web/PaperSheet.tsx';
import { fileOf, useReportPaper, useReports } from '../../../papers/web/use-papers.ts';
import { useStore } from '../../../people/web/use-session.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

const DAY = /^\d{4}-\d\d-\d\d$/;
const USUAL = 90;

/** 汇总表: forms over the cases of a period, ready to print. */
export function Forms() {
  const t = useWords('papers');
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/day/forms' });
  const [storeId] = useStore();
  const today = dayOf(new Date(useNow(60_000)));
  const reports = useReports(storeId);
  const items = reports.data?.items ?? [];
  const picked = items.find(({ key }) => key === search['form']) ?? items[0];
  const day = (name: string, usual: string): string => (DAY.test(search[name] ?? '') ? (search[name] ?? usual) : usual);
  const period = {
    from: day('from', dayAfter(today, 1 - USUAL)),
    to: day('to', today),
    ...(storeId && { storeId }),
  };
  const paper = useReportPaper(picked?.key ?? '', period);
  const go = (part: Record<string, string>) =>
    void navigate({ to: '/day/forms', search: { ...search, ...part }, replace: true });
  return (
    <Page title={t('report.title')} lead={<span className="no-print">{t('report.lead')}</span>}>
      <AnalyticsTabs here="forms" />
      <ProblemNote error={reports.error ?? paper.error} />
      {reports.data && !picked && <Empty title={t('report.empty')} text={t('report.emptyText')} />}
      {picked && (
        <>
          <PaperBar
            back={
              <>
                <select
                  className="select"
                  aria-label={t('report.pick')}
                  value={picked.key}
                  onChange={(event) => go({ form: event.target.value })}
                >
                  {items.map(({ key, title }) => (
                    <option key={key} value={key}>
                      {title}
                    </option>
                  ))}
                </select>
                {(['from', 'to'] as const).map((end) => (
                  <label key={end}>
                    {t(`report.${end}`)}{' '}
                    <input
                      type="date"
                      className="select"
                      value={period[end]}
                      max={today}
                      onChange={(event) => event.target.value && go({ [end]: event.target.value })}
                    />
                  </label>
                ))}
              </>
            }
            file={fileOf.report(picked.key, period)}
          />
          <div className="paper-desk">
            {paper.data ? (
              <PaperSheet paper={paper.data} />
            ) : (
              paper.isPending && <Skeleton active paragraph={{ rows: 12 }} />
            )}
          </div>
        </>
      )}
    </Page>
  );
}
