import { useWords } from '../../../base/web/i18n.ts';
import type * as closingActs from '../../closing-contract.ts';
import { KINDS, type Kind } from '../../complaint.ts';
import type * as triageActs from '../../triage-contract.ts';
import { ActForm } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { CheckField, ChipsField, NoteField, TextField, useFields } from './fields.tsx';
import { useSpell } from './spell.ts';
import { useCaseAct } from './use-case-act.ts';

interface Closable {
  close: () => void;
}

/** Another kind, the same thread. */
export function ConvertForm({ close }: Closable) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { all } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields({ kind: null as Kind | null, reason: null as string | null });
  const send = async (): Promise<void> => {
    if (!values.kind || !values.reason) return;
    const input = { kind: values.kind, reason: values.reason };
    if (await act.run<typeof triageActs.convert>('POST /api/complaints/:id/conversion', { input })) close();
  };
  const kinds = all('kind', KINDS).filter(
    ({ key }) => key !== view.kind && pack.kinds.some((kind) => kind.key === key),
  );
  return (
    <ActForm
      act={act}
      submit={t('case.acts.convert')}
      lacking={!values.kind || !values.reason}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.convertTo')}
        required
        choices={kinds}
        value={values.kind}
        onChange={(kind) => put({ kind })}
      />
      <ChipsField
        label={t('case.reason')}
        required
        choices={pack.reasons.convert}
        value={values.reason}
        onChange={(reason) => put({ reason })}
      />
    </ActForm>
  );
}

/** The customer takes it back: in their own words or signed, and who asked first. */
export function WithdrawForm({ close }: Closable) {
  const t = useWords('complaints');
  const { go } = useCase();
  const act = useCaseAct();
  const { values, put } = useFields({ ownWords: '', signed: false, askedFirst: null as 'customer' | 'us' | null });
  const send = async (): Promise<void> => {
    if (!values.askedFirst) return;
    if (
      await act.run<typeof closingActs.withdraw>('POST /api/complaints/:id/withdrawal', {
        input: { ...values, askedFirst: values.askedFirst },
      })
    ) {
      close();
      go('close');
    }
  };
  const who = [
    { key: 'customer', title: t('case.askedByCustomer') },
    { key: 'us', title: t('case.askedByUs') },
  ] as const;
  return (
    <ActForm
      act={act}
      submit={t('case.acts.withdraw')}
      lacking={!values.askedFirst || (!values.ownWords.trim() && !values.signed)}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <p className="case-hint">{t('case.withdrawTeach')}</p>
      <TextField
        label={t('case.withdrawWords')}
        rows={3}
        max={2000}
        value={values.ownWords}
        onChange={(ownWords) => put({ ownWords })}
      />
      <CheckField label={t('case.withdrawSigned')} value={values.signed} onChange={(signed) => put({ signed })} />
      <ChipsField
        label={t('case.askedFirst')}
        required
        choices={who}
        value={values.askedFirst}
        onChange={(askedFirst) => put({ askedFirst })}
      />
    </ActForm>
  );
}

/** Entered by mistake: voided, never deleted. */
export function VoidForm({ close }: Closable) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const act = useCaseAct();
  const { values, put } = useFields({ reason: null as string | null, note: '' });
  const send = async (): Promise<void> => {
    const input = { reason: values.reason ?? '', note: values.note };
    if (await act.run<typeof closingActs.voidEntry>('POST /api/complaints/:id/voiding', { input })) close();
  };
  return (
    <ActForm
      act={act}
      danger
      submit={t('case.voidNow', { number: view.number })}
      lacking={!values.reason}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <p className="case-hint">{t('case.voidTeach')}</p>
      <ChipsField
        label={t('case.reason')}
        required
        choices={pack.reasons.void}
        value={values.reason}
        onChange={(reason) => put({ reason })}
      />
      <TextField label={t('case.noteOptional')} max={500} value={values.note} onChange={(note) => put({ note })} />
    </ActForm>
  );
}

export function ReopenForm({ close }: Closable) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const act = useCaseAct();
  const { values, put } = useFields({ reason: null as string | null, note: '' });
  const send = async (): Promise<void> => {
    const input = { reason: values.reason ?? '', note: values.note };
    if (await act.run<typeof closingActs.reopen>('DELETE /api/complaints/:id/closing', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.reopen')}
      lacking={!values.reason}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.reason')}
        required
        choices={pack.reasons.reopen}
        value={values.reason}
        onChange={(reason) => put({ reason })}
      />
      <NoteField value={values.note} onChange={(note) => put({ note })} />
    </ActForm>
  );
}
