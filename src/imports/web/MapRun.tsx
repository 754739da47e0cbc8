import { Button } from 'antd';
import { useMemo } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { useRested } from '../../complaints/web/use-complaints.ts';
import { useOptions } from '../../complaints/web/use-options.ts';
import { confirmAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type { RunView } from '../contract.ts';
import { MappingTable } from './MappingTable.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { ReadingFields } from './ReadingFields.tsx';
import { SettingsFields } from './SettingsFields.tsx';
import { usePreview, useRunActs } from './use-imports.ts';
import { useSettings } from './use-settings.ts';

/** Before anything is carried in: how the file is read, where its columns go, and what comes of it. */
export function MapRun({ run, onDiscarded }: { run: RunView; onDiscarded: () => void }) {
  const t = useWords('imports');
  const hand = useSettings(run);
  const options = useOptions(hand.rest.storeId);
  const preview = usePreview(run.id, useRested(hand.settings, 250));
  const { start, discard } = useRunActs(run.id);
  const notUnderstood = useMemo(
    () => new Map(preview.data?.notUnderstood.map(({ column, texts }) => [column, texts])),
    [preview.data],
  );
  const lost = rowsLost(run, notUnderstood, hand.columns);
  const [same] = run.sameFile;
  const onTwins = hand.settings?.onTwins ?? 'skip';
  const forecast = preview.isError ? undefined : preview.data?.forecast;
  const rows = forecast?.looked === run.rows ? forecast.made : run.rows;
  const leave = async () => {
    const question = { title: t('discard.title', { name: run.name }), act: t('discard.act'), danger: true };
    if (await confirmAct(question)) discard.mutate(undefined, { onSuccess: onDiscarded });
  };
  return (
    <div className="stack">
      {same && <p className="note note-warn">{t('mapping.sameFile', { at: formatTime(same.at) })}</p>}
      <Panel title={t('reading.title')} extra={t('reading.rows', { count: run.rows })}>
        <ReadingFields run={run} />
      </Panel>
      <Panel title={t('mapping.title')} extra={t(`mapping.from.${run.mappingFrom}`)}>
        <MappingTable {...{ run, hand, options, notUnderstood }} />
      </Panel>
      <Panel title={t('settings.title')}>
        <SettingsFields hand={hand} options={options} />
      </Panel>
      <Panel title={t('preview.title')} extra={t('preview.first', { count: run.sample.length })}>
        {hand.settings === null ? <p className="quiet">{t('preview.storeFirst')}</p> : null}
        <ProblemNote error={preview.error} />
        {forecast && preview.data && (
          <div className="stack">
            <p aria-live="polite">
              {t(`preview.forecast.${onTwins}`, { ...forecast })}
              {forecast.looked < run.rows && (
                <span className="quiet">{t('preview.notAll', { count: forecast.looked })}</span>
              )}
            </p>
            <PreviewTable rows={preview.data.rows} onTwins={onTwins} />
          </div>
        )}
      </Panel>
      {lost > 0 && <p className="note note-warn">{t('mapping.willRefuse', { count: lost })}</p>}
      <ProblemNote error={start.error ?? discard.error} />
      <div className="import-foot">
        <Button onClick={() => void leave()}>{t('discard.act')}</Button>
        <Button
          type="primary"
          loading={start.isPending}
          disabled={hand.settings === null || preview.isError}
          onClick={() => hand.settings && start.mutate(hand.settings)}
        >
          {t('mapping.start', { count: rows })}
        </Button>
      </div>
    </div>
  );
}

/** Rows that will be left out for values that nobody has matched: at least as many as the worst column has. */
const rowsLost = (
  run: RunView,
  notUnderstood: ReadonlyMap<number, readonly string[]>,
  columns: RunView['mapping'],
): number =>
  Math.max(
    0,
    ...[...notUnderstood].map(([column, texts]) =>
      (run.columns[column]?.values ?? [])
        .filter(({ text }) => texts.includes(text) && !columns[column]?.values[text])
        .reduce((sum, { count }) => sum + count, 0),
    ),
  );
