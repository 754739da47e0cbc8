import { useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented, Skeleton } from 'antd';
import { dayAfter } from '../../../analytics/period.ts';
import { AnalyticsTabs } from '../../../analytics/web/AnalyticsTabs.tsx';
import { ChartPanel } from '../../../analytics/web/ChartPanel.tsx';
import { type EqualService as Equal, equalCharts, type Grouped } from '../../../analytics/web/equal-charts.ts';
import { useEqualService } from '../../../analytics/web/use-analytics.ts';
import '../../../analytics/web/analytics.css';
import { useWords } from '../../../base/web/i18n.ts';
import { dayOf, useNow } from '../../../base/web/when.ts';
import { SEVERITIES } from '../../../complaints/complaint.ts';
import { useStore } from '../../../people/web/use-session.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

const LENGTHS = [30, 90, 365] as const;
const USUAL = 90;

/** 一视同仁: whether limits, contact and resolution differ between groups of customers beyond chance. */
export function EqualService() {
  const t = useWords('analytics');
  const words = useWords('complaints');
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/day/equal-service' });
  const days = LENGTHS.find((length) => String(length) === search['days']) ?? USUAL;
  const severity = SEVERITIES.find((one) => one === search['severity']) ?? null;
  const [storeId] = useStore();
  const to = dayOf(new Date(useNow(60_000)));
  const read = useEqualService({
    from: dayAfter(to, 1 - days),
    to,
    storeId,
    severity,
    field: search['field'] || null,
  });
  const found = read.data;
  const grouped = found?.groupings.find(({ by }) => by === search['by']) ?? found?.groupings[0];
  const go = (part: Record<string, string>): void =>
    void navigate({ to: '/day/equal-service', search: (before) => ({ ...before, ...part }), replace: true });
  const nameOf = ({ key, title }: Grouped['groups'][number]): string =>
    title || (grouped?.by === 'mood' ? words(`moods.${key}`) : t(`equal.groups.${key}`));
  return (
    <Page title={t('equal.title')} lead={<span className="no-print">{t('equal.lead')}</span>}>
      <AnalyticsTabs here="equal" />
      <div className="period-bar equal-bar no-print">
        <Segmented
          aria-label={t('charts.period')}
          options={LENGTHS.map((length) => ({ value: length, label: t('charts.lastDays', { count: length }) }))}
          value={days}
          onChange={(length) => go({ days: length === USUAL ? '' : String(length) })}
        />
        <select
          className="select"
          aria-label={t('equal.severity')}
          value={severity ?? ''}
          onChange={(event) => go({ severity: event.target.value })}
        >
          <option value="">{t('equal.anySeverity')}</option>
          {SEVERITIES.map((key) => (
            <option key={key} value={key}>
              {words(`severities.${key}`)}
            </option>
          ))}
        </select>
        {found && found.fields.length > 0 && (
          <select
            className="select"
            aria-label={t('equal.field')}
            value={search['field'] ?? ''}
            onChange={(event) => go({ field: event.target.value, by: event.target.value ? 'field' : '' })}
          >
            <option value="">{t('equal.noField')}</option>
            {found.fields.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </select>
        )}
      </div>
      <ProblemNote error={read.error} />
      {read.isPending && <Skeleton active paragraph={{ rows: 12 }} />}
      {found && found.cases === 0 && <Empty title={t('charts.empty')} text={t('equal.emptyText')} />}
      {found && grouped && found.cases > 0 && (
        <>
          <div className="equal-by no-print">
            <Segmented
              aria-label={t('equal.grouping')}
              options={found.groupings.map(({ by }) => ({ value: by, label: t(`equal.by.${by}`) }))}
              value={grouped.by}
              onChange={(by) => go({ by })}
            />
          </div>
          <div className="charts">
            <Verdicts found={found} grouped={grouped} />
            {equalCharts(t, found, grouped, nameOf).map((shape) => (
              <ChartPanel key={shape.key} shape={shape} name={`${found.from}-${found.to}-${grouped.by}`} />
            ))}
          </div>
        </>
      )}
    </Page>
  );
}

/** What can be said of the groups, each with the counts that it rests on. */
function Verdicts({ found, grouped }: { found: Equal; grouped: Grouped }) {
  const t = useWords('analytics');
  const isClear = grouped.comparisons.every(({ verdict }) => verdict !== 'differs');
  const known = grouped.comparisons.filter(({ verdict }) => verdict !== 'too-few').length;
  const isWhole = known === grouped.comparisons.length;
  const percent = (chance: number): string =>
    chance < 0.001 ? t('equal.tiny') : t('equal.percent', { percent: Math.round(chance * 1000) / 10 });
  return (
    <Panel title={t('equal.conclusion', { by: t(`equal.by.${grouped.by}`), count: found.cases })}>
      <p>
        <strong>{t(`equal.${known === 0 ? 'unknown' : !isClear ? 'unclear' : isWhole ? 'clear' : 'partly'}`)}</strong>
      </p>
      <ul>
        {grouped.comparisons.map(({ measure, verdict, compared, chance }) => (
          <li key={measure}>
            {t(`equal.verdicts.${verdict}`, {
              measure: t(`equal.measures.${measure}`),
              groups: compared,
              chance: chance === null ? '' : percent(chance),
              least: found.least,
            })}
          </li>
        ))}
      </ul>
      <p className="quiet">{t('equal.method', { least: found.least })}</p>
      {found.cut && <p className="quiet">{t('equal.cut', { count: found.cases })}</p>}
    </Panel>
  );
}
