import { useWords } from '../../../base/web/i18n.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { Chip } from '../../../ui/Chip.tsx';
import type * as contract from '../../words-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { PickField, TextField, useFields } from './fields.tsx';
import { By } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { type RecordOf, recordsOf } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** Questions to colleagues and supervisors; the case stays with its owner. */
export function HelpPanel() {
  const t = useWords('complaints');
  const { view } = useCase();
  const asked = recordsOf(view, 'help');
  const answers = recordsOf(view, 'help-answer');
  const open = asked.filter((question) => !answers.some((answer) => answer.data.helpId === question.id)).length;
  return (
    <CasePanel name="help" summary={open > 0 ? t('case.helpOpen', { count: open }) : ''}>
      {asked.length === 0 && <p className="case-hint">{t('case.helpTeach')}</p>}
      {asked.map((question) => (
        <Question
          key={question.id}
          question={question}
          answers={answers.filter((answer) => answer.data.helpId === question.id)}
        />
      ))}
      <ActToggle act="askHelp">{(close) => <AskForm close={close} />}</ActToggle>
    </CasePanel>
  );
}

function Question({ question, answers }: { question: RecordOf<'help'>; answers: readonly RecordOf<'help-answer'>[] }) {
  const t = useWords('complaints');
  const { person } = useSpell();
  const { staff } = useSession();
  const act = useCaseAct();
  const { values, put } = useFields({ answer: '' });
  const send = async (): Promise<void> => {
    const input = { answer: values.answer };
    if (
      await act.run<typeof contract.answerHelp>('POST /api/complaints/:id/help/:helpId/answer', {
        params: { helpId: question.id },
        input,
      })
    )
      put({ answer: '' });
  };
  return (
    <div className="case-order">
      <p>
        <strong>{t('case.helpTo', { name: person(question.data.askedId) })}</strong>{' '}
        <By by={question.by} at={question.at} />
      </p>
      <p className="case-body">
        <bdi>{question.data.question}</bdi>
      </p>
      {answers.map((answer) => (
        <p key={answer.id} className="wrap">
          <Chip tone="good" text={t('case.answered')} />
          <bdi>{answer.data.answer}</bdi>
          <By by={answer.by} at={answer.at} />
        </p>
      ))}
      {answers.length === 0 && staff?.id === question.data.askedId && (
        <ActForm act={act} submit={t('case.answerHelp')} lacking={!values.answer.trim()} onSubmit={() => void send()}>
          <TextField
            label={t('case.yourAnswer')}
            required
            rows={2}
            max={2000}
            value={values.answer}
            onChange={(answer) => put({ answer })}
          />
        </ActForm>
      )}
    </div>
  );
}

function AskForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view } = useCase();
  const { people } = useSpell();
  const { staff } = useSession();
  const act = useCaseAct();
  const { values, put } = useFields({ askedId: null as string | null, question: '' });
  const send = async (): Promise<void> => {
    const input = { askedId: values.askedId ?? '', question: values.question };
    if (await act.run<typeof contract.askHelp>('POST /api/complaints/:id/help', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.askHelp')}
      lacking={!values.askedId || !values.question.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <PickField
        label={t('case.askWhom')}
        required
        choices={people([staff.id, ...[...view.respondents, ...view.standAside].map(({ id }) => id)])}
        value={values.askedId}
        onChange={(askedId) => put({ askedId })}
      />
      <TextField
        label={t('case.question')}
        required
        rows={2}
        max={1000}
        value={values.question}
        onChange={(question) => put({ question })}
      />
    </ActForm>
  );
}
