import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { dayOf } from '../../base/web/when.ts';
import { useSession, useStore } from '../../people/web/use-session.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { type TableRow, tableOf } from '../backtest-table.ts';
import { dayAfter } from '../period.ts';
import { trialCharts } from './backtest-charts.ts';
import { ChartPanel } from './ChartPanel.tsx';
import { saveFile } from './save-file.ts';
import { sheetOf, type TrialRun, useBacktest } from './use-backtest.ts';
import './analytics.css';
import './backtest.css';

const USUAL_DAYS = 90;

/** Past complaints under a draft: period, how far it is, and both sides. */
export function BacktestPanel({ draftId, saved }: { draftId: string; saved: boolean }) {
  const t = useWords('analytics');
  const { staff } = useSession();
  const [chosen] = useStore();
  const today = dayOf();
  const [from, setFrom] = useState(() => dayAfter(today, 1 - USUAL_DAYS));
  const [to, setTo] = useState(today);
  const [storeId, setStore] = useState<string | null>(chosen);
  const { run, start, stop } = useBacktest(draftId);
  const running = run?.state === 'running';
  return (
    <div className="stack backtest">
      <p className="quiet">{t('backtest.lead')}</p>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void start({ from, to, storeId });
        }}
      >
        <Field label={t('backtest.from')}>
          <input
            className="select"
            type="date"
            value={from}
            max={to}
            required
            onChange={({ target }) => setFrom(target.value)}
          />
        </Field>
        <Field label={t('backtest.to')}>
          <input
            className="select"
            type="date"
            value={to}
            min={from}
            max={today}
            required
            onChange={({ target }) => setTo(target.value)}
          />
        </Field>
        <Field label={t('backtest.store')}>
          <select
            className="select"
            value={storeId ?? ''}
            onChange={({ target }) => setStore(target.value === '' ? null : target.value)}
          >
            <option value="">{t('backtest.allStores')}</option>
            {staff.stores.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <div className="wrap backtest-acts">
          {running ? (
            <Button onClick={stop}>{t('backtest.stop')}</Button>
          ) : (
            <Button type="primary" htmlType="submit" disabled={!saved || from === '' || to === '' || from > to}>
              {t(run ? 'backtest.again' : 'backtest.start')}
            </Button>
          )}
          {!saved && <span className="quiet">{t('backtest.unsaved')}</span>}
        </div>
      </form>
      {run === null && <Empty title={t('backtest.idle')} text={t('backtest.idleTeach')} />}
      {run && <Progress run={run} />}
      {run && run.state !== 'changed' && run.sums.cases > 0 && <Outcome draftId={draftId} run={run} />}
    </div>
  );
}

function Progress({ run }: { run: TrialRun }) {
  const t = useWords('analytics');
  const { sums, total, state } = run;
  const done = sums.cases + sums.skipped;
  if (state === 'failed') return <ProblemNote error={run.error} />;
  if (state === 'changed') {
    return (
      <p className="note note-warn" role="alert">
        {t('backtest.changed')}
      </p>
    );
  }
  if (state === 'running') {
    return (
      <div className="backtest-progress">
        <progress max={total ?? 1} value={total === null ? undefined : done} aria-label={t('backtest.progress')} />
        <span className="quiet">{t('backtest.under', { done, total: total ?? '…' })}</span>
      </div>
    );
  }
  if (done === 0 && state === 'done') return <Empty title={t('backtest.empty')} text={t('backtest.emptyTeach')} />;
  return (
    <p role="status" className="note">
      {t(state === 'done' ? 'backtest.done' : 'backtest.stopped', { count: sums.cases })}
      {sums.skipped > 0 && <span className="quiet"> {t('backtest.skipped', { count: sums.skipped })}</span>}
    </p>
  );
}

function Outcome({ draftId, run }: { draftId: string; run: TrialRun }) {
  const t = useWords('analytics');
  const { staff } = useSession();
  const { asked, sums } = run;
  const place = staff.stores.find(({ id }) => id === asked.storeId)?.name ?? t('report.allStores');
  const rows = useMemo(() => tableOf((room, key) => t(`${room}:${key}`), sums), [t, sums]);
  // drawn anew with every batch they would only flicker
  const charts = useMemo(() => (run.state === 'running' ? [] : trialCharts(t, run, place)), [t, run, place]);
  const name = `${asked.from}-${asked.to}`;
  const save = useAct(async (format: 'csv' | 'xlsx') => {
    saveFile(await sheetOf(draftId, run, format), `${t('backtest.file')}-${name}.${format}`);
  });
  const more = rows.filter(({ section }) => section === 'rung' || section === 'need' || section === 'severity');
  return (
    <>
      <SideBySide rows={rows.filter(({ section }) => section === 'whole')} />
      <p className="quiet">{t('backtest.notClosedNote')}</p>
      {charts.map((shape) => (
        <ChartPanel key={shape.key} shape={shape} name={name} />
      ))}
      {more.length > 0 && <SideBySide rows={more} />}
      {run.state !== 'running' && (
        <div className="wrap no-print">
          <Button icon={<DownloadOutlined aria-hidden />} disabled={save.busy} onClick={() => void save.run('xlsx')}>
            {t('backtest.saveXlsx')}
          </Button>
          <Button icon={<DownloadOutlined aria-hidden />} disabled={save.busy} onClick={() => void save.run('csv')}>
            {t('backtest.saveCsv')}
          </Button>
        </div>
      )}
      <ProblemNote error={save.error} />
    </>
  );
}

function SideBySide({ rows }: { rows: readonly TableRow[] }) {
  const t = useWords('analytics');
  const sections = [...Map.groupBy(rows, ({ section }) => section)];
  const shown = (value: number | null): string => value?.toLocaleString('zh-CN') ?? t('backtest.none');
  return (
    <WideTable label={t('backtest.table')}>
      <table className="table backtest-table">
        {sections.map(([section, some]) => (
          <tbody key={section}>
            <tr>
              <th scope="col">{t(`backtest.sections.${section}`)}</th>
              <th scope="col">{t('backtest.really')}</th>
              <th scope="col">{t('backtest.draft')}</th>
              <th scope="col">{t('backtest.difference')}</th>
            </tr>
            {some.map(({ label, really, draft, difference }, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two rungs may share their name
              <tr key={row}>
                <th scope="row">{label}</th>
                <td className="number">{shown(really)}</td>
                <td className="number">{shown(draft)}</td>
                <td className="number">
                  {difference === null
                    ? t('backtest.none')
                    : difference === 0
                      ? t('backtest.same')
                      : `${difference > 0 ? '+' : '−'}${shown(Math.abs(difference))}`}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </WideTable>
  );
}
