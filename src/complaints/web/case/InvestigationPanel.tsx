import { useWords } from '../../../base/web/i18n.ts';
import type { Truth } from '../../complaint.ts';
import { TRUTHS } from '../../complaint.ts';
import type * as contract from '../../judging-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { ChipsField, PickField, TextField, useFields } from './fields.tsx';
import { By, Lines } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** What is asked, who looks into it, and what was found. */
export function InvestigationPanel() {
  const t = useWords('complaints');
  const { view } = useCase();
  const { one, person } = useSpell();
  const started = standingRecord(view, 'investigation');
  const finding = standingRecord(view, 'finding');
  const summary = finding ? one('truth', finding.data.truth) : started ? t('case.underWay') : '';
  return (
    <CasePanel name="investigation" summary={summary}>
      {started && (
        <>
          <Lines
            rows={[
              [t('case.investigator'), person(started.data.investigatorId)],
              [t('case.question'), started.data.question],
            ]}
          />
          <By by={started.by} at={started.at} />
        </>
      )}
      {finding && (
        <>
          <Lines
            rows={[
              [t('case.truthLabel'), one('truth', finding.data.truth)],
              [t('case.cause'), finding.data.cause],
              [t('case.statements'), finding.data.statements],
              [t('case.ours'), finding.data.ours],
              [t('case.theirsSide'), finding.data.theirs],
            ]}
          />
          <By by={finding.by} at={finding.at} />
        </>
      )}
      {!started && <p className="case-hint">{t('case.investigationTeach')}</p>}
      <div className="case-keys">
        <ActToggle act="startInvestigation" label={started ? t('case.investigateAgain') : undefined}>
          {(close) => <StartForm close={close} />}
        </ActToggle>
        <ActToggle
          act="finishInvestigation"
          startOpen={started !== null && !finding}
          label={finding ? t('case.findingAgain') : undefined}
        >
          {(close) => <FindingForm close={close} />}
        </ActToggle>
      </div>
    </CasePanel>
  );
}

function StartForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view } = useCase();
  const { people } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields({ investigatorId: null as string | null, question: '' });
  const send = async (): Promise<void> => {
    if (await act.run<typeof contract.startInvestigation>('POST /api/complaints/:id/investigation', { input: values }))
      close();
  };
  return (
    <ActForm act={act} submit={t('case.acts.startInvestigation')} onSubmit={() => void send()} onCancel={close}>
      <PickField
        label={t('case.investigator')}
        hint={t('case.investigatorHint')}
        clear
        choices={people([...view.respondents, ...view.standAside].map(({ id }) => id))}
        value={values.investigatorId}
        onChange={(investigatorId) => put({ investigatorId })}
      />
      <TextField
        label={t('case.question')}
        rows={2}
        max={1000}
        value={values.question}
        onChange={(question) => put({ question })}
      />
    </ActForm>
  );
}

function FindingForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { all } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields({ truth: null as Truth | null, cause: '', statements: '', ours: '', theirs: '' });
  const send = async (): Promise<void> => {
    if (!values.truth) return;
    const input = { ...values, truth: values.truth };
    if (
      await act.run<typeof contract.finishInvestigation>('POST /api/complaints/:id/investigation/findings', { input })
    )
      close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.finishInvestigation')}
      lacking={!values.truth || !values.cause.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.truthLabel')}
        required
        choices={all('truth', TRUTHS)}
        value={values.truth}
        onChange={(truth) => put({ truth })}
      />
      <TextField
        label={t('case.cause')}
        required
        rows={3}
        max={3000}
        value={values.cause}
        onChange={(cause) => put({ cause })}
      />
      <TextField
        label={t('case.statements')}
        rows={2}
        max={5000}
        value={values.statements}
        onChange={(statements) => put({ statements })}
      />
      <TextField label={t('case.ours')} rows={2} max={5000} value={values.ours} onChange={(ours) => put({ ours })} />
      <TextField
        label={t('case.theirsSide')}
        rows={2}
        max={5000}
        value={values.theirs}
        onChange={(theirs) => put({ theirs })}
      />
    </ActForm>
  );
}
