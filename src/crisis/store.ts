import { digestOf } from '../base/server/announce.ts';
import { newId } from '../base/server/ids.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { EntryKind, Level, SafetyAnswer } from './crisis.ts';

export interface CrisisRow {
  readonly id: string;
  readonly number: string;
  readonly complaintId: string | null;
  readonly incidentId: string | null;
  readonly storeId: string | null;
  readonly policyEditionId: string;
  readonly planKey: string;
  readonly activatedBy: string | null;
  readonly activatedAt: Date;
  readonly level: Level;
  readonly levelBy: string | null;
  readonly levelAt: Date | null;
  readonly reviewDueAt: Date | null;
  readonly review: string;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
  readonly sample: boolean;
}

export async function nextSerial(tx: Tx): Promise<number> {
  const [row] = await tx.sql<{ serial: number }[]>`select nextval('crisis_number') as serial`;
  return row?.serial as number;
}

type NewCrisis = Omit<CrisisRow, 'levelBy' | 'levelAt' | 'reviewDueAt' | 'reviewedBy' | 'reviewedAt'>;
const crises = rowsOf<NewCrisis & { orgId: string }>('crisis', [
  'orgId',
  'id',
  'number',
  'complaintId',
  'incidentId',
  'storeId',
  'policyEditionId',
  'planKey',
  'activatedBy',
  'activatedAt',
  'level',
  'review',
  'sample',
]);
const points = rowsOf<{ orgId: string; crisisId: string; key: string; dueAt: Date }>('crisis_point', [
  'orgId',
  'crisisId',
  'key',
  'dueAt',
]);

export function insertCrisis(
  tx: Tx,
  crisis: Omit<NewCrisis, 'activatedBy' | 'activatedAt' | 'level' | 'review'>,
  timePoints: readonly { key: string; dueAt: Date }[],
): void {
  const { orgId, staffId } = tx.caller;
  tx.insert(crises, { ...crisis, orgId, activatedBy: staffId, activatedAt: tx.now, level: 'active', review: '' });
  for (const point of timePoints) tx.insert(points, { ...point, orgId, crisisId: crisis.id });
}

export const setCrisis = ({ sql, caller, write }: Tx, id: string, changes: Partial<CrisisRow>): void =>
  write(sql`update crisis set ${sql(changes as never)} where org_id = ${caller.orgId} and id = ${id}`);

export const setPointMet = ({ sql, caller, now, write }: Tx, crisisId: string, key: string): void =>
  write(sql`
    update crisis_point set met_by = ${caller.staffId}, met_at = ${now}
    where org_id = ${caller.orgId} and crisis_id = ${crisisId} and key = ${key}`);

const calls = rowsOf<{
  orgId: string;
  id: string;
  crisisId: string;
  branch: string;
  staffId: string;
  reached: boolean;
  byId: string | null;
  at: Date;
}>('crisis_call', ['orgId', 'id', 'crisisId', 'branch', 'staffId', 'reached', 'byId', 'at']);

export const insertCall = (
  tx: Tx,
  call: { crisisId: string; branch: string; staffId: string; reached: boolean },
): void => tx.insert(calls, { ...call, id: newId(), orgId: tx.caller.orgId, byId: tx.caller.staffId, at: tx.now });

const entries = rowsOf<{
  orgId: string;
  id: string;
  crisisId: string;
  kind: EntryKind;
  body: string;
  attachmentIds: string[];
  salt: Buffer;
  byId: string | null;
  at: Date;
}>('crisis_entry', ['orgId', 'id', 'crisisId', 'kind', 'body', 'attachmentIds', 'salt', 'byId', 'at']);

/** The digest goes into the fact that tells of the entry. */
export function insertEntry(
  tx: Tx,
  entry: { crisisId: string; kind: EntryKind; body: string; attachmentIds?: string[] },
): { id: string; digest: Buffer } {
  const id = newId();
  const { salt, digest } = digestOf(entry.body);
  const { orgId, staffId } = tx.caller;
  tx.insert(entries, { attachmentIds: [], ...entry, orgId, id, salt, byId: staffId, at: tx.now });
  return { id, digest };
}

const told = rowsOf<{
  orgId: string;
  complaintId: string;
  card: string;
  answer: SafetyAnswer;
  byId: string | null;
  at: Date;
}>('safety_told', ['orgId', 'complaintId', 'card', 'answer', 'byId', 'at'], { skip: true });

export const insertTold = (tx: Tx, complaintId: string, card: string, answer: SafetyAnswer): void =>
  tx.insert(told, { orgId: tx.caller.orgId, complaintId, card, answer, byId: tx.caller.staffId, at: tx.now });

export interface NotedCaller {
  id: string;
  complaintId: string;
  kind: string;
  name: string;
  outlet: string;
  phone: string;
  deadlineAt: Date | null;
  dueAt: Date;
}

const callers = rowsOf<NotedCaller & { orgId: string; notedBy: string | null; notedAt: Date }>('outside_caller', [
  'orgId',
  'id',
  'complaintId',
  'kind',
  'name',
  'outlet',
  'phone',
  'deadlineAt',
  'dueAt',
  'notedBy',
  'notedAt',
]);

export const insertCaller = (tx: Tx, caller: NotedCaller): void =>
  tx.insert(callers, { ...caller, orgId: tx.caller.orgId, notedBy: tx.caller.staffId, notedAt: tx.now });

const holds = rowsOf<{
  orgId: string;
  id: string;
  complaintId: string;
  heldId: string;
  reason: string;
  setBy: string | null;
  setAt: Date;
}>('legal_hold', ['orgId', 'id', 'complaintId', 'heldId', 'reason', 'setBy', 'setAt']);

export const insertHold = (tx: Tx, id: string, complaintId: string, reason: string): void =>
  tx.insert(holds, {
    orgId: tx.caller.orgId,
    id,
    complaintId,
    heldId: complaintId,
    reason,
    setBy: tx.caller.staffId,
    setAt: tx.now,
  });

export const endHold = ({ sql, caller, now, write }: Tx, id: string, reason: string): void =>
  write(sql`
    update legal_hold set held_id = null, lifted_by = ${caller.staffId}, lifted_at = ${now}, lift_reason = ${reason}
    where org_id = ${caller.orgId} and id = ${id}`);
