import type * as z from 'zod';
import type { Tx } from '../../base/server/transaction.ts';
import * as contracts from '../../complaints/acts-contract.ts';
import { closeComplaint, approveClosing, askApprovalFor, followUpComplaint, reopenComplaint, tickChecklistItem, voidComplaint, withdrawComplaint, writeLessonOf } from '../../complaints/actions/close-complaint.ts';
import { logContactWith, sendReplyTo, urgeComplaint } from '../../complaints/actions/contact-customer.ts';
import { answerDemandOf } from '../../complaints/actions/correct-facts.ts';
import { escalateComplaint } from '../../complaints/actions/escalate-complaint.ts';
import { finishInvestigationOf, judgeResponsibilityOf, judgeStandingOf, reviewJudgement, startInvestigationOf } from '../../complaints/actions/judge-complaint.ts';
import { keepPromiseTo, promiseTo } from '../../complaints/actions/keep-promise.ts';
import { mergeComplaint } from '../../complaints/actions/merge-complaints.ts';
import { acknowledgeHandOver, assignComplaint } from '../../complaints/actions/own-complaint.ts';
import { agreePlanOf, declinePlanOf, draftPlanFor, executePlan, resolveComplaint, signPlanOf } from '../../complaints/actions/plan-complaint.ts';
import { registerComplaint } from '../../complaints/actions/register-complaint.ts';
import { convertComplaint, triageComplaint } from '../../complaints/actions/triage-complaint.ts';
import { acceptWorkOrderOf, cancelWorkOrderOf, replyWorkOrderOf, returnWorkOrderOf, sendWorkOrderTo, urgeWorkOrderOf, verifyWorkOrderOf } from '../../complaints/actions/work-orders.ts';
import { answerHelpOf, askForHelp, writeNoteOn } from '../../complaints/actions/write-note.ts';
import { registerComplaint as registerContract } from '../../complaints/contract.ts';
import type { Staff } from '../../people/staff.ts';
import type { PlayedAct } from './beats.ts';

type Done = { readonly id: string; readonly made?: string };
// biome-ignore lint/suspicious/noExplicitAny: given has the shape of its act's contract, which parses it right before
type Action = (tx: Tx<Staff>, given: any) => Promise<Done>;

/** The real actions behind the scripted acts. */
const ACTIONS: { readonly [Act in PlayedAct]?: Action } = {
  registerComplaint: (tx, given) => registerComplaint(tx, given, { sample: true }),
  triage: triageComplaint,
  assign: assignComplaint,
  acknowledge: acknowledgeHandOver,
  logContact: logContactWith,
  urge: urgeComplaint,
  writeNote: writeNoteOn,
  sendReply: sendReplyTo,
  promise: promiseTo,
  keepPromise: keepPromiseTo,
  askHelp: askForHelp,
  answerHelp: answerHelpOf,
  sendWorkOrder: sendWorkOrderTo,
  acceptWorkOrder: acceptWorkOrderOf,
  replyWorkOrder: replyWorkOrderOf,
  verifyWorkOrder: verifyWorkOrderOf,
  returnWorkOrder: returnWorkOrderOf,
  urgeWorkOrder: urgeWorkOrderOf,
  cancelWorkOrder: cancelWorkOrderOf,
  startInvestigation: startInvestigationOf,
  finishInvestigation: finishInvestigationOf,
  judgeStanding: judgeStandingOf,
  judgeResponsibility: judgeResponsibilityOf,
  review: reviewJudgement,
  draftPlan: draftPlanFor,
  signPlan: signPlanOf,
  agreePlan: agreePlanOf,
  declinePlan: declinePlanOf,
  execute: executePlan,
  resolve: resolveComplaint,
  answerDemand: answerDemandOf,
  followUp: followUpComplaint,
  escalate: escalateComplaint,
  tickChecklist: tickChecklistItem,
  askApproval: askApprovalFor,
  approve: approveClosing,
  writeLesson: writeLessonOf,
  close: closeComplaint([]),
  reopen: reopenComplaint,
  convert: convertComplaint,
  merge: mergeComplaint,
  withdraw: withdrawComplaint,
  voidEntry: voidComplaint,
};

export const contractOf = (act: PlayedAct): { readonly input?: z.ZodType; readonly params?: z.ZodType } =>
  act === 'registerComplaint' ? registerContract : contracts[act];

/** What the act gets when the same thing is asked over HTTP. Throws where the contract would refuse. */
export function givenFor(act: PlayedAct, caseId: string | null, params: object, input: object): object {
  const { input: shape, params: place } = contractOf(act);
  const body = shape ? (shape.parse(input) as object) : {};
  const path = place && caseId ? (place.parse({ ...params, id: caseId }) as object) : {};
  return { ...body, ...path };
}

export function play(act: PlayedAct, tx: Tx<Staff>, given: object): Promise<Done> {
  const action = ACTIONS[act];
  if (!action) throw new Error(`the sample data cannot play ${act}`);
  return action(tx, given);
}
