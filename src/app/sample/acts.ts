import type * as z from 'zod';
import type { Tx } from '../../base/server/transaction.ts';
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
import * as contracts from '../../complaints/acts-contract.ts';
import { registerComplaint as registerContract } from '../../complaints/contract.ts';
import type { Staff } from '../../people/staff.ts';
import type { PlayedAct } from './beats.ts';

type Contract = { readonly input?: z.ZodType; readonly params?: z.ZodType };
type Done = { readonly id: string; readonly made?: string };
// biome-ignore lint/suspicious/noExplicitAny: given has the shape of its act's contract, which parses it right before
type Action = (tx: Tx<Staff>, given: any) => Promise<Done>;

/** The contracts and real actions behind the scripted acts. */
const PLAYED: { readonly [Act in PlayedAct]?: readonly [Contract, Action] } = {
  registerComplaint: [registerContract, (tx, given) => registerComplaint(tx, given, { sample: true })],
  triage: [contracts.triage, triageComplaint],
  assign: [contracts.assign, assignComplaint],
  acknowledge: [contracts.acknowledge, acknowledgeHandOver],
  logContact: [contracts.logContact, logContactWith],
  urge: [contracts.urge, urgeComplaint],
  writeNote: [contracts.writeNote, writeNoteOn],
  sendReply: [contracts.sendReply, sendReplyTo],
  promise: [contracts.promise, promiseTo],
  keepPromise: [contracts.keepPromise, keepPromiseTo],
  askHelp: [contracts.askHelp, askForHelp],
  answerHelp: [contracts.answerHelp, answerHelpOf],
  sendWorkOrder: [contracts.sendWorkOrder, sendWorkOrderTo],
  acceptWorkOrder: [contracts.acceptWorkOrder, acceptWorkOrderOf],
  replyWorkOrder: [contracts.replyWorkOrder, replyWorkOrderOf],
  verifyWorkOrder: [contracts.verifyWorkOrder, verifyWorkOrderOf],
  returnWorkOrder: [contracts.returnWorkOrder, returnWorkOrderOf],
  urgeWorkOrder: [contracts.urgeWorkOrder, urgeWorkOrderOf],
  cancelWorkOrder: [contracts.cancelWorkOrder, cancelWorkOrderOf],
  startInvestigation: [contracts.startInvestigation, startInvestigationOf],
  finishInvestigation: [contracts.finishInvestigation, finishInvestigationOf],
  judgeStanding: [contracts.judgeStanding, judgeStandingOf],
  judgeResponsibility: [contracts.judgeResponsibility, judgeResponsibilityOf],
  review: [contracts.review, reviewJudgement],
  draftPlan: [contracts.draftPlan, draftPlanFor],
  signPlan: [contracts.signPlan, signPlanOf],
  agreePlan: [contracts.agreePlan, agreePlanOf],
  declinePlan: [contracts.declinePlan, declinePlanOf],
  execute: [contracts.execute, executePlan],
  resolve: [contracts.resolve, resolveComplaint],
  answerDemand: [contracts.answerDemand, answerDemandOf],
  followUp: [contracts.followUp, followUpComplaint],
  escalate: [contracts.escalate, escalateComplaint],
  tickChecklist: [contracts.tickChecklist, tickChecklistItem],
  askApproval: [contracts.askApproval, askApprovalFor],
  approve: [contracts.approve, approveClosing],
  writeLesson: [contracts.writeLesson, writeLessonOf],
  close: [contracts.close, closeComplaint([])],
  reopen: [contracts.reopen, reopenComplaint],
  convert: [contracts.convert, convertComplaint],
  merge: [contracts.merge, mergeComplaint],
  withdraw: [contracts.withdraw, withdrawComplaint],
  voidEntry: [contracts.voidEntry, voidComplaint],
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
