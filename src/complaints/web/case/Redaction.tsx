import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { useSession } from '../../../people/web/use-session.ts';
import type * as contract from '../../acts-contract.ts';
import type { ComplaintView } from '../../contract.ts';
import { ActForm } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { ChipsField } from './fields.tsx';
import { By } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { type RecordOf, recordsOf } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

type Thing = { textId: string } | { attachmentId: string };

/** The request about this text or file that waits for its second person. */
export const redactionOf = (view: ComplaintView, of: Thing): RecordOf<'redaction'> | undefined =>
  recordsOf(view, 'redaction').find(
    ({ data, endedAt }) =>
      data.state === 'asked' &&
      !endedAt &&
      ('textId' in of ? data.textId === of.textId : data.attachmentId === of.attachmentId),
  );

export function AskRedaction({ of, close }: { of: Thing; close: () => void }) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const act = useCaseAct();
  const ofText = 'textId' in of;
  const [reason, setReason] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    if (
      await act.run<typeof contract.askRedaction>('POST /api/complaints/:id/redactions', {
        input: { ...of, reason: reason ?? '' },
      })
    )
      close();
  };
  return (
    <ActForm act={act} submit={t('case.askRedaction')} lacking={!reason} onSubmit={() => void send()} onCancel={close}>
      <ChipsField
        label={t('case.reason')}
        hint={ofText ? t('case.redactionHint') : t('case.redactionFileHint')}
        choices={pack.reasons.redact}
        value={reason}
        onChange={setReason}
        required
      />
    </ActForm>
  );
}

/** Beside what is to go: the one who asked waits, another one confirms. */
export function Redaction({ asked }: { asked: RecordOf<'redaction'> }) {
  const t = useWords('complaints');
  const { can } = useCase();
  const { reason } = useSpell();
  const { staff } = useSession();
  const act = useCaseAct();
  const because = reason(asked.data.reason);
  if (asked.by?.id === staff.id || !can('redact')) {
    return (
      <p className="case-hint">
        {t('case.redactionWaits', { reason: because })} <By by={asked.by} at={asked.at} />
      </p>
    );
  }
  const approve = (): void => {
    void act.run<typeof contract.approveRedaction>('POST /api/complaints/:id/redactions/:redactionId/approval', {
      params: { redactionId: asked.id },
      input: {},
    });
  };
  return (
    <ActForm act={act} danger submit={t('case.approveRedaction')} onSubmit={approve}>
      <p>
        {t('case.redactionConfirm', { reason: because })} <By by={asked.by} at={asked.at} />
      </p>
    </ActForm>
  );
}
