import { Link, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { AccountabilityPanel } from '../../../accountability/web/AccountabilityPanel.tsx';
import { HearingPanel } from '../../../accountability/web/HearingPanel.tsx';
import { ContactDrawer, ContactKey } from '../../../assist/web/ContactKey.tsx';
import { ContactStrip } from '../../../assist/web/ContactStrip.tsx';
import { TalkPanel } from '../../../assist/web/TalkPanel.tsx';
import { callGoesOn, callIsThere, goesOnWith } from '../../../assist/web/use-contact-notes.ts';
import { LettersPanel } from '../../../authorities/web/LettersPanel.tsx';
import { Problem } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { CaseHeader } from '../../../complaints/web/case/CaseHeader.tsx';
import { Composer } from '../../../complaints/web/case/Composer.tsx';
import { CaseContext } from '../../../complaints/web/case/case-context.ts';
import { CheckedFieldContext } from '../../../complaints/web/case/checked-field.ts';
import { Dialogs } from '../../../complaints/web/case/Dialogs.tsx';
import { Panels } from '../../../complaints/web/case/Panels.tsx';
import { PanelsContext } from '../../../complaints/web/case/panels-context.ts';
import { Timeline } from '../../../complaints/web/case/Timeline.tsx';
import { useOpenCase } from '../../../complaints/web/case/use-open-case.ts';
import '../../../complaints/web/complaints.css';
import '../../../complaints/web/register.css';
import '../../../complaints/web/case/case-panels.css';
import '../../../complaints/web/case/case-forms.css';
import '../../../complaints/web/case/case-head.css';
import '../../../complaints/web/case/case.css';
import '../../../complaints/web/case/case-print.css';
import { CaseCrisisPanel, CaseCrisisTop } from '../../../crisis/web/CaseCrisis.tsx';
import { ReportedBy } from '../../../frontline/web/ReportedBy.tsx';
import { CaseIncident, CaseIntoIncident } from '../../../incidents/web/CaseIncident.tsx';
import { CasePapers } from '../../../papers/web/CasePapers.tsx';
import { HistoryFactsPanel } from '../../../precedents/web/HistoryFactsPanel.tsx';
import { PrecedentsPanel } from '../../../precedents/web/PrecedentsPanel.tsx';
import { ReviewPanel } from '../../../precedents/web/ReviewPanel.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { WithAskedCategory } from '../AskedCategory.tsx';
import { checkedLazily } from '../checked-lazily.tsx';

const CheckedReply = checkedLazily(() => import('../CheckedReply.tsx'));

/** 投诉单: the page of one case. Another case is another page: nothing typed wanders from one to the next. */
export function Case() {
  const { id } = useParams({ from: '/shell/complaints/$id' });
  return <OneCase key={id} id={id} />;
}

function OneCase({ id }: { id: string }) {
  const t = useWords('complaints');
  const { read, open, dialog, closeDialog, panels, side, setSide, changed } = useOpenCase(id);
  // a call that began on the register page goes on here
  const [contact, setContact] = useState(() => (callGoesOn(id) ? 1 : 0));
  const [urgent, setUrgent] = useState(() => goesOnWith(id));
  useEffect(() => callIsThere(), []);
  const number = open?.view.number;
  useEffect(() => {
    if (number) document.title = `${number} · ${t('base:product')}`;
  }, [number, t]);

  if (!open) {
    if (read.error instanceof Problem && read.error.status === 404) {
      return (
        <Empty
          title={t('case.notThere')}
          text={t('case.notThereTeach')}
          action={
            <Link to="/complaints" search={{}}>
              {t('case.toList')}
            </Link>
          }
        />
      );
    }
    return (
      <div className="page">
        <ProblemNote error={read.error} />
        {!read.error && <Skeleton active title paragraph={{ rows: 10 }} />}
      </div>
    );
  }
  return (
    <CaseContext value={open}>
      <article className="case" aria-label={t('case.pageTitle', { number })}>
        <CaseHeader keys={<ContactKey asked={contact} onAsk={setContact} />} />
        <p className="case-changed" role="status" aria-live="polite">
          {changed && t('case.changedJustNow')}
        </p>
        <CaseCrisisTop caseId={id} />
        <ContactStrip />
        <CaseIncident caseId={id} />
        <div className="case-sides switch no-print" role="tablist" aria-label={t('case.sides')}>
          {(['timeline', 'panels'] as const).map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              id={`side-tab-${one}`}
              aria-controls={`side-${one}`}
              className="switch-one"
              aria-selected={side === one}
              onClick={() => setSide(one)}
            >
              {t(`case.side.${one}`)}
            </button>
          ))}
        </div>
        <div className="case-columns">
          <div id="side-timeline" className="case-left" data-shown={side === 'timeline' || undefined}>
            <CheckedFieldContext value={CheckedReply}>
              <Composer />
            </CheckedFieldContext>
            <Timeline />
          </div>
          <PanelsContext value={panels}>
            <div id="side-panels" className="case-right" data-shown={side === 'panels' || undefined}>
              <ReportedBy complaintId={open.view.id} />
              <CheckedFieldContext value={CheckedReply}>
                <WithAskedCategory>
                  <Panels letters={<LettersPanel />} />
                </WithAskedCategory>
              </CheckedFieldContext>
              <TalkPanel />
              <ReviewPanel />
              <PrecedentsPanel />
              <HistoryFactsPanel />
              <HearingPanel />
              <AccountabilityPanel />
              <CaseCrisisPanel caseId={id} />
              <CasePapers caseId={id} storeId={open.view.storeId} />
              <CaseIntoIncident caseId={id} />
            </div>
          </PanelsContext>
        </div>
        <ContactDrawer
          asked={contact}
          urgent={urgent}
          onAsk={(asked) => {
            setUrgent(null);
            setContact(asked);
          }}
        />
        <Dialogs open={dialog} close={closeDialog} />
      </article>
    </CaseContext>
  );
}
