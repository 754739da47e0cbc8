import type {
  CloseKind,
  ContactMeans,
  ContactOutcome,
  Redactable,
  Responsible,
  Satisfaction,
  Standing,
  Truth,
} from './complaint.ts';

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
}

export interface Records {
  investigation: { investigatorId: string | null; question: string };
  finding: { truth: Truth; cause: string; statements: string; ours: string; theirs: string };
  standing: { standing: Standing; truth: Truth; ground: string | null; evidence: string; reason: string };
  responsibility: {
    responsible: Responsible;
    ground: string | null;
    departmentId: string | null;
    evidence: string;
    reason: string;
  };
  /** `alone`: by one of those concerned, since nobody else could. */
  review: { of: 'standing' | 'responsibility'; agreed: boolean; note: string; alone: boolean };
  plan: { need: string; options: PlanOption[]; dueAt: string | null; joint: boolean };
  signature: { planId: string; post: string; note: string };
  agreement: { planId: string; option: number; means: ContactMeans; by: string; note: string };
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
  'approval-request': { of: CloseKind; note: string };
  approval: { of: CloseKind; approved: boolean; post: string; note: string; alone: boolean };
  'not-applicable': { need: string; reason: string | null };
  lesson: { rootCause: string; lesson: string; prevention: string };
  withdrawal: { ownWords: string; signed: boolean; askedFirst: 'customer' | 'us' };
  closing: { as: CloseKind; note: string; outsideWaysTold: boolean; onTheSpot: boolean; what: string; how: string };
  reopening: { reason: string; note: string };
  conversion: { from: string; to: string; reason: string };
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
