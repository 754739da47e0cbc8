import { Button } from 'antd';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { ActForm, ActToggle } from '../../complaints/web/case/ActForm.tsx';
import { CasePanel } from '../../complaints/web/case/CasePanel.tsx';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { PickField, PickManyField, TextField, useFields, WhenField } from '../../complaints/web/case/fields.tsx';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import { useSession } from '../../people/web/use-session.ts';
import { Chip } from '../../ui/Chip.tsx';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../hearing-contract.ts';
import { type Hearing, useHearings, useReadPenaltiesAgain } from './use-accountability.ts';
import './accountability.css';

/** 听取陈述: what the persons meant were shown and what they said to it. */
export function HearingPanel() {
  const t = useWords('accountability');
  const { view, can } = useCase();
  const { may } = useSession();
  const reads = may('complaint.investigation-notes', view.storeId) && view.respondents.length > 0;
  const { data, error } = useHearings(view.id, reads);
  if (!reads) return null;
  const items = data?.items ?? [];
  return (
    <CasePanel name="hearing" summary={items.length > 0 && t('hearing.summary', { count: items.length })}>
      <ProblemNote error={error} />
      {data && items.length === 0 && <p className="case-hint">{t('hearing.none')}</p>}
      {items.map((one) => (
        <OneHearing key={one.id} hearing={one} mayEnd={can('hearPerson')} />
      ))}
      <div className="case-keys">
        <ActToggle act="hearPerson" label={t('hearing.ask')}>
          {(close) => <AskForm close={close} />}
        </ActToggle>
      </div>
    </CasePanel>
  );
}

function OneHearing({ hearing, mayEnd }: { hearing: Hearing; mayEnd: boolean }) {
  const t = useWords('accountability');
  const readAgain = useReadPenaltiesAgain();
  const end = useAct(async () => {
    await call<typeof contract.endHearing>('DELETE /api/hearings/:id', { params: { id: hearing.id } });
    await readAgain();
  });
  const ask = async (): Promise<void> => {
    const question = {
      title: t('hearing.endSure', { name: hearing.staff.name }),
      text: t('hearing.endTeach'),
      act: t('hearing.end'),
      danger: true,
    };
    if (await confirmAct(question)) await end.run();
  };
  const isLate = !hearing.statedAt && new Date(hearing.dueAt).getTime() < Date.now();
  return (
    <article className="hearing">
      <p className="hearing-head">
        <strong>
          {t('hearing.asked', {
            name: hearing.staff.name,
            by: hearing.askedBy?.name ?? '',
            at: formatTime(hearing.askedAt),
          })}
        </strong>
        <Chip
          tone={hearing.statedAt ? 'good' : isLate ? 'warn' : 'info'}
          text={
            hearing.statedAt
              ? t('hearing.stated', { at: formatTime(hearing.statedAt) })
              : isLate
                ? t('hearing.over')
                : t('hearing.dueAt', { at: formatTime(hearing.dueAt) })
          }
        />
        {hearing.endedAt && <Chip tone="quiet" text={t('hearing.ended')} />}
      </p>
      <p className="hearing-words">{hearing.accusation}</p>
      {hearing.attachments.length > 0 && (
        <p className="quiet">
          {t('hearing.files_shown', { names: hearing.attachments.map(({ name }) => name).join('、') })}
        </p>
      )}
      {hearing.statement && <blockquote className="hearing-statement">{hearing.statement}</blockquote>}
      <ProblemNote error={end.error} />
      {mayEnd && !hearing.endedAt && (
        <Button size="small" className="no-print" loading={end.busy} onClick={() => void ask()}>
          {t('hearing.end')}
        </Button>
      )}
    </article>
  );
}

function AskForm({ close }: { close: () => void }) {
  const t = useWords('accountability');
  const { view } = useCase();
  const act = useCaseAct();
  const only = view.respondents.length === 1 ? (view.respondents[0]?.id ?? null) : null;
  const { values, put } = useFields({
    staffId: only,
    accusation: '',
    attachmentIds: [] as string[],
    dueAt: null as string | null,
  });
  const files = view.attachments.filter(({ redacted }) => !redacted);
  const send = async (): Promise<void> => {
    const { staffId, dueAt } = values;
    if (!staffId || !dueAt) return;
    const input = { ...values, staffId, dueAt };
    if (await act.run<typeof contract.askStatement>('POST /api/complaints/:id/hearings', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('hearing.ask')}
      lacking={!values.staffId || !values.dueAt || !values.accusation.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <p className="case-hint">{t('hearing.teach')}</p>
      <PickField
        label={t('hearing.who')}
        required
        choices={view.respondents.map(({ id, name }) => ({ key: id, title: name }))}
        value={values.staffId}
        onChange={(staffId) => put({ staffId })}
      />
      <TextField
        label={t('hearing.accusation')}
        hint={t('hearing.accusationHint')}
        required
        rows={4}
        max={4000}
        value={values.accusation}
        onChange={(accusation) => put({ accusation })}
      />
      {files.length > 0 ? (
        <PickManyField
          label={t('hearing.files')}
          hint={t('hearing.filesHint')}
          choices={files.map(({ id, name }) => ({ key: id, title: name }))}
          value={values.attachmentIds}
          onChange={(attachmentIds) => put({ attachmentIds })}
        />
      ) : (
        <p className="case-hint">{t('hearing.noFiles')}</p>
      )}
      <WhenField label={t('hearing.due')} required value={values.dueAt} onChange={(dueAt) => put({ dueAt })} />
    </ActForm>
  );
}
