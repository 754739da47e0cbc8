/**
 * The noun: what kinds of complaints there are, the stages they pass, and which act moves them where.
 * The stage is only the place in the procession; who did what, when and why lies in the record of each act.
 */
export const KINDS = ['complaint', 'grievance', 'enquiry', 'request', 'suggestion', 'praise'] as const;
export type Kind = (typeof KINDS)[number];

export const SEVERITIES = ['general', 'major', 'crisis'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const STAGES = [
  'registered',
  'triaged',
  'investigating',
  'judged',
  'planning',
  'agreed',
  'executing',
  'resolved',
  'followed-up',
  'closed',
] as const;
export type Stage = (typeof STAGES)[number];

/** Acts that may carry a case forward. Handling never waits for investigation: each is open from any earlier stage. */
export const ACTS = {
  triage: 'triaged',
  investigate: 'investigating',
  judge: 'judged',
  plan: 'planning',
  agree: 'agreed',
  execute: 'executing',
  resolve: 'resolved',
  'follow-up': 'followed-up',
  close: 'closed',
} as const satisfies Record<string, Stage>;
export type Act = keyof typeof ACTS;

/** Recorded moves that lead back: the customer declines a plan, is not satisfied when rung back, or comes again. */
export const RETURNS = {
  'decline-plan': 'planning',
  'not-satisfied': 'planning',
  reopen: 'planning',
} as const satisfies Record<string, Stage>;
export type Return = keyof typeof RETURNS;

const place = (stage: Stage): number => STAGES.indexOf(stage);

/** The stage after an act: forward only; a late judgement does not pull an executing case back. */
export const stageAfter = (current: Stage, act: Act): Stage =>
  place(ACTS[act]) > place(current) ? ACTS[act] : current;

export const isOpen = (stage: Stage): boolean => stage !== 'closed';
export const hasReached = (current: Stage, stage: Stage): boolean => place(current) >= place(stage);

/** How a case ended. The last six are counted apart from outcomes; `imported`: closed elsewhere, how is not known. */
export const CLOSE_KINDS = [
  'satisfied',
  'accepted',
  'unresolved',
  'does-not-stand',
  'withdrawn',
  'not-ours',
  'duplicate',
  'voided',
  'not-reached',
  'imported',
] as const;
export type CloseKind = (typeof CLOSE_KINDS)[number];

/** How a call or visit went. Only the person or an authorised one stops a contact clock; to others never the matter. */
export const CONTACT_OUTCOMES = [
  'reached',
  'other-person',
  'wrong-number',
  'no-answer',
  'switched-off',
  'declined',
  'rescheduled',
] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

export const CONTACT_MEANS = ['phone', 'wechat', 'sms', 'mail', 'letter', 'in-person', 'chat', 'web'] as const;
export type ContactMeans = (typeof CONTACT_MEANS)[number];

export const STANDINGS = ['stands', 'partly', 'does-not'] as const;
export type Standing = (typeof STANDINGS)[number];

/** 属实 · 部分属实 · 不属实 · 无法核实. */
export const TRUTHS = ['true', 'partly', 'untrue', 'unverifiable'] as const;
export type Truth = (typeof TRUTHS)[number];

export const RESPONSIBLE = ['ours', 'customer', 'third-party', 'undetermined'] as const;
export type Responsible = (typeof RESPONSIBLE)[number];

export const MOODS = ['calm', 'displeased', 'angry', 'furious', 'desperate'] as const;
export type Mood = (typeof MOODS)[number];

export const DEMAND_ANSWERS = ['open', 'met', 'partly', 'not-met', 'dropped'] as const;
export type DemandAnswer = (typeof DEMAND_ANSWERS)[number];

export const SATISFACTIONS = ['very-satisfied', 'satisfied', 'fair', 'dissatisfied', 'very-dissatisfied'] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

export const WORK_ORDER_STATES = ['sent', 'accepted', 'replied', 'verified', 'returned', 'cancelled'] as const;
export type WorkOrderState = (typeof WORK_ORDER_STATES)[number];

/**
 * What can be redacted on a case. A work order goes with all that was said on it, an outside number with its sender; a
 * fact is one of those registered, by its name (redaction.ts).
 */
export const REDACTABLE = [
  'text',
  'attachment',
  'record',
  'work-order',
  'demand',
  'promise',
  'outside-number',
  'fact',
  // kept by rooms above, see `KeptWords`
  'letter',
  'hearing',
  'penalty',
  'penalty-step',
  'crisis-entry',
  'outside-caller',
  'conversation',
  'abuse',
  'override',
] as const;
export type Redactable = (typeof REDACTABLE)[number];
