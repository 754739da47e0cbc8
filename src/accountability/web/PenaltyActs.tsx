import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { confirmAct, type Question, useAct } from '../../ui/confirm-act.tsx';
import { DateTime } from '../../ui/DateTime.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../contract.ts';
import { type Penalty, useReadPenaltiesAgain } from './use-accountability.ts';

/** What the reader may do with a proposal now; each grave step asks once more. */
export function PenaltyActs({ penalty }: { penalty: Penalty }) {
  const t = useWords('accountability');
  const readAgain = useReadPenaltiesAgain();
  const [words, setWords] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const params = { id: penalty.id };
  const { name } = penalty.staff;
  const act = useAct(async (what: () => Promise<unknown>, question?: Question) => {
    if (question && !(await confirmAct(question))) return;
    await what();
    setWords('');
    await readAgain();
  });
  const may = (one: Penalty['can'][number]): boolean => penalty.can.includes(one);
  const decide = (approved: boolean) =>
    act.run(
      () => call<typeof contract.decide>('POST /api/penalties/:id/decision', { params, input: { approved, words } }),
      approved
        ? { title: t('penalty.decideSure', { name }), text: t('penalty.decideTeach'), act: t('penalty.approve') }
        : undefined,
    );
  const decideAppeal = (upheld: boolean) =>
    act.run(
      () =>
        call<typeof contract.decideAppeal>('POST /api/penalties/:id/appeal-decision', {
          params,
          input: { upheld, words },
        }),
      {
        title: t(upheld ? 'penalty.upholdSure' : 'penalty.liftSure', { name }),
        text: t('penalty.appealTeach'),
        act: t(upheld ? 'penalty.uphold' : 'penalty.lift'),
      },
    );
  const tell = () =>
    act.run(() =>
      call<typeof contract.tell>('POST /api/penalties/:id/telling', { params, input: { at: at ?? '', words } }),
    );
  const withdraw = () =>
    act.run(() => call<typeof contract.withdraw>('DELETE /api/penalties/:id', { params, input: { reason: words } }), {
      title: t('penalty.withdrawSure', { name }),
      act: t('penalty.withdraw'),
      danger: true,
    });
  if (penalty.can.length === 0) return null;
  const title = may('decide')
    ? 'penalty.decide'
    : may('decideAppeal')
      ? 'penalty.decideAppeal'
      : may('tell')
        ? 'penalty.tell'
        : 'penalty.withdraw';
  const hasWords = words.trim() !== '';
  return (
    <div className="no-print">
      <Panel title={t(title)}>
        <div className="stack">
          <ProblemNote error={act.error} />
          {may('tell') && (
            <Field label={t('penalty.toldWhen')} required>
              <DateTime value={at} onChange={setAt} />
            </Field>
          )}
          <Field
            label={t(
              may('tell') ? 'penalty.tellWords' : title === 'penalty.withdraw' ? 'penalty.reason' : 'penalty.words',
            )}
          >
            <Input.TextArea
              value={words}
              maxLength={500}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={(event) => setWords(event.target.value)}
            />
          </Field>
          <div className="penalty-keys">
            {may('decide') && (
              <>
                <Button type="primary" loading={act.busy} onClick={() => void decide(true)}>
                  {t('penalty.approve')}
                </Button>
                <Button disabled={!hasWords || act.busy} onClick={() => void decide(false)}>
                  {t('penalty.decline')}
                </Button>
              </>
            )}
            {may('decideAppeal') && (
              <>
                <Button type="primary" disabled={!hasWords || act.busy} onClick={() => void decideAppeal(true)}>
                  {t('penalty.uphold')}
                </Button>
                <Button disabled={!hasWords || act.busy} onClick={() => void decideAppeal(false)}>
                  {t('penalty.lift')}
                </Button>
              </>
            )}
            {may('tell') && (
              <Button type="primary" disabled={!at} loading={act.busy} onClick={() => void tell()}>
                {t('penalty.tell')}
              </Button>
            )}
            {may('withdraw') && (
              <Button danger disabled={!hasWords || act.busy} onClick={() => void withdraw()}>
                {t('penalty.withdraw')}
              </Button>
            )}
          </div>
        </div>
      </Panel>
    </div>
  );
}
