import type { Bells } from '../base/server/bells.ts';
import type { FactFeed } from '../base/server/facts-feed.ts';
import type { FileStore } from '../base/server/files.ts';
import { type RawExchange, type Route, raw, read, readTogether, write, writeShared } from '../base/server/serve.ts';
import * as calendars from '../clocks/contract.ts';
import type { Staff } from '../people/staff.ts';
import type { PackSections } from '../policies/pack.ts';
import { adoptEditionOnCases, previewAdoptionOf, previewCalendarFile } from './actions/adopt-calendar.ts';
import { moveCasesToEdition, previewMoving, previewMovingOfDraft, previewReturn } from './actions/adopt-policy.ts';
import { answerSheetOf, assessFacts } from './actions/assess-facts.ts';
import { attachFile, downloadFile } from './actions/attach-file.ts';
import { assignSeveral, setNextStepOnSeveral, undoAssignments } from './actions/bulk.ts';
import { confirmCaseLateRecord, pauseCaseClock, resumeCaseClock } from './actions/case-clocks.ts';
import {
  approveClosing,
  askApprovalFor,
  closeComplaint,
  followUpComplaint,
  reopenComplaint,
  sayNotApplicable,
  tickChecklistItem,
  voidComplaint,
  withdrawComplaint,
  writeLessonOf,
} from './actions/close-complaint.ts';
import { decideCourse, writePaper } from './actions/closing-papers.ts';
import { logContactWith, sendReplyTo, urgeComplaint } from './actions/contact-customer.ts';
import {
  addDemandTo,
  addOutsideNumberTo,
  answerDemandOf,
  correctDemandOf,
  correctFactsOf,
} from './actions/correct-facts.ts';
import { escalateComplaint } from './actions/escalate-complaint.ts';
import {
  finishInvestigationOf,
  finishTaskOf,
  judgeResponsibilityOf,
  judgeStandingOf,
  reviewJudgement,
  startInvestigationOf,
} from './actions/judge-complaint.ts';
import { keepPromiseTo, promiseTo } from './actions/keep-promise.ts';
import type { KeptWords } from './actions/kept-words.ts';
import { linkComplaint, mergeComplaint } from './actions/merge-complaints.ts';
import { clearRespondentOf, nameRespondentOf } from './actions/name-respondent.ts';
import { holdMeetingOn, provideRecordOf } from './actions/note-records.ts';
import { acknowledgeHandOver, assignComplaint, setNextStepOf } from './actions/own-complaint.ts';
import {
  agreePlanOf,
  choosePlanOf,
  declinePlanOf,
  draftPlanFor,
  executePlan,
  resolveComplaint,
  signPlanOf,
} from './actions/plan-complaint.ts';
import {
  approveRedactionOf,
  askRedactionOf,
  declineRedactionOf,
  type HideCopies,
  keptWordsOf,
  type RedactionGate,
  withdrawRedactionOf,
} from './actions/redact-words.ts';
import { callersKnown, registerComplaint } from './actions/register-complaint.ts';
import { apologiseFor, fillFormOf, reportUpComplaint } from './actions/report-up.ts';
import { revealNumber } from './actions/reveal-number.ts';
import { decideFlowOf, setAreasOf, turnIntoComplaint } from './actions/route-complaint.ts';
import { changeViewOf, deleteViewOf, listViewsOf, saveViewOf } from './actions/save-view.ts';
import { answerBreachOf, chooseSpecialFor } from './actions/special-solutions.ts';
import { type LiveNews, tellLive } from './actions/tell-live.ts';
import { convertComplaint, triageComplaint } from './actions/triage-complaint.ts';
import {
  acceptWorkOrderOf,
  cancelWorkOrderOf,
  releaseWorkOrderOf,
  replyWorkOrderOf,
  returnWorkOrderOf,
  sendWorkOrderTo,
  urgeWorkOrderOf,
  verifyWorkOrderOf,
} from './actions/work-orders.ts';
import { addOwnWords, answerHelpOf, askForHelp, correctOwnWords, writeNoteOn } from './actions/write-note.ts';
import * as attachments from './attachments-contract.ts';
import * as bulk from './bulk-contract.ts';
import * as caseClocks from './case-clocks-contract.ts';
import * as cases from './case-contract.ts';
import type { ClosingGate } from './closing.ts';
import * as closing from './closing-contract.ts';
import * as contact from './contact-contract.ts';
import * as contract from './contract.ts';
import * as correcting from './correcting-contract.ts';
import { deskOptions, registrationHints } from './desk.sql.ts';
import { explainCaseClock, whatIsMissing } from './explain.sql.ts';
import { complaintFigures, complaintTrends } from './figures.sql.ts';
import type { FoundElsewhere } from './found-elsewhere.sql.ts';
import * as judging from './judging-contract.ts';
import { complaintByNumber, countComplaints, listComplaints } from './list.sql.ts';
import * as lists from './list-contract.ts';
import { lookUpCaller } from './look-up.sql.ts';
import * as moving from './moving-contract.ts';
import { ownRegistrations } from './own-registrations.sql.ts';
import * as owning from './owning-contract.ts';
import * as planning from './planning-contract.ts';
import { areasOf, flowOfCase } from './route-case.sql.ts';
import * as routing from './routing-contract.ts';
import { searchComplaints } from './search.sql.ts';
import * as searching from './search-contract.ts';
import { listSpecialMatters } from './special-matters.sql.ts';
import { complaintTimeline } from './timeline.sql.ts';
import * as triage from './triage-contract.ts';
import { viewComplaint } from './view.sql.ts';
import * as views from './views-contract.ts';
import { waitingForMe } from './waiting.sql.ts';
import * as words from './words-contract.ts';
import * as workOrders from './work-orders-contract.ts';

