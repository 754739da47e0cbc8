import { CheckCircleOutlined, PhoneOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatLength, formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../contract.ts';
import { Due } from './PointsPanel.tsx';
import { type Crisis, useReadCrisisAgain } from './use-crisis.ts';

type Call = Crisis['calls'][number];

/** 联络树: who calls whom; not reached leads to the next, a deputy stands in for a leave. */
export function TreePanel({ crisis }: { crisis: Crisis }) {
  const t = useWords('crisis');
  const readAgain = useReadCrisisAgain();
  const mark = useAct(async (branch: string, staffId: string, reached: boolean) => {
    await call<typeof contract.markCall>('POST /api/crisis/:id/calls', {
      params: { id: crisis.id },
      input: { branch, staffId, reached },
    });
    await readAgain();
  });
  const runs = crisis.level !== 'over';
  return (
    <Panel title={t('tree.title')}>
      <ProblemNote error={mark.error} />
      {crisis.calls.length === 0 && <Empty title={t('tree.empty')} text={t('tree.emptyText')} />}
      <ol className="rows">
        {crisis.calls.map((one) => (
          <li key={one.key} className="crisis-branch">
            <div className="crisis-branch-head">
              <span>
                <span className="quiet">{one.from ?? t('tree.activator')} → </span>
                <strong>{one.to.join('／')}</strong>
              </span>
              <State one={one} runs={runs} />
            </div>
            {one.says && <p className="quiet crisis-branch-says">{t('tree.says', { says: one.says })}</p>}
            {one.state !== 'reached' && (
              <Callees
                one={one}
                may={crisis.mayWork && runs && !mark.busy}
                onMark={(staffId, reached) => void mark.run(one.key, staffId, reached)}
              />
            )}
            {one.tried.length > 0 && (
              <p className="quiet crisis-branch-says">
                {one.tried
                  .map(({ name, reached, at }) =>
                    t(reached ? 'tree.triedReached' : 'tree.triedNot', { name, time: formatTime(at) }),
                  )
                  .join('；')}
              </p>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function State({ one, runs }: { one: Call; runs: boolean }) {
  const t = useWords('crisis');
  if (one.state === 'reached')
    return (
      <Chip
        tone={one.late ? 'warn' : 'good'}
        icon={<CheckCircleOutlined />}
        text={
          one.late
            ? t('tree.reachedLate', { name: one.reached?.name ?? '', length: formatLength(one.late * 60_000) })
            : t('tree.reached', { name: one.reached?.name ?? '' })
        }
      />
    );
  if (one.state === 'nobody') return <Chip tone="bad" text={t('tree.nobody')} />;
  return <Due dueAt={one.dueAt} runs={runs} />;
}

function Callees({
  one,
  may,
  onMark,
}: {
  one: Call;
  may: boolean;
  onMark: (staffId: string, reached: boolean) => void;
}) {
  const t = useWords('crisis');
  return (
    <ul className="rows">
      {one.callees.map((callee) => {
        const isNext = callee.id === one.next;
        return (
          <li key={callee.id} className="crisis-callee" data-next={isNext || undefined}>
            <span>
              <strong>{callee.name}</strong>{' '}
              <span className="quiet">
                {callee.post}
                {callee.deputy && ` · ${t('tree.deputy')}`}
                {callee.off && ` · ${t('tree.off')}`}
              </span>
            </span>
            {callee.phone ? (
              <a className="crisis-phone number" href={`tel:${callee.phone.replace(/[^\d+]/g, '')}`}>
                <PhoneOutlined aria-hidden /> {callee.phone}
              </a>
            ) : (
              <span className="quiet">{t('tree.noPhone')}</span>
            )}
            {isNext && may && (
              <span className="crisis-callee-acts no-print">
                <Button
                  type="primary"
                  aria-label={`${t('tree.markReached')} ${callee.name}`}
                  onClick={() => onMark(callee.id, true)}
                >
                  {t('tree.markReached')}
                </Button>
                <Button aria-label={`${t('tree.markNot')} ${callee.name}`} onClick={() => onMark(callee.id, false)}>
                  {t('tree.markNot')}
                </Button>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
