import { digestOf } from '../base/server/announce.ts';
import { newId } from '../base/server/ids.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { PenaltyState, PenaltyStep } from './penalty.ts';

export interface HearingRow {
  readonly id: string;
  readonly complaintId: string;
  readonly staffId: string;
  readonly accusation: string;
  readonly attachmentIds: string[];
  readonly dueAt: Date;
  readonly askedBy: string | null;
  readonly askedAt: Date;
  readonly statement: string;
  readonly statedAt: Date | null;
  readonly endedAt: Date | null;
}

const hearings = rowsOf<
  Omit<HearingRow, 'statement' | 'statedAt' | 'endedAt'> & { orgId: string; accusationSalt: Buffer }
>('hearing', [
  'orgId',
  'id',
  'complaintId',
  'staffId',
  'accusation',
  'accusationSalt',
  'attachmentIds',
  'dueAt',
  'askedBy',
  'askedAt',
]);

/** Answers with the digest that the fact seals. */
export function insertHearing(
  tx: Tx,
  row: Pick<HearingRow, 'id' | 'complaintId' | 'staffId' | 'accusation' | 'attachmentIds' | 'dueAt'>,
): Buffer {
  const { salt, digest } = digestOf(row.accusation);
  tx.insert(hearings, {
    ...row,
    orgId: tx.caller.orgId,
    accusationSalt: salt,
    askedBy: tx.caller.staffId,
    askedAt: tx.now,
  });
  return digest;
}

export function stateAtHearing(tx: Tx, id: string, statement: string): Buffer {
  const { salt, digest } = digestOf(statement);
  tx.write(tx.sql`
    update hearing set statement = ${statement}, statement_salt = ${salt}, stated_at = ${tx.now}
    where org_id = ${tx.caller.orgId} and id = ${id}`);
  return digest;
}

export const endHearingRow = (tx: Tx, id: string): void =>
  tx.write(tx.sql`
    update hearing set ended_at = ${tx.now}, ended_by = ${tx.caller.staffId}
    where org_id = ${tx.caller.orgId} and id = ${id}`);

export interface PenaltyRow {
  readonly id: string;
  readonly complaintId: string;
  readonly staffId: string;
  readonly headId: string | null;
  readonly ruleKey: string | null;
  readonly rule: string;
  readonly document: string;
  readonly event: string;
  readonly measure: string;
  readonly amountFen: number | null;
  readonly recordIds: string[];
  readonly attachmentIds: string[];
  readonly statementDueAt: Date;
  readonly state: PenaltyState;
  readonly proposedBy: string | null;
  readonly proposedAt: Date;
  readonly sample: boolean;
}

const penalties = rowsOf<PenaltyRow & { orgId: string; version: number }>('penalty', [
  'orgId',
  'id',
  'complaintId',
  'staffId',
  'headId',
  'ruleKey',
  'rule',
  'document',
  'event',
  'measure',
  'amountFen',
  'recordIds',
  'attachmentIds',
  'statementDueAt',
  'state',
  'proposedBy',
  'proposedAt',
  'version',
  'sample',
]);

export const insertPenalty = (tx: Tx, row: PenaltyRow): void =>
  tx.insert(penalties, { ...row, orgId: tx.caller.orgId, version: 1 });

export const setPenaltyState = (tx: Tx, id: string, state: PenaltyState): void =>
  tx.write(tx.sql`
    update penalty set state = ${state}, version = version + 1 where org_id = ${tx.caller.orgId} and id = ${id}`);

export interface StepRow {
  readonly penaltyId: string;
  readonly act: PenaltyStep;
  readonly byId: string | null;
  readonly at: Date;
  readonly words: string;
  readonly toldAt: Date | null;
}

const steps = rowsOf<StepRow & { orgId: string; id: string; salt: Buffer }>('penalty_step', [
  'orgId',
  'id',
  'penaltyId',
  'act',
  'byId',
  'at',
  'words',
  'salt',
  'toldAt',
]);

/** Answers with the digest that the fact seals. */
export function insertStep(
  tx: Tx,
  { penaltyId, act, words, toldAt = null }: Pick<StepRow, 'penaltyId' | 'act' | 'words'> & { toldAt?: Date | null },
): Buffer {
  const { salt, digest } = digestOf(words);
  tx.insert(steps, {
    orgId: tx.caller.orgId,
    id: newId(),
    penaltyId,
    act,
    byId: tx.caller.staffId,
    at: tx.now,
    words,
    salt,
    toldAt,
  });
  return digest;
}
