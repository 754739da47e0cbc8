import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import type { Sql } from '../../base/server/db.ts';
import { log } from '../../base/server/log.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { readNumber } from '../../complaints/number.ts';
import { may, type Staff, theDesk } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import { mustBeOurs } from '../reads-talks.ts';
import type { Guess } from '../recognised.ts';
import type { RecogniseInput } from '../recognition-contract.ts';
import {
  endRecognitionRow,
  insertRecognised,
  insertRecognition,
  isKept,
  lockRecognition,
  type RecognitionRow,
  recognisedOf,
  touchRecognition,
} from '../store-recognition.ts';
import { type Ending, MOST_KEPT } from '../talk.ts';
import { keepConversation } from './keep-conversation.ts';

export interface Opened {
  readonly row: RecognitionRow;
  /** Ids of the utterances that need not be sent again. */
  readonly kept: readonly string[];
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Opens a recognition on a case, or goes on with one's own. 404: no such case or colleague, or it is another's. */
export async function openRecognition(tx: Tx<Staff>, given: RecogniseInput): Promise<Opened> {
  const { sql, caller } = tx;
  const { recognition: id, channel, staffId = caller.staffId, startedAt = tx.now } = given;
  const isIt = ID.test(given.case)
    ? sql`complaint.id = ${given.case}`
    : sql`complaint.number = ${readNumber(given.case)}`;
  const [seen] = await sql<{ id: string; storeId: string }[]>`
    select id, store_id from complaint where ${isIt} and ${visibleTo(sql, caller, 'complaint')}`;
  if (!seen || staffId === null || caller.staffId === null) throw notFound();
  mustWork(caller, seen.storeId);
  await mustBeOurs(sql, caller.orgId, [staffId]);
  if (startedAt > tx.now) throw new Refusal('assist.starts-later', { status: 400 });
  const complaintId = seen.id;
  insertRecognition(tx, { id, complaintId, channel, staffId, openedBy: caller.staffId, startedAt, heardAt: tx.now });
  await tx.flush();
  const row = await lockRecognition(tx, id);
  if (row?.complaintId !== complaintId || row.openedBy !== caller.staffId) throw notFound();
  // a line that is open anew is a sign of life
  if (row.endedAt === null) touchRecognition(tx, id);
  const said = await recognisedOf(sql, caller.orgId, [{ id, place: 0 }]);
  return { row, kept: said.map((one) => one.id) };
}

/** Keeps what was said for good; what is kept already is not kept twice. */
export async function keepRecognised(tx: Tx<Staff>, recognitionId: string, said: Guess): Promise<void> {
  const row = await running(tx, recognitionId);
  if (await isKept(tx, recognitionId, said.id)) return;
  if (row.endedAt !== null) throw new Refusal('assist.recognition-over');
  const { utterances: most, all } = MOST_KEPT;
  if (row.utterances >= most || row.length + said.text.length > all)
    throw new Refusal('assist.recognition-full', { values: { most, all } });
  insertRecognised(tx, row, said);
}

/** What was recognised becomes a conversation of the case; asked again, it is that one. Null where nothing was said. */
export async function endRecognition(
  tx: Tx<Staff>,
  recognitionId: string,
  endedBy: Ending | null,
): Promise<string | null> {
  const row = await running(tx, recognitionId);
  return row.endedAt === null ? become(tx, row, endedBy) : row.conversationId;
}

async function become(tx: Tx<Staff>, row: RecognitionRow, endedBy: Ending | null): Promise<string | null> {
  const said = await recognisedOf(tx.sql, tx.caller.orgId, [{ id: row.id, place: 0 }]);
  const { channel, startedAt, staffId } = row;
  // two lines of a call are heard apart: the order is that of speaking
  const utterances = said
    .map(({ speaker, text, start, end, place }) => ({ speaker, text, at: start, end, place }))
    .sort((a, b) => a.at - b.at || a.place - b.place);
  const made =
    utterances.length > 0
      ? (
          await keepConversation(tx, row.complaintId, {
            channel,
            source: 'recognised',
            startedAt,
            staffId,
            endedBy,
            utterances,
          })
        ).made
      : null;
  endRecognitionRow(tx, row.id, made);
  return made;
}

async function running(tx: Tx<Staff>, id: string) {
  const row = await lockRecognition(tx, id);
  if (!row) throw notFound();
  mustWork(tx.caller, row.storeId);
  return row;
}

function mustWork(caller: Staff, storeId: string): void {
  if (!may(caller, 'complaint.work', storeId)) throw forbidden('complaint.work');
}

const AT_ONCE = 100;

/** What nobody ended within an hour of its last sign of life, the desk ends: what was acknowledged is not lost. */
export async function endForgotten(sql: Sql): Promise<void> {
  const idle = () => sql`ended_at is null and heard_at < now() - interval '1 hour'`;
  const forgotten = await sql<{ orgId: string; id: string }[]>`
    select org_id, id from recognition where ${idle()} order by heard_at limit ${AT_ONCE}`;
  for (const { orgId, id } of forgotten) {
    await inTransaction(sql, theDesk(orgId), async (tx) => {
      const row = await lockRecognition(tx, id);
      const [still] = await tx.sql`select 1 from recognition where org_id = ${orgId} and id = ${id} and ${idle()}`;
      if (row && still) await become(tx, row, null);
    }).catch((err) => log.error({ err, recognition: id }, 'a forgotten recognition could not be kept'));
  }
  // only whoever lost the answer to its end asks once more
  await sql`delete from recognition where ended_at < now() - interval '7 days'`;
}
