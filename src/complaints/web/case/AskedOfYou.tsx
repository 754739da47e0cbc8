import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { approversOf } from '../../closing.ts';
import { useCase } from './case-context.ts';
import { heldOf } from './holds-any.ts';
import { When } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { recordsOf, waitingApproval } from './standing-records.ts';
import { useFlow } from './use-flow.ts';

/** What a colleague waits for from the viewer: an answer to a question, a yes to closing. Each leads to its form. */
export function AskedOfYou() {
  const t = useWords('complaints');
  const { view, pack, can, go, openPanel } = useCase();
  const { one } = useSpell();
  const { staff } = useSession();
  const flow = useFlow();
  if (view.stage === 'closed') return null;
  const answered = new Set(recordsOf(view, 'help-answer').map(({ data }) => data.helpId));
  const questions = recordsOf(view, 'help').filter(
    (question) => question.data.askedId === staff.id && !answered.has(question.id),
  );
  const approval = waitingApproval(view);
  const approvers = (approval && approversOf(pack, view, approval.of)) ?? [];
  const isConcerned = view.owner?.id === staff.id || approval?.by?.id === staff.id;
  const isMine = can('approve') && !isConcerned && heldOf(staff.posts, approvers, view.storeId).length > 0;
  const matters = (flow?.matters ?? []).filter(({ mine }) => mine);
  return (
    <>
      {matters.map(({ id, of }) => (
        <div key={id} className="case-hand-over no-print" role="status">
          <span>{t('flow.askedOfYou', { of: t(`flow.of.${of}`) })}</span>
          <Button size="small" type="primary" onClick={() => openPanel('flow')}>
            {t('flow.answer')}
          </Button>
        </div>
      ))}
      {questions.map((question) => (
        <div key={question.id} className="case-hand-over no-print" role="status">
          <span>
            {t('case.askedYou', { name: question.by?.name ?? t('case.somebody') })}
            <bdi>{question.data.question}</bdi> <When at={question.at} />
          </span>
          <Button size="small" type="primary" onClick={() => openPanel('help')}>
            {t('case.answerHelp')}
          </Button>
        </div>
      ))}
      {approval && isMine && (
        <div className="case-hand-over no-print" role="status">
          <span>
            {t('case.approvalOfYou', {
              name: approval.by?.name ?? t('case.somebody'),
              as: one('closeKind', approval.of),
            })}{' '}
            <When at={approval.at} />
          </span>
          <Button size="small" type="primary" onClick={() => go('approve')}>
            {t('case.acts.approve')}
          </Button>
        </div>
      )}
    </>
  );
}
