import { useRef, useState } from 'react';
import type { SentInputOf } from '../../base/contract.ts';
import { useWords } from '../../base/web/i18n.ts';
import type { ContactMeans } from '../../complaints/complaint.ts';
import { ActForm } from '../../complaints/web/case/ActForm.tsx';
import { CustomerWords } from '../../complaints/web/case/CustomerWords.tsx';
import type { AfterSent } from '../../complaints/web/case/checked-field.ts';
import { ChipsField, TextField, useFields, WhenField } from '../../complaints/web/case/fields.tsx';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import { confirmAct } from '../../ui/confirm-act.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import {
  END_REASONS,
  MOVE_REASONS,
  type Part,
  RETURN_REASONS,
  type StepKind,
  WAYS,
  type Way,
  whyNotStep,
} from '../letter.ts';
import { FileField } from './ReceiveForm.tsx';
import { type LetterView, reasonsOf, toReading } from './use-letters.ts';

type Input = SentInputOf<typeof contract.step>;

/** What each step asks for beside its time and a note. */
const ASKS: Record<
  StepKind,
  { part?: true; way?: true; due?: 'must' | 'may'; reason?: readonly string[]; plain?: true }
> = {
  'photo-added': { plain: true },
  'due-corrected': { due: 'must', plain: true },
  'extension-asked': { due: 'must' },
  'extension-granted': { due: 'must' },
  'extension-declined': {},
  returned: { reason: RETURN_REASONS },
  'return-accepted': {},
  'return-declined': { due: 'may' },
  answered: { part: true, way: true },
  'told-customer': { way: true },
  accepted: { part: true },
  'sent-back': { part: true, due: 'may' },
  'hearing-set': { due: 'must' },
  'hearing-moved': { due: 'must', reason: MOVE_REASONS },
  'hearing-held': {},
  ended: { reason: END_REASONS },
};
/** By which means, as the checks of a text know them. */
const MEANS = {
  letter: 'mail',
  platform: 'web',
  mail: 'mail',
  phone: 'phone',
  message: 'sms',
  visit: 'in-person',
} as const satisfies Record<Way, ContactMeans>;
const DUE: Partial<Record<StepKind, string>> = {
  'extension-asked': 'panel.until',
  'extension-granted': 'panel.until',
  'hearing-set': 'panel.hearing',
  'hearing-moved': 'panel.newHearing',
};
const TOLD: readonly StepKind[] = ['hearing-set', 'hearing-moved'];
const NOTES: Partial<Record<StepKind, string>> = { answered: 'answerText' };

export function StepForm({ letter, kind, close }: { letter: LetterView; kind: StepKind; close: () => void }) {
  const t = useWords('authorities');
  const act = useCaseAct();
  const [isStopped, setStopped] = useState(false);
  const afterSent = useRef<AfterSent>(null);
  const asks = ASKS[kind];
  const parts = letter.parts.filter((part) => whyNotStep(kind, toReading(letter), part) === null);
  const { values, put } = useFields({
    part: (parts.length === 1 ? (parts[0] ?? null) : null) as Part | null,
    way: null as Way | null,
    reason: null as string | null,
    at: new Date().toISOString() as string | null,
    dueAt: null as string | null,
    note: '',
    attachmentId: null as string | null,
  });
  const whole = letter.parts.length > 1 && parts.length === letter.parts.length;
  const lacking =
    (kind === 'told-customer' && isStopped) ||
    (asks.way && !values.way) ||
    (asks.due === 'must' && !values.dueAt) ||
    (asks.reason && !values.reason) ||
    (kind === 'photo-added' && !values.attachmentId) ||
    (kind !== 'photo-added' && !asks.plain && !values.at);
  const send = async (): Promise<void> => {
    if (kind === 'ended' || kind === 'returned') {
      const word = kind === 'ended' ? 'askEnd' : 'askReturn';
      const values_ = { number: letter.number, sender: letter.sender };
      const sure = await confirmAct({
        title: t(`panel.${word}`, values_),
        text: t(`panel.${word}Text`),
        act: t(`steps.${kind}`),
        danger: kind === 'ended',
      });
      if (!sure) return;
    }
    const input = {
      kind,
      ...(asks.part ? { part: values.part } : {}),
      ...(asks.way ? { way: values.way } : {}),
      ...(asks.due ? { dueAt: values.dueAt } : {}),
      ...(asks.reason ? { reason: values.reason } : {}),
      ...(asks.plain ? {} : { at: values.at }),
      ...(kind === 'photo-added' ? {} : { note: values.note }),
      ...(kind === 'due-corrected' ? {} : { attachmentId: values.attachmentId }),
    } as Input;
    const sent = { params: { letterId: letter.id }, input };
    const taken = await act.run<typeof contract.step>(
      'POST /api/complaints/:id/authority-letters/:letterId/steps',
      sent,
    );
    if (!taken) return;
    await afterSent.current?.(taken.made);
    say(t('panel.saved'));
    close();
  };
  return (
    <ActForm
      act={act}
      submit={t(`steps.${kind}`)}
      lacking={Boolean(lacking)}
      danger={kind === 'ended'}
      onSubmit={() => void send()}
      onCancel={close}
    >
      {asks.part && letter.parts.length > 1 && parts.length > 0 && (
        <ChipsField
          label={t('panel.part')}
          choices={[
            ...parts.map((key) => ({ key: key as string, title: t(`parts.${key}`) })),
            ...(whole ? [{ key: 'whole', title: t('panel.wholeLetter') }] : []),
          ]}
          value={values.part ?? 'whole'}
          onChange={(part) => put({ part: part === 'whole' ? null : (part as Part | null) })}
        />
      )}
      {asks.reason && (
        <ChipsField
          label={t('panel.reason')}
          required
          choices={asks.reason.map((key) => ({
            key,
            title: t(`${reasonsOf(kind)}.${key}`),
          }))}
          value={values.reason}
          onChange={(reason) => put({ reason })}
        />
      )}
      {asks.way && (
        <ChipsField
          label={t('panel.way')}
          required
          choices={WAYS.map((key) => ({ key, title: t(`ways.${key}`) }))}
          value={values.way}
          onChange={(way) => put({ way })}
        />
      )}
      {asks.due && (
        <WhenField
          label={t(DUE[kind] ?? 'panel.newDue')}
          hint={asks.due === 'may' ? t('panel.newDueHint') : undefined}
          required={asks.due === 'must'}
          value={values.dueAt}
          onChange={(dueAt) => put({ dueAt })}
        />
      )}
      {!asks.plain && (
        <WhenField
          label={t(TOLD.includes(kind) ? 'panel.heardAt' : 'panel.at')}
          required
          value={values.at}
          onChange={(at) => put({ at })}
        />
      )}
      {kind === 'told-customer' && (
        <CustomerWords
          label={t('panel.customerText')}
          rows={4}
          max={4000}
          value={values.note}
          onChange={(note) => put({ note })}
          means={values.way && MEANS[values.way]}
          onStopped={setStopped}
          afterSent={afterSent}
        />
      )}
      {kind !== 'photo-added' && kind !== 'told-customer' && (
        <TextField
          label={t(`panel.${NOTES[kind] ?? 'note'}`)}
          rows={NOTES[kind] ? 4 : 2}
          max={4000}
          value={values.note}
          onChange={(note) => put({ note })}
        />
      )}
      {kind !== 'due-corrected' && (
        <FileField
          label={t(kind === 'photo-added' ? 'panel.photo' : 'panel.attachment')}
          value={values.attachmentId}
          onChange={(attachmentId) => put({ attachmentId })}
        />
      )}
    </ActForm>
  );
}
