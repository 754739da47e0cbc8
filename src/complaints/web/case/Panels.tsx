import type { ReactNode } from 'react';
import { ApologyPanel } from './ApologyPanel.tsx';
import { AttachmentsPanel } from './AttachmentsPanel.tsx';
import { ChecklistPanel } from './ChecklistPanel.tsx';
import { ClosingPanel } from './ClosingPanel.tsx';
import { useCase } from './case-context.ts';
import { ExecutionPanel } from './ExecutionPanel.tsx';
import { FactSheetPanel } from './FactSheetPanel.tsx';
import { FactsPanel } from './FactsPanel.tsx';
import { FirstRecordPanel } from './FirstRecordPanel.tsx';
import { FlowPanel } from './FlowPanel.tsx';
import { FollowUpPanel } from './FollowUpPanel.tsx';
import { HelpPanel } from './HelpPanel.tsx';
import { InvestigationPanel } from './InvestigationPanel.tsx';
import { LadderPanel } from './LadderPanel.tsx';
import { LessonPanel } from './LessonPanel.tsx';
import { LinksPanel } from './LinksPanel.tsx';
import { PlanPanel } from './PlanPanel.tsx';
import { PromisesPanel } from './PromisesPanel.tsx';
import { ResolutionPanel } from './ResolutionPanel.tsx';
import { ResponsibilityPanel } from './ResponsibilityPanel.tsx';
import { StandingPanel } from './StandingPanel.tsx';
import { standingRecord } from './standing-records.ts';
import { TriagePanel } from './TriagePanel.tsx';
import { WorkOrdersPanel } from './WorkOrdersPanel.tsx';

/** The panels in the order of the procession. Stages that the trade does without appear only when something is there. */
export function Panels({ letters }: { letters: ReactNode }) {
  const { view, pack } = useCase();
  const isClosed = view.stage === 'closed';
  const isSmall = view.kind !== 'complaint' && view.kind !== 'grievance';
  const has = (...acts: Parameters<typeof standingRecord>[1][]): boolean =>
    acts.some((act) => standingRecord(view, act));
  // What was left out for good, and what an enquiry or a word of praise never asks for, is not shown empty.
  const asks = (stage: (typeof pack.without)[number]): boolean => !isClosed && !pack.without.includes(stage);
  const investigates = has('investigation', 'finding') || (asks('investigating') && !isSmall);
  const judges = has('standing', 'responsibility') || (asks('judged') && !isSmall);
  const { flows, purposes, departments } = pack.routing;
  const hasFlow =
    flows.length + purposes.length + departments.length + pack.toManager.length > 0 || has('approval-request', 'flow');
  return (
    <>
      <ChecklistPanel />
      <FactsPanel />
      <FirstRecordPanel />
      <FactSheetPanel />
      <TriagePanel />
      {judges && pack.standingFirst && <StandingPanel />}
      {investigates && <InvestigationPanel />}
      {judges && !pack.standingFirst && <StandingPanel />}
      {judges && <ResponsibilityPanel />}
      {(has('apology') || (!isClosed && !isSmall)) && <ApologyPanel />}
      {hasFlow && <FlowPanel />}
      {(has('plan', 'decline') || asks('planning')) && <PlanPanel />}
      {(has('execution') || asks('executing')) && <ExecutionPanel />}
      {(view.workOrders.length > 0 || !isClosed) && <WorkOrdersPanel />}
      {(has('resolution') || view.demands.length > 0 || !isClosed) && <ResolutionPanel />}
      {(has('follow-up') || asks('followed-up')) && <FollowUpPanel />}
      {(has('lesson') || !(isSmall && isClosed)) && <LessonPanel />}
      <ClosingPanel />
      {(has('escalation') || !isClosed) && <LadderPanel />}
      {(has('help') || !isClosed) && <HelpPanel />}
      {(view.promises.length > 0 || !isClosed) && <PromisesPanel />}
      {(view.outsideNumbers.length > 0 || !isClosed) && letters}
      <AttachmentsPanel />
      <LinksPanel />
    </>
  );
}
