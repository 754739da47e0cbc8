import type { ApprovalOf } from './approval-of.ts';
import type {
  CloseKind,
  ContactMeans,
  ContactOutcome,
  Redactable,
  Responsible,
  Satisfaction,
  Severity,
  Standing,
  Truth,
} from './complaint.ts';
import type { DemandFinding, TwoAnswers } from './judging.ts';
import type { Basis } from './judging-basis.ts';
import type { GROUND_EFFECTS } from './pack-judging.ts';
import type { ToManager } from './pack-routing.ts';
import type { Readers } from './readers.ts';

/**
 * The record each act leaves on the case: who and when stand beside it in the table, what was done in `data`.
 * Words of the staff that belong to one act live inside it; the customer's own words never do.
 */
export interface PlanOption {
  /** Told first: the outline and what it means for the customer. */
  outline: string;
  benefit: string;
  details: string;
  remedy: string;
  amountFen: number | null;
  /** What happens at once, and the minutes it needs. */
  immediate: string;
  immediateMinutes: number | null;
  /** What it costs us, beside the amount for the customer; absent in older plans, as all below. */
  costFen?: number | null;
  /** When it will be done. */
  dueAt?: string | null;
  /** Can we do it, who does it, and by when. */
  able?: Able | null;
  ableWho?: string;
  ableBy?: string | null;
}

export const ABLE = ['yes', 'unsure', 'no'] as const;
export type Able = (typeof ABLE)[number];

export const CONSENTS = ['drawn', 'paper', 'voice', 'message'] as const;
/** 转机 · 危机 · 灾难. */
export const OUTCOME_CLASSES = ['turning-point', 'crisis', 'disaster'] as const;
export const DECISIONS = ['go-on', 'last-offer', 'end'] as const;

/** What a document asks for before closing, kept as it was written down. */
export type ClosingPaper =
  | {
      need: 'signature';
      how: (typeof CONSENTS)[number];
      by: string;
      attachmentId: string | null;
      words: string;
    }
  /** `box` and `pages`: of the paper file; absent in older records. */
  | { need: 'archive'; reference: string; place: string; box?: string; pages?: number | null }
  | { need: 'statistics'; category: string; finding: string | null; rootCause: string; note: string }
  | { need: 'improvement'; what: string; who: string; dueAt: string | null }
  | { need: 'corrective-action'; reference: string; what: string }
  | { need: 'insight'; what: string }
  | { need: 'outcome-class'; outcome: (typeof OUTCOME_CLASSES)[number]; note: string }
  | { need: 'told-customer'; means: ContactMeans; at: string; by: string; what: string };

