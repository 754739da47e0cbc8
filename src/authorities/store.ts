import { notFound } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { LetterKind, LetterReading, Part, Step, Way } from './letter.ts';

export interface LetterRecord {
  readonly id: string;
  readonly complaintId: string;
  readonly outsideNumberId: string;
  readonly kind: LetterKind;
  readonly parts: Part[];
  readonly receivedAt: Date;
  readonly attachmentId: string | null;
  readonly settledAt: Date | null;
}

export interface StepRecord extends Step {
  readonly id: string;
  readonly letterId: string;
  readonly part: Part | null;
  readonly dueAt: Date | null;
  readonly late: boolean;
  readonly reason: string | null;
  readonly way: Way | null;
  readonly textId: string | null;
  readonly attachmentId: string | null;
  readonly paperId: string | null;
  readonly recordedAt: Date;
  readonly byId: string | null;
}

type NewLetter = Omit<LetterRecord, 'settledAt'> & { state: string; dueAt: Date | null; sample: boolean };
const letters = rowsOf<NewLetter & { orgId: string; recordedAt: Date; recordedBy: string | null }>('authority_letter', [
  'orgId',
  'id',
  'complaintId',
  'outsideNumberId',
  'kind',
  'parts',
  'receivedAt',
  'attachmentId',
  'state',
  'dueAt',
  'sample',
  'recordedAt',
  'recordedBy',
]);
const steps = rowsOf<StepRecord & { orgId: string }>('authority_step', [
  'orgId',
  'id',
  'letterId',
  'kind',
  'part',
  'at',
  'dueAt',
  'late',
  'reason',
  'way',
  'textId',
  'attachmentId',
  'paperId',
  'recordedAt',
  'byId',
]);

export const insertLetter = (tx: Tx, letter: NewLetter): void =>
  tx.insert(letters, { ...letter, orgId: tx.caller.orgId, recordedAt: tx.now, recordedBy: tx.caller.staffId });

export const insertStep = (tx: Tx, step: Omit<StepRecord, 'recordedAt' | 'byId'>): void =>
  tx.insert(steps, { ...step, orgId: tx.caller.orgId, recordedAt: tx.now, byId: tx.caller.staffId });

/** Of a case that is locked. 404: no such letter on this case. */
export async function letterOf(tx: Tx, complaintId: string, letterId: string): Promise<LetterRecord> {
  const [letter] = await tx.sql<LetterRecord[]>`
    select id, complaint_id, outside_number_id, kind, parts, received_at, attachment_id, settled_at from authority_letter
    where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and id = ${letterId}`;
  if (!letter) throw notFound();
  return letter;
}

export const stepsOf = (sql: Reader, orgId: string, letterIds: readonly string[]) =>
  sql<StepRecord[]>`
    select id, letter_id, kind, part, at, due_at, late, reason, way, text_id, attachment_id, paper_id, recorded_at, by_id
    from authority_step where org_id = ${orgId} and letter_id = any(${letterIds as string[]}) order by id`;

/** What lists are sorted and filtered by, as the steps say now. */
export function updateLetter(tx: Tx, letter: LetterRecord, now: LetterReading, attachmentId: string | null): void {
  const cache = {
    state: now.state,
    dueAt: now.dueAt,
    extensionUntil: now.extension?.until ?? null,
    settledAt: now.isOwed ? null : (letter.settledAt ?? tx.now),
    attachmentId: letter.attachmentId ?? attachmentId,
  };
  tx.write(tx.sql`
    update authority_letter set ${tx.sql(cache)} where org_id = ${tx.caller.orgId} and id = ${letter.id}`);
}

/** The due time of the number, as people see it on the case. */
export const updateNumber = (
  tx: Tx,
  id: string,
  number: { dueAt: Date | null; sender?: string; contact?: string },
): void =>
  tx.write(tx.sql`update outside_number set ${tx.sql(number)} where org_id = ${tx.caller.orgId} and id = ${id}`);
