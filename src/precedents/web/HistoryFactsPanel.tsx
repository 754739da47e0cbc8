import { Link } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatMoney } from '../../base/web/money.ts';
import { ActForm, ActToggle } from '../../complaints/web/case/ActForm.tsx';
import { CasePanel } from '../../complaints/web/case/CasePanel.tsx';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { TextField, useFields } from '../../complaints/web/case/fields.tsx';
import { Lines } from '../../complaints/web/case/Lines.tsx';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import { useSession } from '../../people/web/use-session.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { useHistoryFacts } from './use-precedents.ts';

/** 历次投诉: counts for supervisor and legal post, read on demand; to anybody else the panel is not there. */
export function HistoryFactsPanel() {
  const { view } = useCase();
  const { may } = useSession();
  if (!may('customer.history-facts', view.storeId)) return null;
  return (
    <div className="no-print">
      <CasePanel name="historyFacts">
        <Facts />
      </CasePanel>
    </div>
  );
}

function Facts() {
  const t = useWords('precedents');
  const { view } = useCase();
  const { data, error, isPending } = useHistoryFacts(view.id);
  if (isPending) return <Skeleton active title={false} paragraph={{ rows: 4 }} />;
  if (!data) return <ProblemNote error={error} />;
  const { days, cases, more, open, bySign, sameProduct, sameDemand, asked, given, legal, evidenceForm } = data;
  const count = (n: number): string | null => (n > 0 ? t('history.cases', { count: n }) : null);
  const sum = (of: { cases: number; fen: number }): string | null =>
    of.cases > 0 ? t('history.sum', { cases: of.cases, amount: formatMoney(of.fen) }) : null;
  return (
    <>
      <p className="case-hint">{t('history.lead')}</p>
      <p>
        {cases === 0 ? t('history.none', { days }) : t(more ? 'history.more' : 'history.count', { days, count: cases })}
      </p>
      <Lines
        rows={[
          [t('history.open'), count(open)],
          [t('history.customer'), count(bySign.customer)],
          [t('history.phone'), count(bySign.phone)],
          [t('history.item'), count(bySign.item)],
          [t('history.sameProduct'), count(sameProduct)],
          ...sameDemand.map(
            ({ demand, cases: same }) => [t('history.sameDemand', { title: demand.title }), count(same)] as const,
          ),
          [t('history.asked'), sum(asked)],
          [t('history.given'), sum(given)],
        ]}
      />
      <div className="case-keys">
        {legal ? (
          <ActToggle act="referToLegal" label={t('history.refer')}>
            {(close) => <ReferForm name={legal.name} close={close} />}
          </ActToggle>
        ) : (
          view.stage !== 'closed' && <span className="case-hint">{t('history.nobody')}</span>
        )}
        {evidenceForm && (
          <Link to="/complaints/$id/papers/$form" params={{ id: view.id, form: evidenceForm.key }} search={{}}>
            {t('history.evidence', { title: evidenceForm.title })}
          </Link>
        )}
      </div>
    </>
  );
}

function ReferForm({ name, close }: { name: string; close: () => void }) {
  const t = useWords('precedents');
  const act = useCaseAct();
  const { values, put } = useFields({ question: t('history.questionUsual') });
  const send = async (): Promise<void> => {
    if (await act.run<typeof contract.referToLegal>('POST /api/complaints/:id/legal-referral', { input: values })) {
      say(t('history.referred', { name }));
      close();
    }
  };
  return (
    <ActForm
      act={act}
      submit={t('history.refer')}
      lacking={!values.question.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <p className="case-hint">{t('history.referLead', { name })}</p>
      <TextField
        label={t('history.question')}
        required
        rows={2}
        max={1000}
        value={values.question}
        onChange={(question) => put({ question })}
      />
    </ActForm>
  );
}
