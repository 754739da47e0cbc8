import { digestOf } from '../base/server/announce.ts';
import type { Reader } from '../base/server/db.ts';
import { gather } from '../base/server/gather.ts';
import { newId } from '../base/server/ids.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type { CaseFile } from './case-file.ts';
import type { CloseKind, Kind, Mood, Satisfaction, Severity, Stage } from './complaint.ts';
import type { CaseRecord, RecordAct, Records } from './records.ts';

/** A row of `complaint` as it lies in the database. */
export interface ComplaintRecord {
  id: string;
  number: string;
  storeId: string;
  departmentIds: string[];
  involvedIds: string[];
  excludedIds: string[];
  /** Those of the excluded whom it is about. */
  respondentIds: string[];
  sensitive: boolean;
  kind: Kind;
  category: string | null;
  subjects: string[];
  severity: Severity;
  triggers: string[];
  stage: Stage;
  ownerId: string | null;
  firstOwnerId: string | null;
  handedOverAt: Date | null;
  handOverSeenAt: Date | null;
  registeredBy: string | null;
  receivedAt: Date;
  enteredAt: Date;
  channel: string;
  source: string;
  customerId: string | null;
  callerName: string;
  callerPhone: string;
  relation: string;
  expectedFeeling: string;
  expectedProcess: string;
  expectedResult: string;
  moodBefore: Mood | null;
  moodAfter: Mood | null;
  fields: Record<string, string | number | boolean | null>;
  excerpt: string;
  policyEditionId: string;
  calendarEditions: Record<string, string>;
  nextStep: string;
  nextStepAt: Date | null;
  attentionAt: Date | null;
  clockDueAt: Date | null;
  urges: number;
  rung: number;
  /** Of the case's pack; null: the usual ladder, and the rung at that place. */
  ladderKey: string | null;
  /** Decided; null: nobody has. Keys of the pack's flows and purposes. */
  flow: string | null;
  purpose: string | null;
  rungKey: string | null;
  onTheSpot: boolean;
  closedAt: Date | null;
  closedAs: CloseKind | null;
  closedBy: string | null;
  reopened: number;
  mergedInto: string | null;
  satisfaction: Satisfaction | null;
  version: number;
  changedAt: Date;
  sample: boolean;
}

/** Locks the case row and sets the transaction's now by that read, so that waiting for the lock counts. */
export async function lockComplaint(tx: Tx<Staff>, id: string): Promise<ComplaintRecord | null> {
  const { sql } = tx;
  const [row] = await sql<(ComplaintRecord & { now: Date })[]>`
    with locked as materialized (
      select * from complaint where id = ${id} and ${visibleTo(sql, tx.caller, 'complaint')} for update
    )
    select locked.*, clock_timestamp() as now from locked`;
  if (!row) return null;
  const { now, ...complaint } = row;
  if (!tx.at) tx.now = now;
  return complaint;
}

const SERIALS_AT_ONCE = 50;
/** Numbers fetched ahead for an organisation; gaps are allowed, and no writer waits for another. */
const ahead = new Map<string, number[]>();

export async function nextSerial(sql: Reader, orgId: string): Promise<number> {
  const kept = ahead.get(orgId)?.shift();
  if (kept !== undefined) return kept;
  const rows = await sql<
    { serial: number }[]
  >`select nextval('complaint_number') as serial from generate_series(1, ${SERIALS_AT_ONCE})`;
  const [first, ...rest] = rows.map((row) => row.serial);
  ahead.set(orgId, [...(ahead.get(orgId) ?? []), ...rest]);
  return first as number;
}

/** 回避: whoever a post, a breach or a request would bring in, the person meant stays out. */
const withoutRespondents = (
  involved: readonly string[],
  { excludedIds }: Pick<ComplaintRecord, 'excludedIds'>,
): string[] => involved.filter((staffId) => !excludedIds.includes(staffId));

type Owned<Row> = Row & { orgId: string };

const complaints = rowsOf<Owned<ComplaintRecord>>('complaint', [
  'orgId',
  'id',
  'number',
  'storeId',
  'departmentIds',
  'involvedIds',
  'excludedIds',
  'respondentIds',
  'sensitive',
  'kind',
  'category',
  'subjects',
  'severity',
  'triggers',
  'stage',
  'ownerId',
  'firstOwnerId',
  'registeredBy',
  'receivedAt',
  'enteredAt',
  'channel',
  'source',
  'customerId',
  'callerName',
  'callerPhone',
  'relation',
  'expectedFeeling',
  'expectedProcess',
  'expectedResult',
  'moodBefore',
  'moodAfter',
  'fields',
  'excerpt',
  'policyEditionId',
  'calendarEditions',
  'nextStep',
  'nextStepAt',
  'attentionAt',
  'clockDueAt',
  'rung',
  'ladderKey',
  'rungKey',
  'onTheSpot',
  'closedAt',
  'closedAs',
  'closedBy',
  'changedAt',
  'sample',
]);

