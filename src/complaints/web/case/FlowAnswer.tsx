import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type { ContactMeans } from '../../complaint.ts';
import { isLetter } from '../../flow.ts';
import type * as contract from '../../words-contract.ts';
import { useCase } from './case-context.ts';
import { CheckField } from './fields.tsx';
import { useCaseAct } from './use-case-act.ts';
import type { Flow } from './use-flow.ts';
import './flow.css';

/** Whether this is the answer itself: in writing it leaves by the post that the pack names, by phone that is only said. */
export function FlowAnswer({
  flow,
  means,
  body,
  answer,
  onChange,
}: {
  flow: Flow | undefined;
  means: ContactMeans | null;
  body: string;
  answer: boolean;
  onChange: (answer: boolean) => void;
}) {
  const t = useWords('complaints');
  const { can } = useCase();
  const act = useCaseAct();
  const answering = flow?.answering;
  if (!answering) return null;
  const posts = answering.posts.map(({ title }) => title).join(t('case.comma'));
  const [holder] = answering.holders;
  const isGate = answer && !answering.mine && means !== null && isLetter(means);
  const ask = async (): Promise<void> => {
    if (!holder) return;
    await act.run<typeof contract.askHelp>('POST /api/complaints/:id/help', {
      input: { askedId: holder.id, question: t('flow.pleaseAnswer', { body }).slice(0, 1000) },
    });
  };
  return (
    <div className="flow-answer">
      <CheckField label={t('flow.isAnswer')} value={answer} onChange={onChange} />
      {answer && !answering.mine && (
        <p className={isGate ? 'case-hint flow-gate' : 'case-hint'} role={isGate ? 'alert' : undefined}>
          {t(isGate ? 'flow.answerGate' : 'flow.answerShown', { posts })}
          {answering.source && <span className="quiet"> {t('flow.says', { says: answering.source })}</span>}
        </p>
      )}
      {isGate && holder && can('askHelp') && (
        <Button size="small" loading={act.busy} onClick={() => void ask()}>
          {t('flow.askPost', { posts, name: holder.name })}
        </Button>
      )}
      <ProblemNote error={act.error} />
    </div>
  );
}

/** Whether the reply may not be sent by this person in this way. */
export const isGated = (flow: Flow | undefined, means: ContactMeans | null, answer: boolean): boolean =>
  answer && flow?.answering?.mine === false && means !== null && isLetter(means);
