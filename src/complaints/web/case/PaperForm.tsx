import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import type * as contract from '../../closing-contract.ts';
import { CONTACT_MEANS, type ContactMeans } from '../../complaint.ts';
import { type ClosingPaper, CONSENTS, OUTCOME_CLASSES } from '../../records.ts';
import { ActForm } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { FileField, useUpload } from './FileField.tsx';
import { ChipsField, NoteField, PickField, TextField, useFields, WhenField } from './fields.tsx';
import { SignaturePad } from './SignaturePad.tsx';
import { useSpell } from './spell.ts';
import { standingRecord } from './standing-records.ts';
import { type ActHandle, useCaseAct } from './use-case-act.ts';

type Need = ClosingPaper['need'];
interface Props {
  need: Need;
  close: () => void;
}
const ROUTE = 'POST /api/complaints/:id/closing-papers';
type Sent = Parameters<ActHandle['run']>[1]['input'];

/** One small form for each thing that a document asks for before closing. */
export function PaperForm({ need, close }: Props) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const submit = t('case.paperWrite', { need: t(`case.needs.${need}`) });
  const frame: Frame = {
    act,
    submit,
    close,
    send: async (input) => {
      if (await act.run<typeof contract.writeClosingPaper>(ROUTE, { input: input as never })) close();
    },
  };
  switch (need) {
    case 'signature':
      return <Signature {...frame} />;
    case 'statistics':
      return <Statistics {...frame} />;
    case 'outcome-class':
      return <Outcome {...frame} />;
    case 'told-customer':
      return <Told {...frame} />;
    case 'improvement':
      return <Improvement {...frame} />;
    default:
      return <Plain need={need} {...frame} />;
  }
}

interface Frame {
  act: ActHandle;
  submit: string;
  close: () => void;
  send: (input: Sent) => Promise<void>;
}

function Signature({ act, submit, close, send }: Frame) {
  const t = useWords('complaints');
  const { view } = useCase();
  const upload = useUpload();
  const [drawn, setDrawn] = useState<Blob | null>(null);
  const { values, put } = useFields(() => ({
    how: 'drawn' as (typeof CONSENTS)[number],
    by: view.callerName || view.customer,
    attachmentId: null as string | null,
    words: '',
  }));
  const isDrawn = values.how === 'drawn';
  const submitted = async (): Promise<void> => {
    const name = `${t('case.needs.signature')}-${values.by}.png`;
    const file = isDrawn && drawn ? new File([drawn], name, { type: 'image/png' }) : null;
    const attachmentId = file ? await upload.send(file) : isDrawn ? null : values.attachmentId;
    // an upload that failed says so itself, and the drawing is still there
    if (isDrawn && !attachmentId) return;
    await send({ need: 'signature', how: values.how, by: values.by, attachmentId, words: values.words });
  };
  const isProven = isDrawn
    ? drawn !== null
    : values.attachmentId !== null || (values.how === 'message' && values.words.trim() !== '');
  return (
    <ActForm
      act={upload.error ? { ...act, error: upload.error } : upload.busy ? { ...act, busy: true } : act}
      submit={submit}
      lacking={!values.by.trim() || !isProven}
      onSubmit={() => void submitted()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.consentHow')}
        required
        choices={CONSENTS.map((key) => ({ key, title: t(`case.consent.${key}`) }))}
        value={values.how}
        onChange={(how) => how && put({ how })}
      />
      <TextField label={t('case.consentBy')} required max={60} value={values.by} onChange={(by) => put({ by })} />
      {isDrawn ? (
        <SignaturePad onChange={setDrawn} />
      ) : (
        <FileField
          label={t('case.consentFile')}
          required={values.how !== 'message'}
          value={values.attachmentId}
          onChange={(attachmentId) => put({ attachmentId })}
        />
      )}
      <TextField
        label={t(values.how === 'message' ? 'case.consentWords' : 'case.noteOptional')}
        rows={2}
        max={1000}
        value={values.words}
        onChange={(words) => put({ words })}
      />
    </ActForm>
  );
}

/** Filled from the case as far as it knows, to be looked through. */
function Statistics({ act, submit, close, send }: Frame) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { values, put } = useFields(() => ({
    category: view.category,
    finding: pack.findings.find(({ category }) => category && category === view.category)?.key ?? null,
    rootCause: standingRecord(view, 'lesson')?.data.rootCause ?? null,
    note: '',
  }));
  return (
    <ActForm
      act={act}
      submit={submit}
      lacking={!values.category || !values.rootCause}
      onSubmit={() => void send({ need: 'statistics', ...values })}
      onCancel={close}
    >
      <PickField
        label={t('case.statisticsCategory')}
        required
        choices={pack.categories}
        value={values.category}
        onChange={(category) => put({ category })}
      />
      {pack.findings.length > 0 && (
        <PickField
          label={t('case.statisticsFinding')}
          clear
          choices={pack.findings}
          value={values.finding}
          onChange={(finding) => put({ finding })}
        />
      )}
      <PickField
        label={t('case.rootCause')}
        required
        choices={pack.rootCauses}
        value={values.rootCause}
        onChange={(rootCause) => put({ rootCause })}
      />
      <TextField
        label={t('case.statisticsNote')}
        rows={2}
        max={1000}
        value={values.note}
        onChange={(note) => put({ note })}
      />
    </ActForm>
  );
}