export const insertComplaint = (tx: Tx, row: ComplaintRecord): void =>
  tx.insert(complaints, {
    ...row,
    orgId: tx.caller.orgId,
    involvedIds: withoutRespondents(row.involvedIds, row),
  });

/** Writes the changed columns; every change counts the version up. */
export function updateComplaint(tx: Tx, before: ComplaintRecord, changes: Partial<ComplaintRecord>): void {
  const { sql } = tx;
  const columns = {
    ...changes,
    ...(changes.involvedIds ? { involvedIds: withoutRespondents(changes.involvedIds, { ...before, ...changes }) } : {}),
    ...(changes.fields ? { fields: sql.json(changes.fields as never) } : {}),
    ...(changes.calendarEditions ? { calendarEditions: sql.json(changes.calendarEditions) } : {}),
    version: before.version + 1,
    changedAt: tx.now,
  };
  tx.write(sql`update complaint set ${sql(columns as never)} where org_id = ${tx.caller.orgId} and id = ${before.id}`);
}

export interface TextToWrite {
  complaintId: string;
  factId: string;
  role: string;
  body: string;
  class?: 'case' | 'investigation';
  sample: boolean;
}

const texts = rowsOf<
  Owned<Required<TextToWrite>> & { id: string; authorId: string | null; writtenAt: Date; salt: Buffer }
>('complaint_text', [
  'orgId',
  'id',
  'complaintId',
  'factId',
  'role',
  'class',
  'authorId',
  'writtenAt',
  'body',
  'salt',
  'sample',
]);

/** Words beside a fact. Returns the id of the text and the digest that the fact seals. */
export function insertText(tx: Tx, text: TextToWrite): { id: string; digest: Buffer } {
  const id = newId();
  const { salt, digest } = digestOf(text.body);
  tx.insert(texts, {
    orgId: tx.caller.orgId,
    id,
    complaintId: text.complaintId,
    factId: text.factId,
    role: text.role,
    class: text.class ?? 'case',
    authorId: tx.caller.staffId,
    writtenAt: tx.now,
    body: text.body,
    salt,
    sample: text.sample,
  });
  return { id, digest };
}

interface RecordRow {
  orgId: string;
  id: string;
  complaintId: string;
  act: RecordAct;
  factId: string;
  byId: string | null;
  at: Date;
  data: object;
}
const records = rowsOf<RecordRow>('complaint_record', [
  'orgId',
  'id',
  'complaintId',
  'act',
  'factId',
  'byId',
  'at',
  'data',
]);

export const insertRecord = <Act extends RecordAct>(
  tx: Tx,
  record: { id: string; complaintId: string; act: Act; factId: string; data: Records[Act] },
): void => tx.insert(records, { ...record, orgId: tx.caller.orgId, byId: tx.caller.staffId, at: tx.now });

/** The records of these acts no longer stand: a declined plan, a resolution that did not hold. */
export const endRecords = (tx: Tx, complaintId: string, acts: readonly RecordAct[]): void =>
  tx.write(tx.sql`
    update complaint_record set ended_at = ${tx.now}
    where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and act = any(${acts as string[]}) and ended_at is null`);

/** Everything the rules look at, read in one flight. */
export async function readCaseFile(sql: Reader, orgId: string, row: ComplaintRecord): Promise<CaseFile> {
  const parts = await gather(sql, {
    demands: sql<CaseFile['demands'][number][]>`
      select id, ordinal, type, answer, claimed_fen from demand where org_id = ${orgId} and complaint_id = ${row.id} order by ordinal`,
    records: recordsOf(sql, orgId, row.id),
    contacts: contactsOf(sql, orgId, row.id),
    workOrders: sql<CaseFile['workOrders'][number][]>`
      select id, ordinal, state, department_id, assignee_id, replied_by, held_for, released_at from work_order
      where org_id = ${orgId} and complaint_id = ${row.id} order by ordinal`,
  });
  return caseFileOf(row, parts);
}

export const recordsOf = (sql: Reader, orgId: string, complaintId: string) =>
  sql<CaseRecord[]>`
    select id, act, by_id, at, ended_at, data from complaint_record
    where org_id = ${orgId} and complaint_id = ${complaintId} order by at, id`;

export const contactsOf = (sql: Reader, orgId: string, complaintId: string) =>
  sql<CaseFile['contacts'][number][]>`
    select outcome, counts from contact where org_id = ${orgId} and complaint_id = ${complaintId}`;

export const caseFileOf = (
  row: ComplaintRecord,
  parts: Pick<CaseFile, 'demands' | 'records' | 'contacts' | 'workOrders'>,
): CaseFile => ({ ...row, handOverOpen: row.handedOverAt !== null && row.handOverSeenAt === null, ...parts });
