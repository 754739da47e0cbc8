import type { FactFeed } from '../base/server/facts-feed.ts';
import type { FileStore } from '../base/server/files.ts';
import { type RawExchange, type Route, raw, read, readTogether, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { attachFile, downloadFile } from './actions/attach-file.ts';
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
import { logContactWith, sendReplyTo, urgeComplaint } from './actions/contact-customer.ts';
import { addDemandTo, addOutsideNumberTo, answerDemandOf, correctFactsOf } from './actions/correct-facts.ts';
import { escalateComplaint } from './actions/escalate-complaint.ts';
import {
  finishInvestigationOf,
  judgeResponsibilityOf,
  judgeStandingOf,
  nameRespondentOf,
  reviewJudgement,
  startInvestigationOf,
} from './actions/judge-complaint.ts';
import { keepPromiseTo, promiseTo } from './actions/keep-promise.ts';
import { linkComplaint, mergeComplaint } from './actions/merge-complaints.ts';
import { acknowledgeHandOver, assignComplaint, setNextStepOf } from './actions/own-complaint.ts';
import {
  agreePlanOf,
  declinePlanOf,
  draftPlanFor,
  executePlan,
  resolveComplaint,
  signPlanOf,
} from './actions/plan-complaint.ts';
import { approveRedactionOf, askRedactionOf } from './actions/redact-words.ts';
import { callersKnown, registerComplaint } from './actions/register-complaint.ts';
import { revealNumber } from './actions/reveal-number.ts';
import { tellLive } from './actions/tell-live.ts';
import { convertComplaint, triageComplaint } from './actions/triage-complaint.ts';
import {
  acceptWorkOrderOf,
  cancelWorkOrderOf,
  replyWorkOrderOf,
  returnWorkOrderOf,
  sendWorkOrderTo,
  urgeWorkOrderOf,
  verifyWorkOrderOf,
} from './actions/work-orders.ts';
import { addOwnWords, answerHelpOf, askForHelp, correctOwnWords, writeNoteOn } from './actions/write-note.ts';
import * as acts from './acts-contract.ts';
import type { ClosingGate } from './closing.ts';
import * as contract from './contract.ts';
import { deskOptions, lookUpCaller, registrationHints } from './desk.sql.ts';
import { explainCaseClock, whatIsMissing } from './explain.sql.ts';
import { complaintByNumber, complaintFigures, listComplaints } from './list.sql.ts';
import { complaintTimeline } from './timeline.sql.ts';
import { viewComplaint } from './view.sql.ts';

export interface Outside {
  readonly facts: FactFeed;
  readonly files: FileStore;
  /** Questions of higher rooms before a case may close. */
  readonly gates: readonly ClosingGate[];
  readonly whoNow: (request: RawExchange<Staff, typeof contract.live>['request']) => Promise<Staff | null>;
}

export const complaintRoutes = ({ facts, files, gates, whoNow }: Outside): Route<Staff>[] => [
  write(contract.registerComplaint, registerComplaint, callersKnown),
  readTogether(contract.hints, registrationHints),
  readTogether(contract.list, listComplaints),
  readTogether(contract.options, deskOptions),
  read(contract.figures, complaintFigures),
  readTogether(contract.lookUp, lookUpCaller),
  read(contract.byNumber, complaintByNumber),
  raw(contract.live, tellLive(facts, whoNow)),
  readTogether(contract.view, viewComplaint),
  readTogether(contract.timeline, complaintTimeline),
  write(acts.correctFacts, correctFactsOf),
  write(acts.addWords, addOwnWords),
  write(acts.correctWords, correctOwnWords),
  write(acts.askRedaction, askRedactionOf),
  write(acts.approveRedaction, approveRedactionOf),
  write(acts.triage, triageComplaint),
  write(acts.convert, convertComplaint),
  write(acts.assign, assignComplaint),
  write(acts.acknowledge, acknowledgeHandOver),
  write(acts.setNextStep, setNextStepOf),
  write(acts.logContact, logContactWith),
  write(acts.urge, urgeComplaint),
  write(acts.writeNote, writeNoteOn),
  write(acts.sendReply, sendReplyTo),
  write(acts.promise, promiseTo),
  write(acts.keepPromise, keepPromiseTo),
  write(acts.askHelp, askForHelp),
  write(acts.answerHelp, answerHelpOf),
  write(acts.sendWorkOrder, sendWorkOrderTo),
  write(acts.acceptWorkOrder, acceptWorkOrderOf),
  write(acts.replyWorkOrder, replyWorkOrderOf),
  write(acts.verifyWorkOrder, verifyWorkOrderOf),
  write(acts.returnWorkOrder, returnWorkOrderOf),
  write(acts.urgeWorkOrder, urgeWorkOrderOf),
  write(acts.cancelWorkOrder, cancelWorkOrderOf),
  write(acts.nameRespondent, nameRespondentOf),
  write(acts.startInvestigation, startInvestigationOf),
  write(acts.finishInvestigation, finishInvestigationOf),
  write(acts.judgeStanding, judgeStandingOf),
  write(acts.judgeResponsibility, judgeResponsibilityOf),
  write(acts.review, reviewJudgement),
  write(acts.draftPlan, draftPlanFor),
  write(acts.signPlan, signPlanOf),
  write(acts.agreePlan, agreePlanOf),
  write(acts.declinePlan, declinePlanOf),
  write(acts.execute, executePlan),
  write(acts.resolve, resolveComplaint),
  write(acts.addDemand, addDemandTo),
  write(acts.answerDemand, answerDemandOf),
  write(acts.followUp, followUpComplaint),
  write(acts.escalate, escalateComplaint),
  write(acts.tickChecklist, tickChecklistItem),
  write(acts.askApproval, askApprovalFor),
  write(acts.approve, approveClosing),
  write(acts.notApplicable, sayNotApplicable),
  write(acts.writeLesson, writeLessonOf),
  readTogether(acts.missingToClose, whatIsMissing(gates)),
  write(acts.close, closeComplaint(gates)),
  write(acts.reopen, reopenComplaint),
  write(acts.merge, mergeComplaint),
  write(acts.link, linkComplaint),
  write(acts.withdraw, withdrawComplaint),
  write(acts.voidEntry, voidComplaint),
  write(acts.addOutsideNumber, addOutsideNumberTo),
  write(acts.reveal, revealNumber),
  write(acts.pauseClock, pauseCaseClock),
  write(acts.resumeClock, resumeCaseClock),
  write(acts.confirmLateRecord, confirmCaseLateRecord),
  read(acts.explainClock, explainCaseClock),
  raw(acts.attach, attachFile(files)),
  raw(acts.download, downloadFile(files)),
];
