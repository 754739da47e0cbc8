import { CheckCircleOutlined, ClockCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatExact, formatLength, formatTime, useNow } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../contract.ts';
import { type Crisis, useReadCrisisAgain } from './use-crisis.ts';

/** The activation clock: each time point counts down until it is ticked; what came late stays so. */
export function PointsPanel({ crisis }: { crisis: Crisis }) {
  const t = useWords('crisis');
  const readAgain = useReadCrisisAgain();
  const meet = useAct(async (point: string) => {
    await call<typeof contract.meetPoint>('POST /api/crisis/:id/points', {
      params: { id: crisis.id },
      input: { point },
    });
    await readAgain();
  });
  const runs = crisis.level !== 'over';
  return (
    <Panel title={t('points.title')}>
      <ProblemNote error={meet.error} />
      <ol className="rows">
        {crisis.points.map((point) => (
          <li key={point.key} className="row crisis-point">
            <div>
              <strong>{point.title}</strong>
              <span className="quiet" title={formatExact(point.dueAt)}>
                {t('points.due', { time: formatTime(point.dueAt) })}
              </span>
            </div>
            {point.metAt ? (
              <Chip
                tone={point.late ? 'warn' : 'good'}
                icon={<CheckCircleOutlined />}
                text={
                  point.late
                    ? t('points.metLate', { time: formatTime(point.metAt), length: formatLength(point.late * 60_000) })
                    : t('points.met', { time: formatTime(point.metAt) })
                }
                title={point.metBy?.name ?? ''}
              />
            ) : (
              <>
                <Due dueAt={point.dueAt} runs={runs} />
                {crisis.mayWork && runs && (
                  <Button
                    className="no-print"
                    disabled={meet.busy}
                    aria-label={`${t('points.tick')} ${point.title}`}
                    onClick={() => void meet.run(point.key)}
                  >
                    {t('points.tick')}
                  </Button>
                )}
              </>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** How long there is still, or since when it is late; what was never met says so once it is over. */
export function Due({ dueAt, runs }: { dueAt: string; runs: boolean }) {
  const t = useWords('crisis');
  const now = useNow(1000);
  if (!runs) return <Chip text={t('points.never')} />;
  const left = new Date(dueAt).getTime() - now;
  return left >= 0 ? (
    <Chip
      tone={left < 5 * 60_000 ? 'warn' : 'info'}
      icon={<ClockCircleOutlined />}
      text={t('points.left', { length: formatLength(left) })}
    />
  ) : (
    <Chip tone="bad" icon={<ExclamationCircleOutlined />} text={t('points.late', { length: formatLength(left) })} />
  );
}
