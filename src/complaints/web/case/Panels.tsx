import { AttachmentsPanel } from './AttachmentsPanel.tsx';
import { useCase } from './case-context.ts';
import { ChecklistPanel } from './ChecklistPanel.tsx';
import { ClosingPanel } from './ClosingPanel.tsx';
import { ExecutionPanel } from './ExecutionPanel.tsx';
import { FactsPanel } from './FactsPanel.tsx';
import { FollowUpPanel } from './FollowUpPanel.tsx';
import { HelpPanel } from './HelpPanel.tsx';
import { InvestigationPanel } from './InvestigationPanel.tsx';
import { LadderPanel } from './LadderPanel.tsx';
import { LessonPanel } from './LessonPanel.tsx';
import { LinksPanel } from './LinksPanel.tsx';
import { OutsideNumbersPanel } from './OutsideNumbersPanel.tsx';
import { PlanPanel } from './PlanPanel.tsx';
import { PromisesPanel } from './PromisesPanel.tsx';
import { ResolutionPanel } from './ResolutionPanel.tsx';
import { ResponsibilityPanel } from './ResponsibilityPanel.tsx';
import { StandingPanel } from './StandingPanel.tsx';
import { standingRecord } from './standing-records.ts';
import { TriagePanel } from './TriagePanel.tsx';
import { WorkOrdersPanel } from './WorkOrdersPanel.tsx';

/** The panels in the order of the procession. Stages that the trade does without appear only when something is there. */
export function Panels() {
  const { view, pack } = useCase();
  const without = new Set(pack.without);
  const asks = (stage: (typeof pack.without)[number], ...acts: Parameters<typeof standingRecord>[1][]): boolean =>
    !without.has(stage) || acts.some((act) => standingRecord(view, act));
  const investigates = asks('investigating', 'investigation', 'finding');
  const judges = asks('judged', 'standing', 'responsibility');
  return (
    <>
      <FactsPanel />
      <TriagePanel />
      <ChecklistPanel />
      {judges && pack.standingFirst && <StandingPanel />}
      {investigates && <InvestigationPanel />}
      {judges && !pack.standingFirst && <StandingPanel />}
      {judges && <ResponsibilityPanel />}
      {asks('planning', 'plan') && <PlanPanel />}
      {asks('executing', 'execution') && <ExecutionPanel />}
      <WorkOrdersPanel />
      <ResolutionPanel />
      {asks('followed-up', 'follow-up') && <FollowUpPanel />}
      <LessonPanel />
      <ClosingPanel />
      <LadderPanel />
      <HelpPanel />
      <PromisesPanel />
      <OutsideNumbersPanel />
      <AttachmentsPanel />
      <LinksPanel />
    </>
  );
}
