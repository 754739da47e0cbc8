import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { CasePanel } from '../../complaints/web/case/CasePanel.tsx';
import { useSession } from '../../people/web/use-session.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as letters from '../letters-contract.ts';
import { letterTone } from './letter-tone.ts';
import { type FormHead, useForms, useLettersOf, useReadLettersAgain } from './use-papers.ts';
import './papers.css';

/** 表单与函件: what the pack has for this case, and the letters there are. */
export function CasePapers({ caseId, storeId }: { caseId: string; storeId: string }) {
  const t = useWords('papers');
  const forms = useForms(caseId);
  const drafted = useLettersOf(caseId);
  const items = forms.data?.items ?? [];
  if (forms.data && items.length === 0) return null;
  return (
    <div className="no-print">
      <CasePanel name="papers" summary={drafted.data?.items.length || undefined}>
        <ProblemNote error={forms.error ?? drafted.error} />
        <ul className="case-forms" aria-label={t('panel.forms')}>
          {items.map((form) => (
            <FormLine key={form.key} form={form} caseId={caseId} storeId={storeId} />
          ))}
        </ul>
        <h3 className="case-forms-more">{t('panel.yourLetters')}</h3>
        {drafted.data?.items.length === 0 && <p className="quiet">{t('panel.noLetters')}</p>}
        <ul className="case-forms">
          {drafted.data?.items.map((letter) => (
            <li key={letter.id}>
              <Link to="/letters/$id" params={{ id: letter.id }} search={{}}>
                {letter.title} {letter.number}
              </Link>
              <Chip tone={letterTone(letter.state)} text={t(`states.${letter.state}`)} />
            </li>
          ))}
        </ul>
      </CasePanel>
    </div>
  );
}

function FormLine({ form, caseId, storeId }: { form: FormHead; caseId: string; storeId: string }) {
  const t = useWords('papers');
  const { may } = useSession();
  const navigate = useNavigate();
  const readAgain = useReadLettersAgain();
  const draft = useAct(async () => {
    const { id } = await call<typeof letters.draft>('POST /api/complaints/:id/letters', {
      params: { id: caseId },
      input: { form: form.key },
    });
    say(t('letter.draftDone'));
    void readAgain();
    await navigate({ to: '/letters/$id', params: { id }, search: {} });
  });
  const isLetter = form.sort === 'letter';
  return (
    <li>
      <span>
        {form.title}
        {form.when && <span className="quiet"> · {form.when}</span>}
        {isLetter && !form.mayMake && <span className="quiet"> · {t('panel.notYours')}</span>}
      </span>
      <span className="wrap">
        <Link to="/complaints/$id/papers/$form" params={{ id: caseId, form: form.key }} search={{}}>
          {t('panel.preview')}
        </Link>
        {isLetter && form.mayMake && may('complaint.work', storeId) && (
          <Button
            size="small"
            loading={draft.busy}
            onClick={() => void draft.run()}
            aria-label={`${t('panel.draft')} ${form.title}`}
          >
            {t('panel.draft')}
          </Button>
        )}
      </span>
      <ProblemNote error={draft.error} />
    </li>
  );
}
