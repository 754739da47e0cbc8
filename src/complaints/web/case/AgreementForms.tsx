import { useWords } from '../../../base/web/i18n.ts';
import { CONTACT_MEANS, type ContactMeans } from '../../complaint.ts';
import { gainlessOn } from '../../plan.ts';
import type * as contract from '../../planning-contract.ts';
import type { PlanOption } from '../../records.ts';
import { ActForm } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { ChipsField, NoteField, TextField, useFields, WhenField } from './fields.tsx';
import { useSpell } from './spell.ts';
import { asRecords } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** Which option, by which way, and who said yes: recorded consent counts as a signature. */
export function AgreeForm({
  planId,
  options,
  chosen,
  planDue,
  close,
}: {
  planId: string;
  options: readonly PlanOption[];
  /** Picked by the pack's chooser: nothing else may be agreed. */
  chosen: number | null;
  planDue: string | null;
  close: () => void;
}) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const needsDate = pack.plan.promisedDate;
  const { all } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields(() => ({
    option: chosen !== null ? String(chosen) : options.length === 1 ? '0' : (null as string | null),
    means: 'phone' as ContactMeans,
    by: view.callerName || view.customer,
    note: '',
    dueAt: null as string | null,
  }));
  const send = async (): Promise<void> => {
    const input = { ...values, planId, option: Number(values.option) };
    if (await act.run<typeof contract.agreePlan>('POST /api/complaints/:id/agreement', { input })) close();
  };
  const option = options[Number(values.option ?? Number.NaN)];
  const isGainless = option !== undefined && gainlessOn(pack, { records: asRecords(view) }, option);
  const choices = options
    .map((option, place) => ({ key: String(place), title: `${place + 1}. ${option.outline.slice(0, 24)}` }))
    .filter(({ key }) => chosen === null || key === String(chosen));
  return (
    <ActForm
      act={act}
      submit={t('case.acts.agreePlan')}
      lacking={
        values.option === null ||
        !values.by.trim() ||
        (needsDate && !planDue && !values.dueAt) ||
        (isGainless && !values.note.trim())
      }
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.whichOption')}
        required
        choices={choices}
        value={values.option}
        onChange={(option) => put({ option })}
      />
      <TextField label={t('case.agreedByLabel')} required max={60} value={values.by} onChange={(by) => put({ by })} />
      <ChipsField
        label={t('case.meansLabel')}
        choices={all('means', CONTACT_MEANS)}
        value={values.means}
        onChange={(means) => means && put({ means })}
      />
      <WhenField
        label={t('case.agreeDue')}
        hint={planDue ? t('case.agreeDueHint') : undefined}
        required={needsDate && !planDue}
        value={values.dueAt}
        onChange={(dueAt) => put({ dueAt })}
      />
      {isGainless ? (
        <TextField
          label={t('case.whyGainless')}
          hint={t('case.gainless')}
          required
          rows={2}
          max={1000}
          value={values.note}
          onChange={(note) => put({ note })}
        />
      ) : (
        <NoteField value={values.note} onChange={(note) => put({ note })} />
      )}
    </ActForm>
  );
}

export function DeclineForm({ planId, close }: { planId: string; close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields({ reason: '' });
  const send = async (): Promise<void> => {
    const input = { planId, reason: values.reason };
    if (await act.run<typeof contract.declinePlan>('POST /api/complaints/:id/agreement/refusal', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.declinePlan')}
      lacking={!values.reason.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <TextField
        label={t('case.declineReason')}
        required
        rows={2}
        max={1000}
        value={values.reason}
        onChange={(reason) => put({ reason })}
      />
    </ActForm>
  );
}
