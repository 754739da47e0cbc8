import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type { ComplaintView } from '../../case-contract.ts';
import { gradeRisen } from '../../grades.ts';
import type * as contract from '../../planning-contract.ts';
import { useCase } from './case-context.ts';
import { TextField } from './fields.tsx';
import { useCaseAct } from './use-case-act.ts';

/** What the case itself asks: can the customer wait, and how to go on after so many rounds. */
export function CaseAsks() {
  const { view, can } = useCase();
  return (
    <>
      {can('answerBreach') && view.questions.map((asked) => <Question key={asked.clockId} asked={asked} />)}
      <Rounds />
      <GradeRise />
    </>
  );
}

function Question({ asked }: { asked: ComplaintView['questions'][number] }) {
  const t = useWords('complaints');
  const { view, openPanel } = useCase();
  const act = useCaseAct();
  const [words, setWords] = useState('');
  const answer = async (canWait: boolean): Promise<void> => {
    const input = { clockId: asked.clockId, canWait, words };
    const done = await act.run<typeof contract.answerBreach>('POST /api/complaints/:id/breach-answers', { input });
    if (done && !canWait && asked.opens === 'special') openPanel('plan');
  };
  const clock = view.clocks.find(({ id }) => id === asked.clockId)?.title ?? '';
  return (
    <div className="case-hand-over case-question no-print" role="status">
      <strong>{t('case.questionAsked', { clock, question: asked.question })}</strong>
      <TextField label={t('case.questionNote')} max={1000} value={words} onChange={setWords} />
      <span className="case-keys">
        <Button size="small" loading={act.busy} onClick={() => void answer(true)}>
          {asked.yes}
        </Button>
        <Button size="small" loading={act.busy} onClick={() => void answer(false)}>
          {asked.no}
        </Button>
        <span className="quiet">{t('case.questionUntil')}</span>
      </span>
      <ProblemNote error={act.error} />
    </div>
  );
}

/** More dissatisfied than at first: to be met early, while the case is open. */
function GradeRise() {
  const t = useWords('complaints');
  const { view } = useCase();
  const risen = view.stage === 'closed' ? null : gradeRisen(view);
  if (!risen) return null;
  const values = { from: t(`grades.${risen.from}`), to: t(`grades.${risen.to}`) };
  return (
    <div className="case-hand-over no-print" role="status">
      {t('case.gradeRisen', values)}
    </div>
  );
}

/** Said to everybody on the case; the one key is for whoever may do it. */
function Rounds() {
  const t = useWords('complaints');
  const { view, can, go } = useCase();
  if (!view.rounds) return null;
  const { count, limit, next } = view.rounds;
  return (
    <div className="case-hand-over no-print" role="status">
      <span>{t(next === 'escalate' ? 'case.roundsEscalate' : 'case.roundsDecide', { count, limit })}</span>
      {can(next) && (
        <Button size="small" type="primary" onClick={() => go(next)}>
          {t(`case.acts.${next}`)}
        </Button>
      )}
    </div>
  );
}
