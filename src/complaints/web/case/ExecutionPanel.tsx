import { useWords } from '../../../base/web/i18n.ts';
import type * as contract from '../../planning-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { TextField, useFields, WhenField } from './fields.tsx';
import { By, Lines, When } from './Lines.tsx';
import { standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** What is being done, and until when. */
export function ExecutionPanel() {
  const t = useWords('complaints');
  const { view } = useCase();
  const started = standingRecord(view, 'execution');
  const isUnderWay = started !== null && view.stage !== 'closed' && !standingRecord(view, 'resolution');
  return (
    <CasePanel name="execution" summary={isUnderWay && t('case.underWay')}>
      {started ? (
        <>
          <Lines
            rows={[
              [t('case.toDo'), started.data.what],
              [t('case.until'), started.data.dueAt && <When key="d" at={started.data.dueAt} />],
            ]}
          />
          <By by={started.by} at={started.at} />
        </>
      ) : (
        <p className="case-hint">{t('case.executionTeach')}</p>
      )}
      <ActToggle act="execute" startOpen={view.primary === 'execute'}>
        {(close) => <ExecuteForm close={close} />}
      </ActToggle>
    </CasePanel>
  );
}

function ExecuteForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view } = useCase();
  const act = useCaseAct();
  const agreement = standingRecord(view, 'agreement');
  const plan = standingRecord(view, 'plan');
  const option = agreement && plan?.data.options[agreement.data.option];
  const { values, put } = useFields(() => ({
    what: [option?.outline, option?.immediate].filter(Boolean).join('\n'),
    dueAt: plan?.data.dueAt ?? (null as string | null),
  }));
  const send = async (): Promise<void> => {
    if (await act.run<typeof contract.execute>('POST /api/complaints/:id/execution', { input: values })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.execute')}
      lacking={!values.what.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <TextField
        label={t('case.toDo')}
        required
        rows={3}
        max={2000}
        value={values.what}
        onChange={(what) => put({ what })}
      />
      <WhenField label={t('case.until')} value={values.dueAt} onChange={(dueAt) => put({ dueAt })} />
    </ActForm>
  );
}
