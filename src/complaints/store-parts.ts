import type { Statement } from '../base/server/db.ts';
import { newId } from '../base/server/ids.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { ContactMeans, ContactOutcome } from './complaint.ts';

type Owned<Row> = Row & { orgId: string };

const marksOfCases = rowsOf<{ orgId: string; complaintId: string; field: string; value: string }>(
  'complaint_mark',
  ['orgId', 'complaintId', 'field', 'value'],
  { skip: true },
);

export function insertMarks(tx: Tx, complaintId: string, marks: readonly { field: string; value: string }[]): void {
  for (const mark of marks) {
    if (mark.value !== '') tx.insert(marksOfCases, { ...mark, complaintId, orgId: tx.caller.orgId });
  }
}

export const deleteMarks = (tx: Tx, complaintId: string, fields: readonly string[]): void =>
  tx.write(tx.sql`
    delete from complaint_mark where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and field = any(${fields as string[]})`);

const demandRows = rowsOf<{
  orgId: string;
  id: string;
  complaintId: string;
  ordinal: number;
  type: string;
  body: string;
  claimedFen: number | null;
}>('demand', ['orgId', 'id', 'complaintId', 'ordinal', 'type', 'body', 'claimedFen']);

export const insertDemands = (
  tx: Tx,
  complaintId: string,
  from: number,
  demands: readonly { type: string; body: string; claimedFen?: number | null | undefined }[],
): string[] =>
  demands.map(({ type, body, claimedFen = null }, n) => {
    const id = newId();
    const orgId = tx.caller.orgId;
    tx.insert(demandRows, { orgId, id, complaintId, ordinal: from + n, type, body, claimedFen });
    return id;
  });

export const claimRow = (tx: Tx, complaintId: string, id: string, claimedFen: number | null): Statement => tx.sql`
  update demand set claimed_fen = ${claimedFen}
  where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and id = ${id}`;

export const answerDemandRow = (
  tx: Tx,
  complaintId: string,
  demand: { id: string; answer: string; note: string; amountFen: number | null },
): Statement => tx.sql`
  update demand set answer = ${demand.answer}, answer_note = ${demand.note}, amount_fen = ${demand.amountFen},
         answered_at = ${tx.now}, answered_by = ${tx.caller.staffId}
  where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and id = ${demand.id}`;

export interface ContactToWrite {
  id: string;
  complaintId: string;
  factId: string;
  means: ContactMeans;
  direction: 'in' | 'out';
  outcome: ContactOutcome;
  purpose: 'contact' | 'reply' | 'urge' | 'follow-up';
  relation: string;
  counts: boolean;
  happenedAt: Date;
}
const contacts = rowsOf<Owned<ContactToWrite> & { recordedAt: Date; staffId: string | null }>('contact', [
  'orgId',
  'id',
  'complaintId',
  'factId',
  'means',
  'direction',
  'outcome',
  'purpose',
  'relation',
  'counts',
  'happenedAt',
  'recordedAt',
  'staffId',
]);

export const insertContact = (tx: Tx, contact: ContactToWrite): void =>
  tx.insert(contacts, { ...contact, orgId: tx.caller.orgId, recordedAt: tx.now, staffId: tx.caller.staffId });

export const insertPromise = (tx: Tx, promise: { id: string; complaintId: string; body: string; dueAt: Date }): void =>
  tx.write(tx.sql`
    insert into promise (org_id, id, complaint_id, body, due_at, made_by, made_at)
    values (${tx.caller.orgId}, ${promise.id}, ${promise.complaintId}, ${promise.body}, ${promise.dueAt}, ${tx.caller.staffId}, ${tx.now})`);

interface OutsideNumberToWrite {
  id: string;
  complaintId: string;
  number: string;
  sender: string;
  contact: string;
  dueAt: Date | null;
}
const outsideNumbers = rowsOf<Owned<OutsideNumberToWrite> & { addedAt: Date; addedBy: string | null }>(
  'outside_number',
  ['orgId', 'id', 'complaintId', 'number', 'sender', 'contact', 'dueAt', 'addedAt', 'addedBy'],
);

export const insertOutsideNumber = (tx: Tx, given: OutsideNumberToWrite): void =>
  tx.insert(outsideNumbers, { ...given, orgId: tx.caller.orgId, addedAt: tx.now, addedBy: tx.caller.staffId });

export const insertWorkOrder = (
  tx: Tx,
  order: {
    id: string;
    complaintId: string;
    ordinal: number;
    departmentId: string;
    assigneeId: string | null;
    task: string;
    dueAt: Date;
  },
): void => {
  const { sql } = tx;
  tx.write(
    sql`insert into work_order ${sql({ ...order, orgId: tx.caller.orgId, state: 'sent', sentBy: tx.caller.staffId, sentAt: tx.now } as never)}`,
  );
};

export const updateWorkOrder = (tx: Tx, complaintId: string, id: string, changes: Record<string, unknown>): void => {
  const { sql } = tx;
  tx.write(sql`
    update work_order set ${sql(changes as never)} where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and id = ${id}`);
};

export const insertLink = (tx: Tx, complaintId: string, otherId: string, kind: 'linked' | 'duplicate'): void =>
  tx.write(tx.sql`
    insert into complaint_link (org_id, complaint_id, other_id, kind, by_id, at)
    values (${tx.caller.orgId}, ${complaintId}, ${otherId}, ${kind}, ${tx.caller.staffId}, ${tx.now}) on conflict do nothing`);

export const deleteLink = (tx: Tx, complaintId: string, otherId: string): void =>
  tx.write(tx.sql`
    delete from complaint_link where org_id = ${tx.caller.orgId} and kind = 'linked'
      and ((complaint_id = ${complaintId} and other_id = ${otherId}) or (complaint_id = ${otherId} and other_id = ${complaintId}))`);

export const insertAttachment = (
  tx: Tx,
  file: { id: string; complaintId: string; name: string; type: string; bytes: number; sha256: Buffer },
): void =>
  tx.write(tx.sql`
    insert into attachment (org_id, id, complaint_id, name, type, bytes, sha256, added_by, added_at)
    values (${tx.caller.orgId}, ${file.id}, ${file.complaintId}, ${file.name}, ${file.type}, ${file.bytes}, ${file.sha256},
            ${tx.caller.staffId}, ${tx.now})`);

/** 回避: what lies with these people on a case goes back to their departments. */
export const takeOrdersFrom = (tx: Tx, complaintId: string, staffIds: readonly string[]): void =>
  tx.write(tx.sql`
    update work_order set assignee_id = null
    where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and assignee_id = any(${staffIds as string[]}::uuid[])
      and state in ('sent', 'accepted', 'returned')`);
