import type { Reader } from '../base/server/db.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type { Speaker } from './conversation.ts';
import type { Channel } from './language.ts';
import type { Recognised } from './recognised.ts';

export interface RecognitionRow {
  readonly id: string;
  readonly complaintId: string;
  readonly channel: Channel;
  readonly staffId: string;
  readonly openedBy: string;
  readonly startedAt: Date;
  readonly heardAt: Date;
  readonly utterances: number;
  readonly length: number;
  readonly endedAt: Date | null;
  readonly conversationId: string | null;
}

type New = Pick<RecognitionRow, 'id' | 'complaintId' | 'channel' | 'staffId' | 'openedBy' | 'startedAt' | 'heardAt'>;
const recognitions = rowsOf<New & { orgId: string }>(
  'recognition',
  ['orgId', 'id', 'complaintId', 'channel', 'staffId', 'openedBy', 'startedAt', 'heardAt'],
  { skip: true },
);
/** One that is there already is left as it is. */
export const insertRecognition = (tx: Tx, row: New): void =>
  tx.insert(recognitions, { ...row, orgId: tx.caller.orgId });

/** Locked, with the store of its case; null where the case may not be seen. */
export async function lockRecognition(
  tx: Tx<Staff>,
  id: string,
): Promise<(RecognitionRow & { storeId: string }) | null> {
  const [row] = await tx.sql<(RecognitionRow & { storeId: string })[]>`
    select recognition.*, complaint.store_id from recognition
    join complaint on complaint.org_id = recognition.org_id and complaint.id = recognition.complaint_id
    where recognition.org_id = ${tx.caller.orgId} and recognition.id = ${id} and ${visibleTo(tx.sql, tx.caller, 'complaint')}
    for update of recognition`;
  return row ?? null;
}

type RecognisedRow = {
  orgId: string;
  recognitionId: string;
  utteranceId: string;
  place: number;
  speaker: Speaker;
  body: string;
  begins: number;
  ends: number;
};
const recognised = rowsOf<RecognisedRow>('recognised', [
  'orgId',
  'recognitionId',
  'utteranceId',
  'place',
  'speaker',
  'body',
  'begins',
  'ends',
]);
/** Adds it at the end of a locked recognition. */
export function insertRecognised(tx: Tx, { id, utterances }: RecognitionRow, said: Omit<Recognised, 'place'>): void {
  const { orgId } = tx.caller;
  tx.insert(recognised, {
    orgId,
    recognitionId: id,
    utteranceId: said.id,
    place: utterances,
    speaker: said.speaker,
    body: said.text,
    begins: said.start,
    ends: said.end,
  });
  tx.write(tx.sql`
    update recognition set utterances = utterances + 1, length = length + ${said.text.length}, heard_at = ${tx.now}
    where org_id = ${orgId} and id = ${id}`);
}

export async function isKept({ sql, caller }: Tx, recognitionId: string, utteranceId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from recognised
    where org_id = ${caller.orgId} and recognition_id = ${recognitionId} and utterance_id = ${utteranceId}`;
  return rows.length > 0;
}

/** In the order of hearing; with `from`, of each recognition those at its place there and later. */
export const recognisedOf = (
  sql: Reader,
  orgId: string,
  from: readonly { readonly id: string; readonly place: number }[],
) =>
  sql<(Recognised & { recognitionId: string })[]>`
    select recognised.recognition_id, recognised.utterance_id as id, recognised.place, recognised.speaker,
           recognised.body as text, recognised.begins as start, recognised.ends as end
    from json_to_recordset(${JSON.stringify(from)}::text::json) as wanted(id uuid, place integer)
    join recognised on recognised.org_id = ${orgId} and recognised.recognition_id = wanted.id
      and recognised.place >= wanted.place
    order by recognised.recognition_id, recognised.place`;

/** Its utterances lie in the conversation now. */
export function endRecognitionRow({ sql, caller, now, write }: Tx, id: string, conversationId: string | null): void {
  write(sql`delete from recognised where org_id = ${caller.orgId} and recognition_id = ${id}`);
  write(sql`
    update recognition set ended_at = ${now}, conversation_id = ${conversationId}
    where org_id = ${caller.orgId} and id = ${id}`);
}

export const touchRecognition = ({ sql, caller, now, write }: Tx, id: string): void =>
  write(sql`update recognition set heard_at = ${now} where org_id = ${caller.orgId} and id = ${id}`);
