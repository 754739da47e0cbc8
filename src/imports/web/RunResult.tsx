import { DownloadOutlined, PauseOutlined, PlayCircleOutlined, UndoOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatLength, formatTime } from '../../base/web/when.ts';
import { confirmAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type { RunView } from '../contract.ts';
import { isUnderWay, mayNow } from '../import-run.ts';
import { Bar } from './Bar.tsx';
import { RunChip } from './RunChip.tsx';
import { useRunActs } from './use-imports.ts';

/** A run under way or over: how far it is, what became of its rows, and what can still be done. */
export function RunResult({ run }: { run: RunView }) {
  const t = useWords('imports');
  const { stop, resume, undo } = useRunActs(run.id);
  const left = run.refused + run.skipped;
  const here = run.made - run.removed;
  const takeAway = async () => {
    const question = {
      title: t('undo.title', { name: run.name }),
      text: t('undo.text', { count: here }),
      act: t('undo.act', { count: here }),
      danger: true,
    };
    if (await confirmAct(question)) undo.mutate();
  };
  const failure = run.failure?.startsWith('imports.') ? t(`refusals.${run.failure.slice(8)}`) : run.failure;
  const counts: [string, number][] = [
    ['made', run.made],
    ['running', run.running],
    ['linked', run.linked],
    ['skipped', run.skipped],
    ['refused', run.refused],
    ['removed', run.removed],
    ['stayed', run.stayed],
  ];
  return (
    <Panel title={t('result.title')} extra={<RunChip state={run.state} />}>
      {isUnderWay(run.state) && (
        <>
          <Bar
            percent={run.percent}
            label={
              run.state === 'undoing'
                ? t('result.undone', { done: run.removed + run.stayed, of: run.made })
                : t('result.done', { done: run.done, of: run.rows, rate: run.rowsPerSecond ?? 0 })
            }
          />
          <p className="quiet">
            {t('result.leave')} {run.state === 'running' && run.rowsPerSecond ? remaining(run, t) : ''}
          </p>
        </>
      )}
      {failure && <p className="note note-warn">{failure}</p>}
      <dl className="import-counts">
        {counts
          .filter(([key, count]) => count > 0 || key === 'made' || key === 'refused')
          .map(([key, count]) => (
            <div key={key}>
              <dt>{t(`result.counts.${key}`)}</dt>
              <dd className="number">{count}</dd>
            </div>
          ))}
      </dl>
      {run.stayed > 0 && <p className="note">{t('result.stayedText', { count: run.stayed })}</p>}
      <p className="quiet import-who">
        {t('result.who', { name: run.by, at: formatTime(run.startedAt ?? run.uploadedAt) })}
      </p>
      <div className="wrap">
        {mayNow('stop', run.state) && (
          <Button icon={<PauseOutlined aria-hidden />} loading={stop.isPending} onClick={() => stop.mutate()}>
            {t('result.stop')}
          </Button>
        )}
        {mayNow('resume', run.state) && run.done < run.rows && (
          <Button
            type="primary"
            icon={<PlayCircleOutlined aria-hidden />}
            loading={resume.isPending}
            onClick={() => resume.mutate()}
          >
            {t('result.resume')}
          </Button>
        )}
        {left > 0 && (
          <Button icon={<DownloadOutlined aria-hidden />} href={`/api/imports/${run.id}/refused`}>
            {t('result.refused', { count: left })}
          </Button>
        )}
        {mayNow('undo', run.state) && here > 0 && (
          <Button danger icon={<UndoOutlined aria-hidden />} loading={undo.isPending} onClick={() => void takeAway()}>
            {t('result.undo')}
          </Button>
        )}
        {here > 0 && <Link to="/complaints">{t('result.toList')}</Link>}
      </div>
      <ProblemNote error={stop.error ?? resume.error ?? undo.error} />
    </Panel>
  );
}

const remaining = (run: RunView, t: ReturnType<typeof useWords>): string =>
  t('result.remaining', { time: formatLength(((run.rows - run.done) / Math.max(1, run.rowsPerSecond ?? 1)) * 1000) });
