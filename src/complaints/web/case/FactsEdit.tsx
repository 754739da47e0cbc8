import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SentInputOf } from '../../../base/contract.ts';
import { Problem } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import type { ComplaintView } from '../../case-contract.ts';
import { MOODS } from '../../complaint.ts';
import type * as contract from '../../correcting-contract.ts';
import { PackFieldInput } from '../PackFields.tsx';
import { ActForm } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { changedOf, clashOf, type Facts, factsOf } from './facts-merge.ts';
import { ChipsField, PickField, PickManyField, TextField, useFields, WhenField } from './fields.tsx';
import { LostUpdate } from './LostUpdate.tsx';
import { useSpell } from './spell.ts';
import { useCaseAct } from './use-case-act.ts';

type Sent = SentInputOf<typeof contract.correctFacts>;

/** Corrects what was registered. Only what was changed here is sent; if somebody changed the same, both are shown. */
export function FactsEdit({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { all } = useSpell();
  const act = useCaseAct();
  const client = useQueryClient();
  const [base, setBase] = useState(() => ({ facts: factsOf(view), version: view.version }));
  const { values, put, reset } = useFields<Facts>(() => factsOf(view));
  const [clash, setClash] = useState<(keyof Facts | `fields.${string}`)[]>([]);
  const changed = changedOf(base.facts, values);
  const fields = pack.fields.filter((field) => !field.kinds || field.kinds.includes(view.kind));

  const send = async (version: number, from: Facts): Promise<void> => {
    const refused: { why: unknown } = { why: null };
    const done = await act.run<typeof contract.correctFacts>('PATCH /api/complaints/:id', {
      input: { version, ...(changedOf(from, values) as Partial<Sent>) },
      onRefused: (why) => {
        refused.why = why;
      },
    });
    if (done) return close();
    if (!(refused.why instanceof Problem) || refused.why.code !== 'complaints.changed-meanwhile') return;
    await client.refetchQueries({ queryKey: ['complaint', view.id] });
    const fresh = client.getQueryData<ComplaintView>(['complaint', view.id]);
    if (!fresh) return;
    const found = clashOf(from, values, factsOf(fresh));
    if (found.length === 0 && fresh.version !== version) {
      // Somebody did something else meanwhile: nothing of theirs would be lost.
      act.clear();
      return send(fresh.version, from);
    }
    setClash(found);
  };

  if (clash.length > 0) {
    const theirs = factsOf(view);
    return (
      <LostUpdate
        mine={values}
        theirs={theirs}
        names={clash}
        act={act}
        keepTheirs={close}
        keepMine={() => {
          setBase({ facts: theirs, version: view.version });
          setClash([]);
          void send(view.version, base.facts);
        }}
        editAgain={() => {
          act.clear();
          setBase({ facts: theirs, version: view.version });
          reset((mine) => ({
            ...theirs,
            ...changedOf(base.facts, mine),
            fields: { ...theirs.fields, ...changedOf(base.facts, mine).fields },
          }));
          setClash([]);
        }}
      />
    );
  }
  return (
    <ActForm
      act={act}
      submit={t('case.save')}
      lacking={Object.keys(changed).length === 0}
      onSubmit={() => void send(base.version, base.facts)}
      onCancel={close}
    >
      <TextField
        label={t('case.caller')}
        max={60}
        value={values.callerName}
        onChange={(callerName) => put({ callerName })}
      />
      <TextField
        label={t('case.callerPhone')}
        max={40}
        inputMode="tel"
        placeholder={view.phone}
        hint={t('case.maskedHint')}
        value={values.callerPhone}
        onChange={(callerPhone) => put({ callerPhone })}
      />
      <PickField
        label={t('case.relation')}
        choices={pack.relations}
        value={values.relation}
        onChange={(relation) => put({ relation: relation ?? values.relation })}
      />
      <PickField
        label={t('case.channel')}
        choices={pack.channels}
        value={values.channel}
        onChange={(channel) => put({ channel: channel ?? values.channel })}
      />
      <PickField
        label={t('case.source')}
        choices={pack.sources}
        value={values.source}
        onChange={(source) => put({ source: source ?? values.source })}
      />
      <WhenField
        label={t('case.receivedAt')}
        value={values.receivedAt}
        onChange={(receivedAt) => put({ receivedAt: receivedAt ?? values.receivedAt })}
      />
      {pack.subjects.length > 0 && (
        <PickManyField
          label={t('case.subjects')}
          choices={pack.subjects}
          value={values.subjects}
          onChange={(subjects) => put({ subjects })}
        />
      )}
      {fields.map((field) => (
        <PackFieldInput
          key={field.key}
          field={
            isMasked(view, field.key)
              ? { ...field, hint: t('case.maskedNow', { value: String(view.fields[field.key] ?? '') }) }
              : field
          }
          value={values.fields[field.key] ?? null}
          onChange={(value) => put({ fields: { ...values.fields, [field.key]: value } })}
        />
      ))}
      <TextField
        label={t('case.expectedFeeling')}
        rows={2}
        max={500}
        value={values.expectedFeeling}
        onChange={(expectedFeeling) => put({ expectedFeeling })}
      />
      <TextField
        label={t('case.expectedProcess')}
        rows={2}
        max={500}
        value={values.expectedProcess}
        onChange={(expectedProcess) => put({ expectedProcess })}
      />
      <TextField
        label={t('case.expectedResult')}
        rows={2}
        max={500}
        value={values.expectedResult}
        onChange={(expectedResult) => put({ expectedResult })}
      />
      <ChipsField
        label={t('case.moodBefore')}
        clear
        choices={all('mood', MOODS)}
        value={values.moodBefore}
        onChange={(moodBefore) => put({ moodBefore })}
      />
      <ChipsField
        label={t('case.moodAfter')}
        clear
        choices={all('mood', MOODS)}
        value={values.moodAfter}
        onChange={(moodAfter) => put({ moodAfter })}
      />
    </ActForm>
  );
}

const isMasked = (view: ComplaintView, key: string): boolean => view.revealable.includes(`fields.${key}`);
