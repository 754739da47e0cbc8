import type * as z from 'zod';
import type { Tx } from '../../base/server/transaction.ts';
import { pauseCaseClock } from '../../complaints/actions/case-clocks.ts';
import {
  approveClosing,
  askApprovalFor,
  closeComplaint,
  followUpComplaint,
  reopenComplaint,
  tickChecklistItem,
  voidComplaint,
  withdrawComplaint,
  writeLessonOf,
} from '../../complaints/actions/close-complaint.ts';
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

type Contract = { readonly input?: z.ZodType; readonly params?: z.ZodType };
type Done = { readonly id: string; readonly made?: string };
// biome-ignore lint/suspicious/noExplicitAny: given has the shape of its act's contract, which parses it right before
type Action = (tx: Tx<Staff>, given: any) => Promise<Done>;

/** The contracts and real actions behind the scripted acts. */
const PLAYED: { readonly [Act in PlayedAct]?: readonly [Contract, Action] } = {
  registerComplaint: [registerContract, (tx, given) => registerComplaint(tx, given, null, { sample: true })],
  triage: [triage.triage, triageComplaint],
  assign: [owning.assign, assignComplaint],
  acknowledge: [owning.acknowledge, acknowledgeHandOver],
  logContact: [contact.logContact, logContactWith],
  urge: [contact.urge, urgeComplaint],
  writeNote: [words.writeNote, writeNoteOn],
  sendReply: [contact.sendReply, sendReplyTo],
  promise: [contact.promise, promiseTo],
  keepPromise: [contact.keepPromise, keepPromiseTo],
  askHelp: [words.askHelp, askForHelp],
  answerHelp: [words.answerHelp, answerHelpOf],
  sendWorkOrder: [workOrders.sendWorkOrder, sendWorkOrderTo],
  acceptWorkOrder: [workOrders.acceptWorkOrder, acceptWorkOrderOf],
  replyWorkOrder: [workOrders.replyWorkOrder, replyWorkOrderOf],
  verifyWorkOrder: [workOrders.verifyWorkOrder, verifyWorkOrderOf],
  returnWorkOrder: [workOrders.returnWorkOrder, returnWorkOrderOf],
  urgeWorkOrder: [workOrders.urgeWorkOrder, urgeWorkOrderOf],
  cancelWorkOrder: [workOrders.cancelWorkOrder, cancelWorkOrderOf],
  pauseClock: [caseClocks.pauseClock, pauseCaseClock],
  startInvestigation: [judging.startInvestigation, startInvestigationOf],
  finishInvestigation: [judging.finishInvestigation, finishInvestigationOf],
  judgeStanding: [judging.judgeStanding, judgeStandingOf],
  judgeResponsibility: [judging.judgeResponsibility, judgeResponsibilityOf],
  review: [judging.review, reviewJudgement],
  draftPlan: [planning.draftPlan, draftPlanFor],
  signPlan: [planning.signPlan, signPlanOf],
  agreePlan: [planning.agreePlan, agreePlanOf],
  declinePlan: [planning.declinePlan, declinePlanOf],
  execute: [planning.execute, executePlan],
  resolve: [planning.resolve, resolveComplaint],
  answerDemand: [correcting.answerDemand, answerDemandOf],
  followUp: [closing.followUp, followUpComplaint],
  escalate: [triage.escalate, escalateComplaint],
  tickChecklist: [triage.tickChecklist, tickChecklistItem],
  askApproval: [closing.askApproval, askApprovalFor],
  approve: [closing.approve, approveClosing],
  writeLesson: [closing.writeLesson, writeLessonOf],
  close: [closing.close, closeComplaint([])],
  reopen: [closing.reopen, reopenComplaint],
  convert: [triage.convert, convertComplaint],
  merge: [closing.merge, mergeComplaint],
  withdraw: [closing.withdraw, withdrawComplaint],
  voidEntry: [closing.voidEntry, voidComplaint],
};

function played(act: PlayedAct): readonly [Contract, Action] {
  const pair = PLAYED[act];
  if (!pair) throw new Error(`the sample data cannot play ${act}`);
  return pair;
}

/** What the act gets when the same thing is asked over HTTP. Throws where the contract would refuse. */
export function givenFor(act: PlayedAct, caseId: string | null, params: object, input: object): object {
  const [{ input: shape, params: place }] = played(act);
  const body = shape ? (shape.parse(input) as object) : {};
  const path = place && caseId ? (place.parse({ ...params, id: caseId }) as object) : {};
  return { ...body, ...path };
}

export const play = (act: PlayedAct, tx: Tx<Staff>, given: object): Promise<Done> => played(act)[1](tx, given);
