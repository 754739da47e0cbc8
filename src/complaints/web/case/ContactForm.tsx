import { Button } from 'antd';
import { useState } from 'react';
import { HOUR } from '../../../base/time.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { useNow } from '../../../base/web/when.ts';
import {
  CONTACT_MEANS,
  CONTACT_OUTCOMES,
  type ContactMeans,
  type ContactOutcome,
  MOODS,
  type Mood,
} from '../../complaint.ts';
import type * as contract from '../../contact-contract.ts';
import { ActForm } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { useComposerDraft } from './composer-draft.ts';
import { ChipsField, PickField, TextField, WhenField } from './fields.tsx';
import { NextStepTaps } from './NextStepTaps.tsx';
import { useSpell } from './spell.ts';
import { useCaseAct } from './use-case-act.ts';

interface Typed {
  means: ContactMeans;
  direction: 'out' | 'in';
  outcome: ContactOutcome | null;
  relation: string;
  summary: string;
  moodAfter: Mood | null;
  happenedAt: string | null;
  lateReason: string | null;
  promise: string;
  promiseDue: string | null;
  step: string;
  stepAt: string | null;
}
const EMPTY: Typed = {
  means: 'phone',
  direction: 'out',
  outcome: null,
  relation: 'self',
  summary: '',
  moodAfter: null,
  happenedAt: null,
  lateReason: null,
  promise: '',
  promiseDue: null,
  step: '',
  stepAt: null,
};

/** A call or visit: how it went, whom one spoke to, what was said, what was promised, and what comes next. */
export function ContactForm() {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { all } = useSpell();
  const act = useCaseAct();
  const now = useNow(60_000);
  const [more, setMore] = useState(false);
  const { value, put, clear } = useComposerDraft(
    view.id,
    'contact',
    EMPTY,
    (draft) => !draft.summary.trim() && !draft.outcome && !draft.promise.trim(),
  );
  const relation = pack.relations.find((known) => known.key === value.relation);
  const reached = value.outcome === 'reached';
  const counts = reached && relation?.authorised;
  const recordedLate = value.happenedAt !== null && now - Date.parse(value.happenedAt) > HOUR;
  const halfPromise = value.promise.trim() !== '' && !value.promiseDue;
  const send = async (): Promise<void> => {
    if (!value.outcome) return;
    const input = {
      means: value.means,
      direction: value.direction,
      outcome: value.outcome,
      relation: value.relation,
      summary: value.summary,
      moodAfter: value.moodAfter,
      lateReason: recordedLate ? value.lateReason : null,
      ...(value.happenedAt && { happenedAt: value.happenedAt }),
      ...(value.promise.trim() && value.promiseDue && { promise: { body: value.promise, dueAt: value.promiseDue } }),
      ...(value.stepAt && { nextStep: value.step, nextStepAt: value.stepAt }),
    };
    if (await act.run<typeof contract.logContact>('POST /api/complaints/:id/contacts', { input })) {
      clear(value);
      setMore(false);
    }
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.logContact')}
      lacking={!value.outcome || halfPromise}
      onSubmit={() => void send()}
      extra={
        !more && (
          <Button type="text" onClick={() => setMore(true)}>
            {t('case.contactMore')}
          </Button>
        )
      }
    >
      <ChipsField
        label={t('case.outcomeLabel')}
        required
        choices={all('outcome', CONTACT_OUTCOMES)}
        value={value.outcome}
        onChange={(outcome) => put({ outcome })}
      />
      {(reached || value.outcome === 'other-person') && (
        <ChipsField
          label={t('case.spokeTo')}
          choices={pack.relations}
          value={value.relation}
          onChange={(picked) => picked && put({ relation: picked })}
          hint={counts ? t('case.stopsClock') : t('case.notTheMatter')}
        />
      )}
      <TextField
        label={t('case.summary')}
        rows={2}
        max={5000}
        value={value.summary}
        onChange={(summary) => put({ summary })}
      />
      {more && (
        <>
          <ChipsField
            label={t('case.meansLabel')}
            choices={all('means', CONTACT_MEANS)}
            value={value.means}
            onChange={(means) => means && put({ means })}
          />
          <ChipsField
            label={t('case.directionLabel')}
            choices={
              [
                { key: 'out', title: t('case.direction.out') },
                { key: 'in', title: t('case.direction.in') },
              ] as const
            }
            value={value.direction}
            onChange={(direction) => direction && put({ direction })}
          />
          <ChipsField
            label={t('case.moodAfter')}
            clear
            choices={all('mood', MOODS)}
            value={value.moodAfter}
            onChange={(moodAfter) => put({ moodAfter })}
          />
          <WhenField
            label={t('case.happenedAt')}
            hint={t('case.happenedHint')}
            value={value.happenedAt}
            onChange={(happenedAt) => put({ happenedAt })}
          />
        </>
      )}
      {recordedLate && (
        <PickField
          label={t('case.lateReason')}
          clear
          choices={pack.reasons.lateRecord}
          value={value.lateReason}
          onChange={(lateReason) => put({ lateReason })}
        />
      )}
      <div className="case-two">
        <TextField
          label={t('case.promiseBody')}
          max={300}
          placeholder={t('case.promisePlaceholder')}
          value={value.promise}
          onChange={(promise) => put({ promise })}
        />
        {value.promise.trim() !== '' && (
          <WhenField
            label={t('case.promiseDue')}
            required
            value={value.promiseDue}
            onChange={(promiseDue) => put({ promiseDue })}
          />
        )}
      </div>
      {view.stage !== 'closed' && (
        <NextStepTaps
          value={{ step: value.step, at: value.stepAt }}
          onChange={({ step, at }) => put({ step, stepAt: at })}
        />
      )}
    </ActForm>
  );
}
