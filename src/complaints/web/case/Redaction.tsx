import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type { ComplaintView } from '../../case-contract.ts';
import type * as contract from '../../words-contract.ts';
import { ActForm } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { ChipsField, TextField } from './fields.tsx';
import { By } from './Lines.tsx';
import { Passages } from './Passages.tsx';
import { useSpell } from './spell.ts';
import { type RecordOf, recordsOf } from './standing-records.ts';
import type { ThingSaid } from './things-said.ts';
import { useCaseAct } from './use-case-act.ts';

/** The request about this text, record, file or fact that waits for its second person. */
export const redactionOf = (view: ComplaintView, thingId: string, name?: string): RecordOf<'redaction'> | undefined =>
  recordsOf(view, 'redaction').find(({ data, endedAt }) => !endedAt && data.thingId === thingId && data.name === name);

/** Asks to hide passages of it, or the whole. */
export function AskRedaction({ thing, close }: { thing: Omit<ThingSaid, 'title'>; close: () => void }) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const act = useCaseAct();
  const isFile = thing.of === 'attachment';
  const onlyWhole = isFile || thing.of === 'fact' || thing.of === 'outside-number';
  const [reason, setReason] = useState<string | null>(null);
  const [how, setHow] = useState<'passages' | 'whole' | null>(onlyWhole ? 'whole' : 'passages');
  const [passages, setPassages] = useState<readonly string[]>([]);
  const send = async (): Promise<void> => {
    const { of, thingId, name } = thing;
    const input = {
      of,
      thingId,
      ...(name && { name }),
      passages: how === 'whole' ? [] : [...passages],
      reason: reason ?? '',
    };
    if (await act.run<typeof contract.askRedaction>('POST /api/complaints/:id/redactions', { input })) close();
  };
  const hows = [
    { key: 'passages', title: t('case.redactPassages') },
    { key: 'whole', title: t('case.redactWhole') },
  ] as const;
  return (
    <ActForm
      act={act}
      submit={t('case.askRedaction')}
      lacking={!reason || !how || (how === 'passages' && passages.length === 0)}
      onSubmit={() => void send()}
      onCancel={close}
    >
      {!onlyWhole && <ChipsField label={t('case.redactHow')} choices={hows} value={how} onChange={setHow} required />}
      {how === 'passages' && <Passages words={thing.words} passages={passages} onChange={setPassages} />}
      <ChipsField
        label={t('case.reason')}
        hint={isFile ? t('case.redactionFileHint') : t('case.redactionHint')}
        choices={pack.reasons.redact}
        value={reason}
        onChange={setReason}
        required
      />
    </ActForm>
  );
}

/** Beside what is to go: the one who asked waits or takes it back, another one confirms or declines. */
export function Redaction({ asked }: { asked: RecordOf<'redaction'> }) {
  const t = useWords('complaints');
  const { can } = useCase();
  const { reason } = useSpell();
  const { staff } = useSession();
  const act = useCaseAct();
  const [declining, setDeclining] = useState(false);
  const because = reason(asked.data.reason);
  const params = { redactionId: asked.id };
  if (asked.by?.id === staff.id || !can('redact')) {
    const withdraw = (): void => {
      void act.run<typeof contract.withdrawRedaction>('DELETE /api/complaints/:id/redactions/:redactionId', {
        params,
        input: undefined,
      });
    };
    return (
      <>
        <p className="case-hint">
          {t('case.redactionWaits', { reason: because })} <By by={asked.by} at={asked.at} />{' '}
          {can('redact') && (
            <Button size="small" loading={act.busy} onClick={withdraw}>
              {t('case.withdrawRedaction')}
            </Button>
          )}
        </p>
        <ProblemNote error={act.error} />
      </>
    );
  }
  if (declining) return <DeclineRedaction redactionId={asked.id} close={() => setDeclining(false)} />;
  const approve = (): void => {
    void act.run<typeof contract.approveRedaction>('POST /api/complaints/:id/redactions/:redactionId/approval', {
      params,
      input: {},
    });
  };
  const { passages } = asked.data;
  return (
    <ActForm
      act={act}
      danger
      submit={t('case.approveRedaction')}
      onSubmit={approve}
      extra={<Button onClick={() => setDeclining(true)}>{t('case.declineRedaction')}</Button>}
    >
      <p>
        {t('case.redactionConfirm', { reason: because })} <By by={asked.by} at={asked.at} />
      </p>
      {passages.length === 0 ? (
        <p>{t('case.redactEverything')}</p>
      ) : (
        <>
          <p>{t('case.redactThese')}</p>
          <ul>
            {passages.map((passage) => (
              <li key={passage}>
                <bdi className="case-body">{passage}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </ActForm>
  );
}

function DeclineRedaction({ redactionId, close }: { redactionId: string; close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const [why, setWhy] = useState('');
  const decline = (): void => {
    void act.run<typeof contract.declineRedaction>('POST /api/complaints/:id/redactions/:redactionId/refusal', {
      params: { redactionId },
      input: { why },
    });
  };
  return (
    <ActForm act={act} submit={t('case.declineRedaction')} lacking={!why.trim()} onSubmit={decline} onCancel={close}>
      <TextField
        label={t('case.declineWhy')}
        hint={t('case.declineHint')}
        required
        rows={2}
        max={1000}
        value={why}
        onChange={setWhy}
      />
    </ActForm>
  );
}
