import { CheckCircleOutlined, ClockCircleOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatExact, formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { EntryLines } from './EntryLines.tsx';
import { type HandOverHead, useHandOver, useReadShiftsAgain } from './use-shifts.ts';
import { When } from './When.tsx';
import './shifts.css';

export function Acknowledged({ of }: { of: Pick<HandOverHead, 'acknowledged' | 'mayAcknowledge'> }) {
  const t = useWords('shifts');
  if (of.acknowledged) {
    const { by, at } = of.acknowledged;
    return (
      <Chip
        tone="good"
        icon={<CheckCircleOutlined />}
        text={t('shift.acknowledged', { name: by.name, time: formatTime(at) })}
        title={formatExact(at)}
      />
    );
  }
  return (
    <Chip
      tone="warn"
      icon={<ClockCircleOutlined />}
      text={t(of.mayAcknowledge ? 'shift.toAcknowledge' : 'shift.waiting')}
    />
  );
}

/** One hand-over as it was given: on screen with its acknowledgement, on paper with two lines to sign. */
export function HandOverSheet({ id }: { id: string }) {
  const t = useWords('shifts');
  const readAgain = useReadShiftsAgain();
  const shift = useHandOver(id);
  const { data } = shift;
  const acknowledge = useAct(async () => {
    const { cases } = await call<typeof contract.acknowledgeShift>('POST /api/shifts/:id/acknowledgement', {
      params: { id },
    });
    say(t('shift.acknowledgedNow', { count: cases }));
    readAgain();
  });
  return (
    <article className="shift-sheet stack">
      <ProblemNote error={shift.error ?? acknowledge.error} />
      {data && (
        <>
          <Panel
            title={`${data.store.name} ${t('shift.title')}`}
            extra={
              <span className="wrap no-print">
                <Acknowledged of={data} />
                <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
                  {t('shift.print')}
                </Button>
                {data.mayAcknowledge && (
                  <Button type="primary" loading={acknowledge.busy} onClick={() => void acknowledge.run()}>
                    {t('shift.acknowledge')}
                  </Button>
                )}
              </span>
            }
          >
            <p>
              {data.giver.name} <When at={data.givenAt} /> →{' '}
              {data.takers.map(({ name }) => name).join(t('base:common.listComma'))} · {t('shift.dueUntil')}{' '}
              <When at={data.until} /> · {t('shift.cases', { count: data.entries.length })}
            </p>
            {data.acknowledged && (
              <p className="shift-print-only">
                {t('shift.acknowledged', { name: data.acknowledged.by.name, time: formatExact(data.acknowledged.at) })}
              </p>
            )}
            {data.words && <blockquote className="shift-general">{data.words}</blockquote>}
            <p className="quiet no-print">{t('shift.frozen')}</p>
          </Panel>
          <Panel title={t('shift.list')}>
            <ol className="shift-entries">
              {data.entries.map((entry) => (
                <li key={entry.row.id} className="shift-entry">
                  <EntryLines entry={entry} at={data.givenAt} />
                  {entry.words && (
                    <p className="shift-said">
                      <span className="shift-kind">{t('shift.newWords')}</span> {entry.words}
                    </p>
                  )}
                </li>
              ))}
            </ol>
          </Panel>
          <p className="shift-print-only shift-sign">{t('shift.sign')}</p>
        </>
      )}
    </article>
  );
}
