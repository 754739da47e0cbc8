import { useMemo } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { fromLocalText, toLocalText } from '../../base/web/local-text.ts';
import { fenOf, formatMoney } from '../../base/web/money.ts';
import { serverNow } from '../../base/web/server-clock.ts';
import type * as contract from '../../complaints/contact-contract.ts';
import { ActForm } from '../../complaints/web/case/ActForm.tsx';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { TextField, useFields, WhenField, YuanField } from '../../complaints/web/case/fields.tsx';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import { useFlow } from '../../complaints/web/case/use-flow.ts';
import { moneyIn } from '../amounts.ts';
import { analyse, type Said } from '../conversation.ts';
import { dueIn } from '../due.ts';
import type { Engine } from '../engine.ts';
import { useWorkdays } from './use-workdays.ts';

/** 承诺: what was just said, until when, and whether it lies within one's authority; recorded as the case records promises. */
export function ContactPromise({
  said,
  engine,
  close,
}: {
  said: readonly Said[];
  engine: Engine | null;
  close: () => void;
}) {
  const t = useWords('assist');
  const { go, can } = useCase();
  const act = useCaseAct();
  const flow = useFlow();
  const heard = useMemo(() => lastPromise(engine, said), [engine, said]);
  const calendar = useWorkdays();
  const { values, put } = useFields({
    body: heard,
    yuan: yuanOf(heard),
    dueAt: undefined as string | null | undefined,
  });
  const due = useMemo(
    () => dueIn(values.body, toLocalText(new Date(serverNow()).toISOString()), calendar),
    [values.body, calendar],
  );
  // as the words say it, until somebody sets it
  const dueAt = values.dueAt === undefined ? due && fromLocalText(due.local) : values.dueAt;
  const amountFen = values.yuan.trim() === '' ? null : fenOf(values.yuan);
  const limit = flow?.authority.fen ?? null;
  const isBeyond = amountFen !== null && limit !== null && amountFen > limit;
  const send = async (): Promise<void> => {
    const { body } = values;
    if (!dueAt) return;
    if (
      await act.run<typeof contract.promise>('POST /api/complaints/:id/promises', { input: { body, dueAt, amountFen } })
    )
      close();
  };
  const wrong = values.yuan.trim() !== '' && amountFen === null;
  return (
    <section className="contact-form" aria-label={t('contact.promise')}>
      <ActForm
        act={act}
        submit={t('contact.promiseKeep')}
        lacking={!values.body.trim() || !dueAt || wrong}
        onSubmit={() => void send()}
        onCancel={close}
        extra={
          isBeyond &&
          can('askApproval') && (
            <button type="button" className="link-button" onClick={() => go('decideFlow')}>
              {t('contact.askAuthority')}
            </button>
          )
        }
      >
        <TextField
          label={t('contact.promiseBody')}
          required
          autoFocus
          max={300}
          value={values.body}
          onChange={(body) => put({ body, yuan: moneyIn(body) === null ? values.yuan : yuanOf(body) })}
        />
        <WhenField label={t('contact.promiseDue')} required value={dueAt} onChange={(to) => put({ dueAt: to })} />
        {values.dueAt === undefined && due?.isRough && <p className="field-hint">{t('promised.rough')}</p>}
        {values.dueAt === undefined && due?.holiday && (
          <p className="note note-warn">{t('promised.holiday', { title: due.holiday })}</p>
        )}
        <YuanField
          label={t('contact.promiseAmount')}
          wrong={t('contact.amountWrong')}
          value={values.yuan}
          onChange={(yuan) => put({ yuan })}
        />
        {limit !== null && amountFen !== null && (
          <p className={isBeyond ? 'note note-warn' : 'quiet'}>
            {t(isBeyond ? 'contact.beyond' : 'contact.within', { limit: formatMoney(limit) })}
          </p>
        )}
      </ActForm>
    </section>
  );
}

const yuanOf = (text: string): string => {
  const fen = moneyIn(text);
  return fen === null ? '' : String(fen / 100);
};

/** The sentence in which something was promised last, as far as it was noted. */
function lastPromise(engine: Engine | null, said: readonly Said[]): string {
  if (!engine) return '';
  const { utterances } = analyse(engine, {
    utterances: said,
    channel: 'call',
    case: {},
  });
  return (
    utterances.findLast(({ speaker, promises }) => speaker === 'agent' && promises.length > 0)?.text.slice(0, 300) ?? ''
  );
}
