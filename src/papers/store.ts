import type { Reader } from '../base/server/db.ts';
import { newId } from '../base/server/ids.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { LetterMeans, LetterTimes, Toward } from './letter.ts';
import type { Signer } from './paper.ts';

export interface LetterRow extends LetterTimes {
  readonly id: string;
  readonly complaintId: string;
  readonly storeId: string;
  readonly form: string;
  readonly title: string;
  readonly approval: 'letter' | 'settlement';
  readonly answers: boolean;
  readonly signers: Signer[];
  readonly numberRule: string;
  readonly number: string | null;
  readonly recipient: string;
  readonly toward: Toward;
  readonly copies: number;
  readonly textVersion: number;
  readonly draftedBy: string | null;
  readonly draftedAt: Date;
  readonly submittedBy: string | null;
  readonly scanId: string | null;
  readonly sentBy: string | null;
  readonly sentMeans: LetterMeans | null;
  readonly tracking: string;
  readonly withdrawnBy: string | null;
  readonly withdrawnWhy: string;
  readonly version: number;
}

/** Where a letter belongs, read before its case is locked. */
export async function caseOfLetter(sql: Reader, orgId: string, id: string): Promise<string | null> {
  const [row] = await sql<{ complaintId: string }[]>`
    select complaint_id from letter where org_id = ${orgId} and id = ${id}`;
  return row?.complaintId ?? null;
}

export async function letterRow(sql: Reader, orgId: string, id: string): Promise<LetterRow | null> {
  const [row] = await sql<LetterRow[]>`select * from letter where org_id = ${orgId} and id = ${id}`;
  return row ?? null;
}

type NewLetter = Pick<
  LetterRow,
  | 'id'
  | 'complaintId'
  | 'storeId'
  | 'form'
  | 'title'
  | 'approval'
  | 'answers'
  | 'signers'
  | 'numberRule'
  | 'recipient'
  | 'toward'
  | 'copies'
>;
const letters = rowsOf<NewLetter & { orgId: string; draftedBy: string | null; draftedAt: Date }>('letter', [
  'orgId',
  'id',
  'complaintId',
  'storeId',
  'form',
  'title',
  'approval',
  'answers',
  'signers',
  'numberRule',
  'recipient',
  'toward',
  'copies',
  'draftedBy',
  'draftedAt',
]);

export const insertLetter = (tx: Tx, letter: NewLetter): void =>
  tx.insert(letters, { ...letter, orgId: tx.caller.orgId, draftedBy: tx.caller.staffId, draftedAt: tx.now });

/** Writes the changed columns; every change counts the version up. */
export function updateLetter(tx: Tx, before: LetterRow, changes: Partial<LetterRow>): void {
  tx.write(tx.sql`
    update letter set ${tx.sql({ ...changes, version: before.version + 1 } as never)}
    where org_id = ${tx.caller.orgId} and id = ${before.id}`);
}

const texts = rowsOf<{
  orgId: string;
  letterId: string;
  version: number;
  body: string;
  salt: Buffer;
  writtenBy: string | null;
  writtenAt: Date;
}>('letter_text', ['orgId', 'letterId', 'version', 'body', 'salt', 'writtenBy', 'writtenAt']);

export const insertLetterText = (
  tx: Tx,
  text: { letterId: string; version: number; body: string; salt: Buffer },
): void => tx.insert(texts, { ...text, orgId: tx.caller.orgId, writtenBy: tx.caller.staffId, writtenAt: tx.now });

interface NewAnswer {
  letterId: string;
  entry: string;
  post: string;
  approved: boolean;
  note: string;
  alone: boolean;
  textVersion: number;
}
const answers = rowsOf<NewAnswer & { orgId: string; id: string; byId: string | null; answeredAt: Date }>(
  'letter_answer',
  ['orgId', 'id', 'letterId', 'entry', 'post', 'approved', 'note', 'alone', 'textVersion', 'byId', 'answeredAt'],
);

export const insertAnswer = (tx: Tx, answer: NewAnswer): void =>
  tx.insert(answers, {
    ...answer,
    orgId: tx.caller.orgId,
    id: newId(),
    byId: tx.caller.staffId,
    answeredAt: tx.now,
  });

/** Which approvals of the pack this version of the words has. */
export async function approvalsGiven(sql: Reader, orgId: string, letter: LetterRow): Promise<string[]> {
  const rows = await sql<{ entry: string }[]>`
    select entry from letter_answer
    where org_id = ${orgId} and letter_id = ${letter.id} and approved and text_version = ${letter.textVersion}
      and answered_at >= ${letter.submittedAt}`;
  return rows.map(({ entry }) => entry);
}

/** The next number of a series in a store and year. Whoever comes at the same time waits for the commit. */
export async function nextNumber(tx: Tx, of: { storeId: string; year: number; series: string }): Promise<number> {
  await tx.flush();
  const [row] = await tx.sql<{ last: number }[]>`
    insert into paper_serial (org_id, store_id, year, series, last)
    values (${tx.caller.orgId}, ${of.storeId}, ${of.year}, ${of.series}, 1)
    on conflict (org_id, store_id, year, series) do update set last = paper_serial.last + 1
    returning last`;
  return row?.last as number;
}

interface NewSeal {
  id: string;
  storeId: string;
  year: number;
  serial: number;
  letterId: string;
  copies: number;
  note: string;
}
const sealRows = rowsOf<NewSeal & { orgId: string; byId: string | null; sealedAt: Date }>('paper_seal', [
  'orgId',
  'id',
  'storeId',
  'year',
  'serial',
  'letterId',
  'copies',
  'note',
  'byId',
  'sealedAt',
]);

export const insertSeal = (tx: Tx, given: NewSeal): void =>
  tx.insert(sealRows, { ...given, orgId: tx.caller.orgId, byId: tx.caller.staffId, sealedAt: tx.now });

export const saveLetterhead = (
  tx: Tx,
  storeId: string,
  head: { name: string; address: string; phone: string; logo?: { bytes: Buffer; type: string } | null | undefined },
): void => {
  const { sql, caller } = tx;
  const logo = head.logo ?? null;
  tx.write(sql`
    insert into letterhead (org_id, store_id, name, address, phone, logo, logo_type, changed_by, changed_at)
    values (${caller.orgId}, ${storeId}, ${head.name}, ${head.address}, ${head.phone}, ${logo?.bytes ?? null},
            ${logo?.type ?? null}, ${caller.staffId}, ${tx.now})
    on conflict (org_id, store_id) do update
    set name = excluded.name, address = excluded.address, phone = excluded.phone,
        ${head.logo === undefined ? sql`` : sql`logo = excluded.logo, logo_type = excluded.logo_type,`}
        changed_by = excluded.changed_by, changed_at = excluded.changed_at`);
};