export interface Outside {
  readonly facts: FactFeed;
  readonly bells: Bells;
  readonly files: FileStore;
  /** Questions of higher rooms before a case may close. */
  readonly gates: readonly ClosingGate[];
  /** Of what a case was made from, in higher rooms. */
  readonly copies: readonly HideCopies[];
  /** Of higher rooms that keep words about a case. */
  readonly kept: readonly KeptWords[];
  /** Of higher rooms that keep a case whole. */
  readonly keepers: readonly RedactionGate[];
  /** Of higher rooms with words by which cases are found. */
  readonly elsewhere: readonly FoundElsewhere[];
  readonly news: readonly LiveNews[];
  /** What a pack is made of. */
  readonly sections: PackSections;
  readonly whoNow: (request: RawExchange<Staff, typeof contract.live>['request']) => Promise<Staff | null>;
}

export const complaintRoutes = ({
  facts,
  bells,
  files,
  gates,
  copies,
  kept,
  keepers,
  elsewhere,
  news,
  whoNow,
  sections,
}: Outside): Route<Staff>[] => [
  writeShared(contract.registerComplaint, registerComplaint, callersKnown),
  readTogether(contract.hints, registrationHints),
  readTogether(lists.list, listComplaints, { replica: true }),
  readTogether(lists.count, countComplaints, { replica: true }),
  readTogether(lists.waiting, waitingForMe),
  readTogether(lists.figures, complaintFigures, { replica: true }),
  readTogether(lists.trends, complaintTrends, { replica: true }),
  raw(bulk.assignMany, assignSeveral),
  raw(bulk.undoAssignMany, undoAssignments),
  raw(bulk.setNextStepMany, setNextStepOnSeveral),
  read(views.listViews, listViewsOf),
  write(views.saveView, saveViewOf),
  write(views.changeView, changeViewOf),
  write(views.deleteView, deleteViewOf),
  readTogether(contract.options, deskOptions),
  readTogether(contract.lookUp, lookUpCaller),
  read(contract.byNumber, complaintByNumber),
  raw(contract.live, tellLive(facts, bells, news, whoNow)),
  readTogether(searching.search, searchComplaints(elsewhere), { replica: true }),
  readTogether(cases.view, viewComplaint),
  readTogether(cases.timeline, complaintTimeline),
  readTogether(routing.flow, flowOfCase),
  write(routing.decideFlow, decideFlowOf),
  write(routing.turnInto, turnIntoComplaint),
  readTogether(routing.specialMatters, listSpecialMatters),
  readTogether(routing.listAreas, areasOf),
  write(routing.setAreas, setAreasOf),
  write(correcting.correctFacts, correctFactsOf),
  write(words.addWords, addOwnWords),
  write(words.correctWords, correctOwnWords),
  write(words.askRedaction, askRedactionOf(keepers, kept)),
  write(words.approveRedaction, approveRedactionOf(copies, keepers, kept)),
  write(words.declineRedaction, declineRedactionOf),
  write(words.withdrawRedaction, withdrawRedactionOf),
  read(words.keptWords, keptWordsOf(kept)),
  write(triage.triage, triageComplaint),
  write(triage.convert, convertComplaint),
  write(owning.assign, assignComplaint),
  write(owning.acknowledge, acknowledgeHandOver),
  write(owning.setNextStep, setNextStepOf),
  write(contact.logContact, logContactWith),
  write(contact.urge, urgeComplaint),
  write(words.writeNote, writeNoteOn),
  write(contact.sendReply, sendReplyTo),
  write(contact.promise, promiseTo),
  write(contact.keepPromise, keepPromiseTo),
  write(words.askHelp, askForHelp),
  write(words.answerHelp, answerHelpOf),
  write(workOrders.sendWorkOrder, sendWorkOrderTo),
  write(workOrders.acceptWorkOrder, acceptWorkOrderOf),
  write(workOrders.replyWorkOrder, replyWorkOrderOf),
  write(workOrders.verifyWorkOrder, verifyWorkOrderOf),
  write(workOrders.returnWorkOrder, returnWorkOrderOf),
  write(workOrders.releaseWorkOrder, releaseWorkOrderOf),
  write(workOrders.urgeWorkOrder, urgeWorkOrderOf),
  write(workOrders.cancelWorkOrder, cancelWorkOrderOf),
  read(lists.ownRegistrations, ownRegistrations),
  write(judging.nameRespondent, nameRespondentOf),
  write(judging.clearRespondent, clearRespondentOf),
  write(judging.startInvestigation, startInvestigationOf),
  write(judging.finishInvestigation, finishInvestigationOf),
  write(judging.judgeStanding, judgeStandingOf),
  write(judging.judgeResponsibility, judgeResponsibilityOf),
  write(judging.review, reviewJudgement),
  write(judging.answerSheet, answerSheetOf),
  write(judging.assess, assessFacts),
  write(judging.finishTask, finishTaskOf),
  write(judging.reportUp, reportUpComplaint),
  write(judging.fillForm, fillFormOf),
  write(judging.apologise, apologiseFor),
  write(planning.draftPlan, draftPlanFor),
  write(planning.signPlan, signPlanOf),
  write(planning.choosePlan, choosePlanOf),
  write(planning.holdMeeting, holdMeetingOn),
  write(planning.provideRecord, provideRecordOf),
  write(planning.answerBreach, answerBreachOf),
  write(planning.chooseSpecial, chooseSpecialFor),
  write(planning.agreePlan, agreePlanOf),
  write(planning.declinePlan, declinePlanOf),
  write(planning.execute, executePlan),
  write(planning.resolve, resolveComplaint),
  write(correcting.addDemand, addDemandTo),
  write(correcting.correctDemand, correctDemandOf),
  write(correcting.answerDemand, answerDemandOf),
  write(closing.followUp, followUpComplaint),
  write(triage.escalate, escalateComplaint),
  write(triage.tickChecklist, tickChecklistItem),
  write(closing.askApproval, askApprovalFor),
  write(closing.approve, approveClosing),
  write(closing.notApplicable, sayNotApplicable),
  write(closing.writeLesson, writeLessonOf),
  write(closing.writeClosingPaper, writePaper),
  write(closing.decide, decideCourse),
  readTogether(closing.missingToClose, whatIsMissing(gates)),
  write(closing.close, closeComplaint(gates)),
  write(closing.reopen, reopenComplaint),
  write(closing.merge, mergeComplaint(gates)),
  write(closing.link, linkComplaint),
  write(closing.withdraw, withdrawComplaint),
  write(closing.voidEntry, voidComplaint(gates)),
  write(correcting.addOutsideNumber, addOutsideNumberTo),
  write(contact.reveal, revealNumber),
  write(caseClocks.pauseClock, pauseCaseClock),
  write(caseClocks.resumeClock, resumeCaseClock),
  write(caseClocks.confirmLateRecord, confirmCaseLateRecord),
  read(caseClocks.explainClock, explainCaseClock),
  readTogether(calendars.adoptionPreview, previewAdoptionOf),
  readTogether(calendars.previewFile, previewCalendarFile),
  raw(calendars.adoptEdition, adoptEditionOnCases),
  readTogether(moving.movingPreview, previewMoving, { replica: true }),
  readTogether(moving.draftMovingPreview, previewMovingOfDraft(sections)),
  readTogether(moving.storeReturnPreview, previewReturn),
  raw(moving.moveToEdition, moveCasesToEdition),
  raw(attachments.attach, attachFile(files)),
  raw(attachments.download, downloadFile(files)),
];
