import { FieldTimeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime, useNow } from '../../../base/web/when.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type * as contract from '../../owning-contract.ts';
import { useCase } from './case-context.ts';
import { type NextStep, NextStepTaps } from './NextStepTaps.tsx';
import { useCaseAct } from './use-case-act.ts';

/** 下次跟进: always in sight, changed by one tap. */
export function NextStepLine() {
  const t = useWords('complaints');
  const { view, can } = useCase();
  const now = useNow(30_000);
  const act = useCaseAct();
  const [changing, setChanging] = useState(false);
  const [typed, setTyped] = useState<NextStep>({ step: '', at: null });
  if (view.stage === 'closed') return null;
  const past = view.nextStepAt !== null && Date.parse(view.nextStepAt) < now;
  const keep = async (next: NextStep): Promise<void> => {
    if (!next.at) return;
    if (
      await act.run<typeof contract.setNextStep>('POST /api/complaints/:id/next-step', {
        input: { step: next.step, at: next.at },
      })
    ) {
      setChanging(false);
      setTyped({ step: '', at: null });
    }
  };
  // A tap is kept at once; a typed time waits for the key.
  const change = (next: NextStep): void => {
    setTyped(next);
    if (next.step !== typed.step && next.at) void keep(next);
  };
  return (
    <div className="case-next">
      <FieldTimeOutlined aria-hidden />
      <span className={past ? 'case-past' : undefined}>
        <span className="quiet">{t('case.nextStep')}</span>{' '}
        {view.nextStepAt ? (
          <>
            {formatTime(view.nextStepAt)} {view.nextStep && <bdi>{view.nextStep}</bdi>}
            {past && t('case.pastMark')}
          </>
        ) : (
          t('case.noNextStep')
        )}
      </span>
      {can('setNextStep') && (
        <Button size="small" type="link" aria-expanded={changing} onClick={() => setChanging(!changing)}>
          {t('case.change')}
        </Button>
      )}
      {changing && (
        <div className="case-next-change">
          <NextStepTaps value={typed} onChange={change} />
          {typed.at && (
            <Button size="small" type="primary" loading={act.busy} onClick={() => void keep(typed)}>
              {t('case.save')}
            </Button>
          )}
          <ProblemNote error={act.error} />
        </div>
      )}
    </div>
  );
}
