import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../duty-contract.ts';
import './duty.css';
import { DutyLeaveForm } from './DutyLeaveForm.tsx';
import { type Duty, type DutyLeave, useReadDutyAgain } from './use-duty.ts';

/** 请假: who is away, now and in the coming weeks; why is told only to themselves and the roster's keepers. */
export function DutyLeaves({ duty, onMove }: { duty: Duty; onMove?: ((staffId: string) => void) | undefined }) {
  const t = useWords('people');
  const readAgain = useReadDutyAgain();
  const [adding, setAdding] = useState(false);
  const end = useAct(async (leave: DutyLeave) => {
    const yes = await confirmAct({
      title: t('leave.askEnd', { name: leave.staff.name }),
      text: t('leave.endText'),
      act: t('leave.end'),
    });
    if (!yes) return;
    await call<typeof contract.endLeave>('DELETE /api/duty/leaves/:id', { params: { id: leave.id } });
    say(t('leave.ended', { name: leave.staff.name }));
    readAgain();
  });
  return (
    <Panel
      title={t('leave.title')}
      extra={
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
          {t('leave.add')}
        </Button>
      }
    >
      <ProblemNote error={end.error} />
      {duty.leaves.length === 0 && <Empty title={t('leave.none')} text={t('leave.noneText')} />}
      <ul className="duty-leaves">
        {duty.leaves.map((leave) => (
          <li key={leave.id}>
            <strong>{leave.staff.name}</strong>
            {leave.kind && <Chip text={t(`leave.kinds.${leave.kind}`)} />}
            <span className="number">
              {formatTime(leave.fromAt)} – {formatTime(leave.toAt)}
            </span>
            {leave.deputy && <span className="quiet">{t('leave.deputyIs', { name: leave.deputy.name })}</span>}
            {leave.mayEnd && (
              <span className="wrap no-print">
                {onMove && (
                  <Button size="small" onClick={() => onMove(leave.staff.id)}>
                    {t('leave.move')}
                  </Button>
                )}
                <Button size="small" loading={end.busy} onClick={() => void end.run(leave)}>
                  {t('leave.end')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {adding && <DutyLeaveForm duty={duty} onClose={() => setAdding(false)} />}
    </Panel>
  );
}
