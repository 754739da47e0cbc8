import type { AnyEndpoint } from '../../base/contract.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { answerSheetOf } from '../../complaints/actions/assess-facts.ts';
import { pauseCaseClock } from '../../complaints/actions/case-clocks.ts';
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
} from '../../complaints/actions/close-complaint.ts';
import { writePaper } from '../../complaints/actions/closing-papers.ts';
import { logContactWith, sendReplyTo, urgeComplaint } from '../../complaints/actions/contact-customer.ts';
import { answerDemandOf } from '../../complaints/actions/correct-facts.ts';
import { escalateComplaint } from '../../complaints/actions/escalate-complaint.ts';
import {
  finishInvestigationOf,
  judgeResponsibilityOf,
  judgeStandingOf,
  reviewJudgement,
  startInvestigationOf,
} from '../../complaints/actions/judge-complaint.ts';
import { keepPromiseTo, promiseTo } from '../../complaints/actions/keep-promise.ts';
import { mergeComplaint } from '../../complaints/actions/merge-complaints.ts';
import { provideRecordOf } from '../../complaints/actions/note-records.ts';
import { acknowledgeHandOver, assignComplaint } from '../../complaints/actions/own-complaint.ts';
import {
  agreePlanOf,
  declinePlanOf,
  draftPlanFor,
  executePlan,
  resolveComplaint,
  signPlanOf,
} from '../../complaints/actions/plan-complaint.ts';
import { registerComplaint } from '../../complaints/actions/register-complaint.ts';
import { convertComplaint, triageComplaint } from '../../complaints/actions/triage-complaint.ts';
import {
  acceptWorkOrderOf,
  cancelWorkOrderOf,
  replyWorkOrderOf,
  returnWorkOrderOf,
  sendWorkOrderTo,
  urgeWorkOrderOf,
  verifyWorkOrderOf,
} from '../../complaints/actions/work-orders.ts';
import { answerHelpOf, askForHelp, writeNoteOn } from '../../complaints/actions/write-note.ts';
import * as caseClocks from '../../complaints/case-clocks-contract.ts';
import * as closing from '../../complaints/closing-contract.ts';
import * as contact from '../../complaints/contact-contract.ts';
import { registerComplaint as registerContract } from '../../complaints/contract.ts';
import * as correcting from '../../complaints/correcting-contract.ts';
import * as judging from '../../complaints/judging-contract.ts';
import * as owning from '../../complaints/owning-contract.ts';
import * as planning from '../../complaints/planning-contract.ts';
import * as triage from '../../complaints/triage-contract.ts';
import * as words from '../../complaints/words-contract.ts';
import * as workOrders from '../../complaints/work-orders-contract.ts';
import type { Staff } from '../../people/staff.ts';
import type { PlayedAct } from './beats.ts';

type Done = { readonly id: string; readonly made?: string };

interface Played {
  readonly contract: Pick<AnyEndpoint, 'input' | 'params'>;
  readonly act: (tx: Tx<Staff>, given: object) => Promise<Done>;
}

/** What the contract has parsed is what the action takes. */
const by = <E extends AnyEndpoint>(contract: E, act: (tx: Tx<Staff>, given: Given<E>) => Promise<Done>): Played => ({
  contract,
  act: (tx, given) => act(tx, given as Given<E>),
});

/** The contracts and real actions behind the scripted acts. */
const PLAYED: { readonly [Act in PlayedAct]?: Played } = {
  registerComplaint: by(registerContract, (tx, given) => registerComplaint(tx, given, null, { sample: true })),
  triage: by(triage.triage, triageComplaint),
  assign: by(owning.assign, assignComplaint),
  acknowledge: by(owning.acknowledge, acknowledgeHandOver),
  logContact: by(contact.logContact, logContactWith),
  urge: by(contact.urge, urgeComplaint),
  writeNote: by(words.writeNote, writeNoteOn),
  sendReply: by(contact.sendReply, sendReplyTo),
  promise: by(contact.promise, promiseTo),
  keepPromise: by(contact.keepPromise, keepPromiseTo),
  askHelp: by(words.askHelp, askForHelp),
  answerHelp: by(words.answerHelp, answerHelpOf),
  sendWorkOrder: by(workOrders.sendWorkOrder, sendWorkOrderTo),
  acceptWorkOrder: by(workOrders.acceptWorkOrder, acceptWorkOrderOf),
  replyWorkOrder: by(workOrders.replyWorkOrder, replyWorkOrderOf),
  verifyWorkOrder: by(workOrders.verifyWorkOrder, verifyWorkOrderOf),
  returnWorkOrder: by(workOrders.returnWorkOrder, returnWorkOrderOf),
  urgeWorkOrder: by(workOrders.urgeWorkOrder, urgeWorkOrderOf),
  cancelWorkOrder: by(workOrders.cancelWorkOrder, cancelWorkOrderOf),
  pauseClock: by(caseClocks.pauseClock, pauseCaseClock),
  startInvestigation: by(judging.startInvestigation, startInvestigationOf),
  finishInvestigation: by(judging.finishInvestigation, finishInvestigationOf),
  answerSheet: by(judging.answerSheet, answerSheetOf),
  judgeStanding: by(judging.judgeStanding, judgeStandingOf),
  judgeResponsibility: by(judging.judgeResponsibility, judgeResponsibilityOf),
  review: by(judging.review, reviewJudgement),
  draftPlan: by(planning.draftPlan, draftPlanFor),
  signPlan: by(planning.signPlan, signPlanOf),
  provideRecord: by(planning.provideRecord, provideRecordOf),
  agreePlan: by(planning.agreePlan, agreePlanOf),
  declinePlan: by(planning.declinePlan, declinePlanOf),
  execute: by(planning.execute, executePlan),
  resolve: by(planning.resolve, resolveComplaint),
  answerDemand: by(correcting.answerDemand, answerDemandOf),
  followUp: by(closing.followUp, followUpComplaint),
  escalate: by(triage.escalate, escalateComplaint),
  tickChecklist: by(triage.tickChecklist, tickChecklistItem),
  askApproval: by(closing.askApproval, askApprovalFor),
  approve: by(closing.approve, approveClosing),
  writeLesson: by(closing.writeLesson, writeLessonOf),
  notApplicable: by(closing.notApplicable, sayNotApplicable),
  writeClosingPaper: by(closing.writeClosingPaper, writePaper),
  close: by(closing.close, closeComplaint([])),
  reopen: by(closing.reopen, reopenComplaint),
  convert: by(triage.convert, convertComplaint),
  merge: by(closing.merge, mergeComplaint([])),
  withdraw: by(closing.withdraw, withdrawComplaint),
  voidEntry: by(closing.voidEntry, voidComplaint([])),
};

function played(act: PlayedAct): Played {
  const known = PLAYED[act];
  if (!known) throw new Error(`the sample data cannot play ${act}`);
  return known;
}

/** What the act gets when the same thing is asked over HTTP. Throws where the contract would refuse. */
export function givenFor(act: PlayedAct, caseId: string | null, params: object, input: object): object {
  const { input: shape, params: place } = played(act).contract;
  const body = shape ? (shape.parse(input) as object) : {};
  const path = place && caseId ? (place.parse({ ...params, id: caseId }) as object) : {};
  return { ...body, ...path };
}

export const play = (act: PlayedAct, tx: Tx<Staff>, given: object): Promise<Done> => played(act).act(tx, given);
