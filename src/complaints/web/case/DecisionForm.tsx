import { useWords } from '../../../base/web/i18n.ts';
import { Chip } from '../../../ui/Chip.tsx';
import type * as contract from '../../closing-contract.ts';
import { DECISIONS } from '../../records.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { ChipsField, TextField, useFields } from './fields.tsx';
import { By } from './Lines.tsx';
import { recordsOf } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** How it goes on after so many rounds without success: what was decided, and the form while it is asked for. */
export function Decisions() {
  const t = useWords('complaints');
  const { view } = useCase();
  const decided = recordsOf(view, 'decision');
  if (decided.length === 0 && !view.rounds) return null;
  return (
    <section aria-label={t('case.decisions')} className="case-stack">
      {decided.map((record) => (
        <p key={record.id} className="wrap">
          <Chip text={t(`case.decision.${record.data.decision}`)} />
          <bdi>{record.data.words}</bdi>
          <By by={record.by} at={record.at} />
        </p>
      ))}
      {view.rounds && <ActToggle act="decide">{(close) => <DecisionForm close={close} />}</ActToggle>}
    </section>
  );
}

function DecisionForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields({ decision: null as (typeof DECISIONS)[number] | null, words: '' });
  const send = async (): Promise<void> => {
    if (!values.decision) return;
    const input = { decision: values.decision, words: values.words };
    if (await act.run<typeof contract.decide>('POST /api/complaints/:id/decisions', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.decide')}
      lacking={!values.decision || !values.words.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.decisionLabel')}
        required
        choices={DECISIONS.map((key) => ({ key, title: t(`case.decision.${key}`) }))}
        value={values.decision}
        onChange={(decision) => put({ decision })}
      />
      <TextField
        label={t('case.decisionWords')}
        required
        rows={2}
        max={1000}
        value={values.words}
        onChange={(words) => put({ words })}
      />
    </ActForm>
  );
}
