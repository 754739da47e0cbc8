import { useRef, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import type { ContactMeans } from '../../complaint.ts';
import type * as contract from '../../contact-contract.ts';
import { ActForm } from './ActForm.tsx';
import { CopyKey } from './CopyKey.tsx';
import { CustomerWords } from './CustomerWords.tsx';
import { useCase } from './case-context.ts';
import type { AfterSent } from './checked-field.ts';
import { useComposerDraft } from './composer-draft.ts';
import { FlowAnswer, isGated } from './FlowAnswer.tsx';
import { ChipsField, WhenField } from './fields.tsx';
import { NextStepTaps } from './NextStepTaps.tsx';
import { Reveal } from './Reveal.tsx';
import { useSpell } from './spell.ts';
import { useCaseAct } from './use-case-act.ts';
import { useFlow } from './use-flow.ts';

/** The ways a reply leaves today, before the desk can send by itself. */
const WAYS: readonly ContactMeans[] = ['phone', 'wechat', 'sms', 'mail', 'in-person'];

interface Typed {
  body: string;
  means: ContactMeans | null;
  sentAt: string | null;
  step: string;
  stepAt: string | null;
  /** It is the answer itself; absent in older drafts. */
  answer?: boolean;
}
const EMPTY: Typed = { body: '', means: null, sentAt: null, step: '', stepAt: null };

/** A text to copy or read out; it leaves by the agent's own hand, and the desk keeps by which way. */
export function ReplyForm() {
  const t = useWords('complaints');
  const { view } = useCase();
  const { all } = useSpell();
  const act = useCaseAct();
  const flow = useFlow();
  const [isStopped, setStopped] = useState(false);
  const afterSent = useRef<AfterSent>(null);
  const { value, put, clear } = useComposerDraft(view.id, 'reply', EMPTY, (draft) => !draft.body.trim());
  const send = async (): Promise<void> => {
    if (!value.means) return;
    const input = {
      body: value.body,
      means: value.means,
      answer: value.answer ?? false,
      ...(value.sentAt && { sentAt: value.sentAt }),
      ...(value.stepAt && { nextStep: value.step, nextStepAt: value.stepAt }),
    };
    const sent = await act.run<typeof contract.sendReply>('POST /api/complaints/:id/replies', { input });
    if (!sent) return;
    await afterSent.current?.(sent.made);
    clear(value);
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.sendReply')}
      lacking={!value.body.trim() || !value.means || isStopped || isGated(flow, value.means, value.answer ?? false)}
      onSubmit={() => void send()}
    >
      <CustomerWords
        label={t('case.replyLabel')}
        hint={t('case.replyHint')}
        rows={3}
        max={10_000}
        value={value.body}
        onChange={(body) => put({ body })}
        means={value.means}
        onStopped={setStopped}
        afterSent={afterSent}
      />
      <div className="wrap">
        <CopyKey text={value.body} what={t('case.copyReply')} label={t('case.copyReply')} />
        {view.phone && <Reveal what="phone" masked={view.phone} phone />}
      </div>
      <ChipsField
        label={t('case.sentBy')}
        required
        choices={all('means', WAYS)}
        value={value.means}
        onChange={(means) => put({ means })}
      />
      <FlowAnswer
        flow={flow}
        means={value.means}
        body={value.body}
        answer={value.answer ?? false}
        onChange={(answer) => put({ answer })}
      />
      <WhenField
        label={t('case.sentAt')}
        hint={t('case.happenedHint')}
        value={value.sentAt}
        onChange={(sentAt) => put({ sentAt })}
      />
      {view.stage !== 'closed' && (
        <NextStepTaps
          value={{ step: value.step, at: value.stepAt }}
          onChange={({ step, at }) => put({ step, stepAt: at })}
        />
      )}
    </ActForm>
  );
}
