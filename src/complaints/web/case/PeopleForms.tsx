import { useWords } from '../../../base/web/i18n.ts';
import { CONTACT_MEANS, type ContactMeans } from '../../complaint.ts';
import type * as contactActs from '../../contact-contract.ts';
import type * as judgingActs from '../../judging-contract.ts';
import type * as owningActs from '../../owning-contract.ts';
import { ActForm } from './ActForm.tsx';
import { type OpenCase, useCase } from './case-context.ts';
import { ChipsField, PickField, TextField, useFields } from './fields.tsx';
import { useSpell } from './spell.ts';
import { useCaseAct } from './use-case-act.ts';

interface Closable {
  close: () => void;
}

/** All who see nothing of the case. */
const aside = ({ respondents, standAside }: OpenCase['view']): string[] =>
  [...respondents, ...standAside].map(({ id }) => id);

/** 移交: to one named person, with a reason; they confirm that they have it. */
export function AssignForm({ close }: Closable) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { people } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields({ ownerId: null as string | null, reason: null as string | null, note: '' });
  const needsReason = view.owner !== null;
  const send = async (): Promise<void> => {
    if (!values.ownerId) return;
    if (
      await act.run<typeof owningActs.assign>('POST /api/complaints/:id/owner', {
        input: { ...values, ownerId: values.ownerId },
      })
    )
      close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.assign')}
      lacking={!values.ownerId || (needsReason && !values.reason)}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <PickField
        label={t('case.newOwner')}
        required
        choices={people([view.owner?.id, ...aside(view)])}
        value={values.ownerId}
        onChange={(ownerId) => put({ ownerId })}
      />
      {needsReason && (
        <ChipsField
          label={t('case.reason')}
          required
          choices={pack.reasons.handOver}
          value={values.reason}
          onChange={(reason) => put({ reason })}
        />
      )}
      <TextField
        label={t('case.handOverNote')}
        rows={3}
        max={500}
        value={values.note}
        onChange={(note) => put({ note })}
      />
    </ActForm>
  );
}

/** 被投诉人: from then on the person meant sees nothing of the case. */
export function RespondentForm({ close }: Closable) {
  const t = useWords('complaints');
  const { view } = useCase();
  const { person, people } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields({ staffId: null as string | null });
  const send = async (): Promise<void> => {
    if (!values.staffId) return;
    if (
      await act.run<typeof judgingActs.nameRespondent>('POST /api/complaints/:id/respondents', {
        input: { staffId: values.staffId },
      })
    )
      close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.nameRespondent')}
      lacking={!values.staffId}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <PickField
        label={t('case.respondent')}
        required
        hint={values.staffId ? t('case.respondentHint', { name: person(values.staffId) }) : undefined}
        choices={people(view.respondents.map(({ id }) => id))}
        value={values.staffId}
        onChange={(staffId) => put({ staffId })}
      />
    </ActForm>
  );
}

/** The wrong person was named: their sight returns. */
export function ClearRespondentForm({ close }: Closable) {
  const t = useWords('complaints');
  const { view } = useCase();
  const act = useCaseAct();
  const only = view.respondents.length === 1 ? (view.respondents[0]?.id ?? null) : null;
  const { values, put } = useFields({ staffId: only, reason: '' });
  const name = view.respondents.find(({ id }) => id === values.staffId)?.name;
  const send = async (): Promise<void> => {
    if (!values.staffId) return;
    const done = await act.run<typeof judgingActs.clearRespondent>('DELETE /api/complaints/:id/respondents/:staffId', {
      params: { id: view.id, staffId: values.staffId },
      input: { reason: values.reason },
    });
    if (done) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.clearRespondent')}
      danger
      lacking={!values.staffId || !values.reason.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <PickField
        label={t('case.clearWho')}
        required
        hint={name ? t('case.clearHint', { name }) : undefined}
        choices={view.respondents.map(({ id, name }) => ({ key: id, title: name }))}
        value={values.staffId}
        onChange={(staffId) => put({ staffId })}
      />
      <TextField
        label={t('case.clearReason')}
        required
        rows={2}
        max={500}
        value={values.reason}
        onChange={(reason) => put({ reason })}
      />
    </ActForm>
  );
}

/** 催办: counted on this case; the last promise stands there to be told. */
export function UrgeForm({ close }: Closable) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { all } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields({ means: 'phone' as ContactMeans, summary: '' });
  const send = async (): Promise<void> => {
    if (await act.run<typeof contactActs.urge>('POST /api/complaints/:id/urges', { input: values })) close();
  };
  const next = view.urges + 1;
  return (
    <ActForm act={act} submit={t('case.acts.urge')} onSubmit={() => void send()} onCancel={close}>
      <p className="case-hint">
        {t(next >= pack.urges.supervisorAt ? 'case.urgeTellsSupervisor' : 'case.urgeTeach', { count: next })}
      </p>
      <ChipsField
        label={t('case.meansLabel')}
        choices={all('means', CONTACT_MEANS)}
        value={values.means}
        onChange={(means) => means && put({ means })}
      />
      <TextField
        label={t('case.urgeSummary')}
        rows={2}
        max={2000}
        value={values.summary}
        onChange={(summary) => put({ summary })}
      />
    </ActForm>
  );
}
