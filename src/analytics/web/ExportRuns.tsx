import { Button } from 'antd';
import { useId } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type { ExportRun } from '../exports-contract.ts';
import { useDropExport, useExports } from './use-exports.ts';

/** What is being made, and what can be fetched. */
export function ExportRuns() {
  const t = useWords('analytics');
  const runs = useExports(true);
  const drop = useDropExport();
  const headingId = useId();
  const items = runs.data?.items ?? [];
  const underWay = items.some(({ state }) => state === 'waiting' || state === 'running');
  return (
    <section aria-labelledby={headingId}>
      <h3 id={headingId}>{t('export.runs')}</h3>
      {underWay && <p className="quiet">{t('export.leave')}</p>}
      {runs.isSuccess && items.length === 0 && <p className="quiet">{t('export.none')}</p>}
      <ProblemNote error={runs.error ?? drop.error} />
      <ul className="export-runs">
        {items.map((run) => (
          <li key={run.id} className="export-run">
            <span>
              <strong>{t(`export.states.${run.state}`)}</strong> {run.format.toUpperCase()} · {formatTime(run.askedAt)}
              {run.unmasked && ` · ${t('export.whole')}`}
              <br />
              <Progress run={run} />
            </span>
            <span className="wrap">
              {run.state === 'done' && (
                <Button type="primary" size="small" href={`/api/exports/${run.id}/file`} download>
                  {t('export.download')}
                </Button>
              )}
              <Button size="small" onClick={() => drop.mutate(run.id)}>
                {t(run.state === 'waiting' || run.state === 'running' ? 'export.cancel' : 'export.remove')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Progress({ run }: { run: ExportRun }) {
  const t = useWords('analytics');
  if (run.state === 'running' && run.total !== null) {
    return (
      <>
        <progress max={run.total || 1} value={run.made} aria-label={t('export.states.running')} />{' '}
        <small className="quiet">
          {Math.floor((run.made / (run.total || 1)) * 100)}% ·{' '}
          {t('export.progress', { made: run.made, total: run.total })}
        </small>
      </>
    );
  }
  if (run.state === 'failed')
    return <small className="quiet">{t(`refusals.${run.problem?.replace('analytics.', '')}`)}</small>;
  if (run.state !== 'done' || run.until === null) return null;
  return (
    <small className="quiet">
      {t('export.done', { count: run.made, size: sizeOf(run.bytes ?? 0) })} ·{' '}
      {t('export.until', { at: formatTime(run.until) })}
    </small>
  );
}

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