export interface Records {
  investigation: { investigatorId: string | null; question: string };
  finding: { truth: Truth; cause: string; statements: string; ours: string; theirs: string };
  standing: {
    standing: Standing;
    truth: Truth;
    ground: string | null;
    evidence: string;
    reason: string;
    basis?: Basis;
  } & TwoAnswers;
  responsibility: {
    responsible: Responsible;
    ground: string | null;
    departmentId: string | null;
    evidence: string;
    reason: string;
    /** A split judgement, demand by demand. */
    demands?: DemandFinding[];
  };
  /** What the facts came to: as the rule proposed, or otherwise with a reason. */
  assessment: {
    sheet: string;
    rule: string | null;
    cause: string | null;
    repairable: boolean | null;
    severity: Severity | null;
    responsible: Responsible | null;
    accepted: boolean;
    reason: string;
  };
  /** Facts changed after a judgement: it waits to be looked at again. */
  unsettled: { of: ('standing' | 'responsibility')[]; fields: string[] };
  /** What a ground brings with it. */
  task: { effect: (typeof GROUND_EFFECTS)[number]; ground: string };
  'task-done': { taskId: string; note: string };
  'report-up': { posts: string[]; toIds: string[]; note: string };
  form: { form: string; values: { field: string; text: string }[]; complete: boolean };
  /** For the feeling, or for the fault once it is found. */
  apology: { of: 'feeling' | 'fault'; means: ContactMeans; words: string };
  /** `alone`: by one of those concerned, since nobody else could. */
  review: { of: 'standing' | 'responsibility'; agreed: boolean; note: string; alone: boolean };
  /**
   * `fewer`: the picked reason for fewer options than the pack asks for. `precedentId`: the case whose plan it follows.
   */
  plan: {
    need: string;
    options: PlanOption[];
    dueAt: string | null;
    joint: boolean;
    fewer?: string | null;
    precedentId?: string | null;
  };
  /** Which option the pack's chooser picks. `alone`: the plan's own author, since nobody else holds such a post. */
  choice: { planId: string; option: number; remark: string; post: string; alone: boolean };
  /** Held about the plan, or on a rung that asks for it. `rung`: the key of the one on which the case stood. */
  meeting: { of: 'plan' | 'rung'; rung: string | null; at: string; staffIds: string[]; others: string; words: string };
  /** Something that the pack wants on the case, by its key in `records`. */
  demanded: { record: string; words: string; amountFen: number | null; attachmentId: string | null };
  /** Can the customer wait? Asked once a clock of `onBreach: ask` is overdue. */
  'breach-answer': { clockId: string; rule: string; canWait: boolean; opens: string | null; words: string };
  /** A special solution; `needsApproval` when another post must agree to it. */
  special: { key: string; costFen: number | null; satisfaction: string; words: string; needsApproval: boolean };
  /** How it goes on after so many rounds without success. */
  decision: { decision: (typeof DECISIONS)[number]; words: string };
  'closing-paper': ClosingPaper;
  /** 复盘; `quality`, `fit` and `overlooked` answer its three questions. */
  'review-written': {
    insight: string;
    quality: string;
    fit: string;
    overlooked: string;
    outcome: (typeof OUTCOME_CLASSES)[number];
    lesson: string;
  };
  signature: { planId: string; post: string; note: string };
  /** `dueAt`: what the customer was promised. */
  agreement: {
    planId: string;
    option: number;
    means: ContactMeans;
    by: string;
    note: string;
    dueAt?: string | null;
  };
  decline: { planId: string; reason: string };
  execution: { planId: string | null; what: string; dueAt: string | null };
  resolution: { result: string; delivered: string };
  'follow-up': {
    outcome: ContactOutcome;
    satisfaction: Satisfaction | null;
    note: string;
    at: string;
    messageSent: boolean;
  };
  escalation: {
    from: number;
    to: number;
    jump: string | null;
    tried: string;
    whyNot: string;
    customerTold: boolean;
    /** Null: that rung only joined. */
    toStaffId: string | null;
    /** The key of the rung it came to. */
    rung?: string;
  };
  help: { askedId: string; question: string };
  'help-answer': { helpId: string; answer: string };
  checklist: { item: string; done: boolean; note: string };
  /** `matter`: which of the pack's special matters. */
  'approval-request': {
    of: ApprovalOf;
    note: string;
    what?: string;
    amountFen?: number | null;
    remedy?: string | null;
    matter?: string | null;
  };
  /** `until`: how long an authorisation counts. */
  approval: {
    of: ApprovalOf;
    approved: boolean;
    post: string;
    note: string;
    alone: boolean;
    amountFen?: number | null;
    remedy?: string | null;
    until?: string | null;
    requestId?: string;
  };
  /** Which way the case takes. `heard`: what was said of those conditions that nobody can read off the record. */
  flow: {
    flow: string | null;
    proposed: string | null;
    row: string | null;
    purpose: string | null;
    department: string | null;
    heard: ToManager[];
    reason: string;
  };
  'not-applicable': { need: string; reason: string | null };
  lesson: { rootCause: string; lesson: string; prevention: string };
  withdrawal: { ownWords: string; signed: boolean; askedFirst: 'customer' | 'us' };
  closing: { as: CloseKind; note: string; outsideWaysTold: boolean; onTheSpot: boolean; what: string; how: string };
  reopening: { reason: string; note: string };
  conversion: { from: string; to: string; reason: string };
  /** Whether a letter of an authority still waits for an answer; the last one of a letter counts. */
  'authority-letter': { letterId: string; owed: boolean };
  /** An emergency plan was activated on the case, or ended. */
  crisis: { crisisId: string; number: string; runs: boolean };
  merger: { intoId: string; reason: string };
  voiding: { reason: string; note: string };
  /** `passages` are the words to hide, empty for the whole; they leave the record once they are hidden. */
  redaction: {
    of: Redactable;
    thingId: string;
    /** Of a fact. */
    name?: string;
    passages: string[];
    investigation: boolean;
    /** Of words that not everybody reads who sees the case. */
    readers?: Readers;
    reason: string;
    state: 'asked' | 'done' | 'declined' | 'withdrawn';
  };
}
export type RecordAct = keyof Records;

export type CaseRecord = {
  [Act in RecordAct]: { id: string; act: Act; byId: string | null; at: Date; endedAt: Date | null; data: Records[Act] };
}[RecordAct];

/** The latest record of an act that still stands. */
export function current<Act extends RecordAct>(
  records: readonly CaseRecord[],
  act: Act,
): Extract<CaseRecord, { act: Act }> | null {
  for (let i = records.length - 1; i >= 0; i--) {
    const record = records[i];
    if (record?.act === act && !record.endedAt) return record as Extract<CaseRecord, { act: Act }>;
  }
  return null;
}

export const allOf = <Act extends RecordAct>(
  records: readonly CaseRecord[],
  act: Act,
): Extract<CaseRecord, { act: Act }>[] =>
  records.filter((record): record is Extract<CaseRecord, { act: Act }> => record.act === act);
