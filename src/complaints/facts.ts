import { factKind } from '../base/facts.ts';
import type { CloseKind, ContactMeans, ContactOutcome, Kind, Redactable, Severity, Stage } from './complaint.ts';
import type { Readers } from './readers.ts';

/**
 * What the complaints room announces. Clock rules of the packs start and stop on these kinds; a `dueAt` is the typed due
 * time of the clocks that start with it.
 */
export const complaintRegistered = factKind<{
  kind: Kind;
  severity: Severity;
  /** As the first receiver named it; null: nobody did. Absent in older facts. */
  category?: string | null;
  channel: string;
  storeId: string;
  onTheSpot: boolean;
}>()('complaint-registered');
/** A case of the time before the desk: it starts no clock and calls nobody. */
export const complaintImported = factKind<{
  kind: Kind;
  severity: Severity;
  channel: string;
  storeId: string;
  runId: string;
}>()('complaint-imported');
export const wordsAdded = factKind<{ textId: string }>()('words-added');
export const wordsCorrected = factKind<{ textId: string }>()('words-corrected');
export const wordsRedacted = factKind<{
  of: Redactable;
  thingId: string;
  /** Of a fact: which. */
  name?: string;
  /** How many passages; none: the whole. */
  passages: number;
  reason: string;
  askedBy: string;
  /** Who may know of it, where not everybody who sees the case may. */
  readers?: Readers;
}>()('words-redacted');
interface OfRequest {
  requestId: string;
  reason: string;
  readers?: Readers;
}
export const redactionAsked = factKind<OfRequest>()('redaction-asked');
export const redactionDeclined = factKind<OfRequest & { askedBy: string }>()('redaction-declined');
export const redactionWithdrawn = factKind<OfRequest>()('redaction-withdrawn');
export const factsCorrected = factKind<{ fields: string[] }>()('facts-corrected');
export const complaintTriaged = factKind<{
  kind: Kind;
  category: string | null;
  severity: Severity;
  from: Severity;
  triggers: string[];
  reason: string | null;
}>()('complaint-triaged');
export const complaintAssigned = factKind<{ ownerId: string | null; fromId: string | null; reason: string | null }>()(
  'complaint-assigned',
);
export const handOverAcknowledged = factKind<{ ownerId: string }>()('hand-over-acknowledged');
export const nextStepSet = factKind<{ at: string | null }>()('next-step-set');
export const contactReached = factKind<{
  contactId: string;
  means: ContactMeans;
  outcome: ContactOutcome;
  lateReason: string | null;
}>()('contact-reached');
export const contactAttempted = factKind<{ contactId: string; means: ContactMeans; outcome: ContactOutcome }>()(
  'contact-attempted',
);
export const urged = factKind<{ count: number; contactId: string | null }>()('urged');
export const noteWritten = factKind<{ textId: string; mentions: string[] }>()('note-written');
/** `answer`: it is the answer itself, not word of the progress. */
export const replySent = factKind<{ means: ContactMeans; contactId: string; answer?: boolean }>()('reply-sent');
export const promiseMade = factKind<{ promiseId: string; dueAt: string }>()('promise-made');
export const promiseKept = factKind<{ promiseId: string }>()('promise-kept');
export const helpAsked = factKind<{ helpId: string; askedId: string }>()('help-asked');
export const helpAnswered = factKind<{ helpId: string }>()('help-answered');
/** `department`: its key in the pack, when the pack knows it. */
export const workOrderSent = factKind<{
  workOrderId: string;
  departmentId: string;
  department: string | null;
  dueAt: string;
}>()('work-order-sent');
export const workOrderAccepted = factKind<{ workOrderId: string }>()('work-order-accepted');
export const workOrderReplied = factKind<{ workOrderId: string }>()('work-order-replied');
export const workOrderVerified = factKind<{ workOrderId: string }>()('work-order-verified');
export const workOrderReturned = factKind<{
  workOrderId: string;
  department: string | null;
  times: number;
  dueAt: string;
}>()('work-order-returned');
export const workOrderUrged = factKind<{ workOrderId: string; times: number }>()('work-order-urged');
export const workOrderCancelled = factKind<{ workOrderId: string }>()('work-order-cancelled');
/** An answer that only certain posts saw is shown to everybody on the case. */
export const workOrderReleased = factKind<{ workOrderId: string }>()('work-order-released');
/** `row`: the place in the pack that proposed it; `changed`: another one was chosen. */
export const flowDecided = factKind<{
  flow: string | null;
  proposed: string | null;
  row: string | null;
  purpose: string | null;
  changed: boolean;
}>()('flow-decided');
/** Another department is needed; its key in the pack. */
export const routeDecided = factKind<{ department: string; flow: string | null }>()('route-decided');
export const respondentNamed = factKind<{ staffId: string }>()('respondent-named');
/** The wrong person had been named. */
export const respondentCleared = factKind<{ staffId: string }>()('respondent-cleared');
export const investigationStarted = factKind<{ investigatorId: string | null }>()('investigation-started');
export const investigationFinished = factKind<{ truth: string }>()('investigation-finished');
export const standingJudged = factKind<{ standing: string; ground: string | null; truth: string }>()('standing-judged');
export const responsibilityJudged = factKind<{
  responsible: string;
  ground: string | null;
  departmentId: string | null;
  department: string | null;
}>()('responsibility-judged');
/** Facts came to a cause and a grade; `accepted`: as the pack's rule proposed. */
export const factsAssessed = factKind<{
  sheet: string;
  rule: string | null;
  cause: string | null;
  severity: Severity | null;
  accepted: boolean;
}>()('facts-assessed');
/** A fact that a judgement rested on changed; the judgement itself stays as it was. */
export const judgementUnsettled = factKind<{ of: string[]; fields: string[] }>()('judgement-unsettled');
export const taskSet = factKind<{ effect: string; ground: string }>()('task-set');
export const taskDone = factKind<{ effect: string; taskId: string }>()('task-done');
export const reportedUp = factKind<{ posts: string[]; holderIds: string[] }>()('reported-up');
export const formSaved = factKind<{ form: string }>()('form-saved');
/** Every required line is filled in: once for each time that it had not been. */
export const formCompleted = factKind<{ form: string }>()('form-completed');
export const apologyMade = factKind<{ of: 'feeling' | 'fault'; means: ContactMeans }>()('apology-made');
export const reviewGiven = factKind<{ of: string; agreed: boolean; alone: boolean }>()('review-given');
export const planDrafted = factKind<{ planId: string; options: number; dueAt: string | null }>()('plan-drafted');
export const planAgreed = factKind<{
  planId: string;
  option: number;
  means: ContactMeans;
  /** The date promised with it; absent in older facts. */
  dueAt?: string | null;
}>()('plan-agreed');
/** The pack's chooser picked this option. */
export const planChosen = factKind<{ planId: string; option: number; post: string; alone: boolean }>()('plan-chosen');
export const meetingHeld = factKind<{ of: 'plan' | 'rung'; rung: string | null }>()('meeting-held');
/** A record that the pack demands is there; `record` is its key. */
export const recordProvided = factKind<{ record: string }>()('record-provided');
export const breachAnswered = factKind<{ clockId: string; rule: string; canWait: boolean }>()('breach-answered');
export const specialChosen = factKind<{ key: string; costFen: number | null }>()('special-chosen');
export const courseDecided = factKind<{ decision: string }>()('course-decided');
export const closingPaperWritten = factKind<{ need: string }>()('closing-paper-written');
export const planDeclined = factKind<{ planId: string; reason: string | null }>()('plan-declined');
export const planSigned = factKind<{ planId: string; post: string }>()('plan-signed');
export const executionStarted = factKind<{ planId: string | null; dueAt: string | null }>()('execution-started');
export const complaintResolved = factKind<{ planId: string | null }>()('complaint-resolved');
export const demandAnswered = factKind<{ demandId: string; answer: string; amountFen: number | null }>()(
  'demand-answered',
);
export const followUpAttempted = factKind<{ outcome: ContactOutcome }>()('follow-up-attempted');
export const followedUp = factKind<{ satisfaction: string }>()('followed-up');
/** `rung`: the key of the one it came to, since places shift with editions; absent in older facts. */
export const escalated = factKind<{
  from: number;
  to: number;
  jump: string | null;
  reason: string;
  rung?: string | null;
}>()('escalated');
export const checklistTicked = factKind<{ item: string; done: boolean }>()('checklist-ticked');
export const approvalGiven = factKind<{ of: string; approved: boolean; post: string; alone: boolean }>()(
  'approval-given',
);
export const approvalAsked = factKind<{ of: string }>()('approval-asked');
/** More than one may promise alone; amounts in fen. */
export const authorisationAsked = factKind<{ of: string; amountFen: number | null; remedy: string | null }>()(
  'authorisation-asked',
);
export const authorisationGiven = factKind<{
  of: string;
  amountFen: number | null;
  post: string;
  alone: boolean;
}>()('authorisation-given');
export const authorisationDeclined = factKind<{ of: string; post: string; alone: boolean }>()('authorisation-declined');
export const notApplicableSaid = factKind<{ need: string; reason: string | null }>()('not-applicable-said');
export const lessonWritten = factKind<{ rootCause: string | null }>()('lesson-written');
export const complaintClosed = factKind<{ as: CloseKind; stage: Stage; onTheSpot: boolean }>()('complaint-closed');
export const complaintReopened = factKind<{ reason: string }>()('complaint-reopened');
/** `startsLike`: its clocks begin anew as they do at a registration, since the answer did not satisfy. */
export const complaintConverted = factKind<{
  from: Kind;
  to: Kind;
  reason: string;
  startsLike?: 'complaint-registered';
}>()('complaint-converted');
export const complaintMerged = factKind<{ intoId: string; reason: string }>()('complaint-merged');
export const complaintLinked = factKind<{ otherId: string; linked: boolean }>()('complaint-linked');
export const attachmentAdded = factKind<{ attachmentId: string; bytes: number; type: string }>()('attachment-added');
export const outsideNumberAdded = factKind<{ outsideNumberId: string; dueAt: string | null }>()('outside-number-added');
export const personalDataShown = factKind<{ what: string; purpose: string }>()('personal-data-shown');
export const clockPaused = factKind<{ clockId: string; reason: string; attachmentId?: string }>()('clock-paused');
export const clockResumed = factKind<{ clockId: string }>()('clock-resumed');
export const clockWarned = factKind<{ clockId: string; rule: string }>()('clock-warned');
export const clockBreached = factKind<{ clockId: string; rule: string; attempted: boolean }>()('clock-breached');
/** What fell due while the owner was off; `holderIds` are those on duty who were told. */
export const dutyCalled = factKind<{
  clockId: string;
  rule: string;
  what: 'warning' | 'breach';
  ownerId: string | null;
  why: 'leave' | 'shift' | 'nobody';
  holderIds: string[];
}>()('duty-called');
export const lateRecordConfirmed = factKind<{ clockId: string; reason: string }>()('late-record-confirmed');
/**
 * The case goes by another edition from now on. `moved` due times changed by it, `overdue` clocks are too late at once;
 * others ended or began.
 */
export const policyAdopted = factKind<{
  editionId: string;
  fromEditionId: string;
  clocks: number;
  moved: number;
  overdue: number;
  ended: number;
  started: number;
}>()('policy-adopted');
/** The case counts by a newer edition of a calendar; `count` due times changed by it. */
export const calendarAdopted = factKind<{ calendarKey: string; editionId: string; count: number }>()(
  'calendar-adopted',
);