function Improvement({ act, submit, close, send }: Frame) {
  const t = useWords('complaints');
  const { values, put } = useFields({ what: '', who: '', dueAt: null as string | null });
  return (
    <ActForm
      act={act}
      submit={submit}
      lacking={!values.what.trim()}
      onSubmit={() => void send({ need: 'improvement', ...values })}
      onCancel={close}
    >
      <TextField
        label={t('case.improvementWhat')}
        required
        rows={2}
        max={1000}
        value={values.what}
        onChange={(what) => put({ what })}
      />
      <TextField label={t('case.improvementWho')} max={60} value={values.who} onChange={(who) => put({ who })} />
      <WhenField label={t('case.improvementDue')} value={values.dueAt} onChange={(dueAt) => put({ dueAt })} />
    </ActForm>
  );
}

function Outcome({ act, submit, close, send }: Frame) {
  const t = useWords('complaints');
  const { values, put } = useFields({ outcome: null as (typeof OUTCOME_CLASSES)[number] | null, note: '' });
  return (
    <ActForm
      act={act}
      submit={submit}
      lacking={!values.outcome}
      onSubmit={() => void send({ need: 'outcome-class', ...values })}
      onCancel={close}
    >
      <ChipsField
        label={t('case.outcomeLabelClass')}
        required
        choices={OUTCOME_CLASSES.map((key) => ({ key, title: t(`case.outcomeClass.${key}`) }))}
        value={values.outcome}
        onChange={(outcome) => put({ outcome })}
      />
      <NoteField value={values.note} onChange={(note) => put({ note })} />
    </ActForm>
  );
}

function Told({ act, submit, close, send }: Frame) {
  const t = useWords('complaints');
  const { view } = useCase();
  const { all } = useSpell();
  const { values, put } = useFields(() => ({
    means: 'phone' as ContactMeans,
    at: new Date().toISOString() as string | null,
    by: view.callerName || view.customer,
    what: '',
  }));
  return (
    <ActForm
      act={act}
      submit={submit}
      lacking={!values.at}
      onSubmit={() => void send({ need: 'told-customer', ...values })}
      onCancel={close}
    >
      <ChipsField
        label={t('case.meansLabel')}
        choices={all('means', CONTACT_MEANS)}
        value={values.means}
        onChange={(means) => means && put({ means })}
      />
      <WhenField label={t('case.toldAt')} required value={values.at} onChange={(at) => put({ at })} />
      <TextField label={t('case.toldBy')} max={60} value={values.by} onChange={(by) => put({ by })} />
      <TextField
        label={t('case.toldWhat')}
        rows={2}
        max={1000}
        value={values.what}
        onChange={(what) => put({ what })}
      />
    </ActForm>
  );
}

/** A reference and words, or words alone. */
function Plain({ need, act, submit, close, send }: Frame & { need: 'archive' | 'corrective-action' | 'insight' }) {
  const t = useWords('complaints');
  const { values, put } = useFields({ reference: '', what: '', box: '', pages: '' });
  const isInsight = need === 'insight';
  const input =
    need === 'archive'
      ? {
          need,
          reference: values.reference,
          place: values.what,
          box: values.box,
          pages: Number(values.pages) || null,
        }
      : need === 'insight'
        ? { need, what: values.what }
        : { need, reference: values.reference, what: values.what };
  return (
    <ActForm
      act={act}
      submit={submit}
      lacking={isInsight ? !values.what.trim() : !values.reference.trim()}
      onSubmit={() => void send(input)}
      onCancel={close}
    >
      {!isInsight && (
        <TextField
          label={t(need === 'archive' ? 'case.archiveReference' : 'case.correctiveReference')}
          required
          max={100}
          value={values.reference}
          onChange={(reference) => put({ reference })}
        />
      )}
      <TextField
        label={t(need === 'archive' ? 'case.archivePlace' : isInsight ? 'case.insightWhat' : 'case.correctiveWhat')}
        required={isInsight}
        rows={need === 'archive' ? 1 : 3}
        max={need === 'archive' ? 100 : isInsight ? 2000 : 1000}
        value={values.what}
        onChange={(what) => put({ what })}
      />
      {need === 'archive' && (
        <div className="case-two">
          <TextField label={t('case.archiveBox')} max={40} value={values.box} onChange={(box) => put({ box })} />
          <TextField
            label={t('case.archivePages')}
            inputMode="numeric"
            max={5}
            value={values.pages}
            onChange={(pages) => put({ pages: pages.replace(/\D/g, '') })}
          />
        </div>
      )}
    </ActForm>
  );
}
