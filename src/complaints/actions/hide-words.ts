import type { Tx } from '../../base/server/transaction.ts';
import { hideEvidence } from '../../clocks/actions/hide-evidence.ts';
import { hideCustomer } from '../../customers/actions/hide-customer.ts';
import { MARK } from '../../people/mask.ts';
import { normalMark } from '../marks.ts';
import type { Readers } from '../readers.ts';
import type { CaseRecord } from '../records.ts';
import {
  factSaid,
  hidden,
  hiddenData,
  INVESTIGATION_ACTS,
  isPersonal,
  REDACTABLE_FACTS,
  readable,
  wordsOf,
} from '../redaction.ts';
import type { ComplaintRecord } from '../store.ts';
import { deleteMarks } from '../store-parts.ts';
import type { CaseWork } from './case-work.ts';
import { type KeptWords, keptOf, type Thing } from './kept-words.ts';
import { excerptOf } from './register-complaint.ts';

interface Text {
  id: string;
  role: string;
  class: string;
  body: string;
  replacedAt: Date | null;
  /** The work order on which it was said. */
  orderId: string | null;
}

interface Found {
  /** Of which passages may be named. */
  readonly words: readonly string[];
  readonly investigation: boolean;
  readonly readers?: Readers | null;
  /** Where no passages may be named: what names somebody, and goes from copies with the whole. */
  readonly names?: readonly string[];
}

/** What can still be read of it; null when it is not of this case, or nothing is left. */
export async function readableOf(
  { tx, row, policy }: CaseWork,
  { of, thingId, name = '' }: Thing,
  rooms: readonly KeptWords[],
): Promise<Found | null> {
  const { sql } = tx;
  const complaintId = row.id;
  const orgId = tx.caller.orgId;
  const some = (words: readonly string[], investigation = false) =>
    words.some(readable) ? { words: words.filter(readable), investigation } : null;
  switch (of) {
    case 'attachment': {
      const [file] = await sql<{ class: string }[]>`
        select class from attachment
        where org_id = ${orgId} and complaint_id = ${complaintId} and id = ${thingId} and redacted_at is null`;
      return file ? { words: [], investigation: file.class === 'investigation' } : null;
    }
    case 'record': {
      const [record] = await sql<Pick<CaseRecord, 'act' | 'data'>[]>`
        select act, data from complaint_record
        where org_id = ${orgId} and complaint_id = ${complaintId} and id = ${thingId}`;
      return record ? some(wordsOf(record.act, record.data), INVESTIGATION_ACTS.includes(record.act)) : null;
    }
    case 'demand':
    case 'promise': {
      const [row] = await sql<{ words: string[] }[]>`
        select array[body ${of === 'demand' ? sql`, answer_note` : sql``}] as words from ${sql(of)}
        where org_id = ${orgId} and complaint_id = ${complaintId} and id = ${thingId}`;
      return row ? some(row.words) : null;
    }
    case 'outside-number': {
      const number = await outsideNumberOf(tx, complaintId, thingId);
      return number && onlyWhole([number.number, number.sender, number.contact], [number.number, number.contact]);
    }
    case 'work-order': {
      const order = await orderOf(tx, complaintId, thingId);
      const said = await textsOf(tx, complaintId);
      return (
        order && some([order.task, order.reply, ...said.filter((t) => t.orderId === thingId).map(({ body }) => body)])
      );
    }
    case 'text': {
      const text = (await textsOf(tx, complaintId)).find(({ id }) => id === thingId);
      return text ? some([text.body], text.class === 'investigation') : null;
    }
    case 'fact': {
      if (thingId !== complaintId) return null;
      const [now] = await sql<ComplaintRecord[]>`
        select caller_name, caller_phone, expected_feeling, expected_process, expected_result, fields
        from complaint where org_id = ${orgId} and id = ${complaintId}`;
      if (!now) return null;
      const said = [factSaid(policy.pack, now, name)];
      return onlyWhole(said, isPersonal(policy.pack, name) ? said : []);
    }
    default: {
      const kept = await keptOf(rooms, tx, row, { of, thingId });
      return kept && { ...kept, words: kept.words.filter(readable) };
    }
  }
}

/** No passages of it: what is left of a number tells the rest. */
const onlyWhole = (said: readonly string[], names: readonly string[]): Found | null =>
  said.some(readable) ? { words: [], investigation: false, names: names.filter(readable) } : null;

/** Hides the passages, or without any of them the whole, wherever the desk keeps these words. */
export async function hide(
  work: CaseWork,
  { of, thingId, name = '' }: Thing,
  passages: readonly string[],
  rooms: readonly KeptWords[],
): Promise<void> {
  const { tx } = work;
  const { sql } = tx;
  const complaintId = work.row.id;
  const own = sql`org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and id = ${thingId}`;
  switch (of) {
    case 'attachment':
      tx.write(sql`update attachment set name = '', sha256 = ''::bytea, redacted_at = ${tx.now} where ${own}`);
      return;
    case 'record': {
      const record = work.file.records.find(({ id }) => id === thingId);
      if (record)
        tx.write(
          sql`update complaint_record set data = ${sql.json(hiddenData(record, passages) as never)} where ${own}`,
        );
      return;
    }
    case 'demand': {
      const [demand] = await sql<
        { body: string; answerNote: string }[]
      >`select body, answer_note from demand where ${own}`;
      if (demand)
        tx.write(sql`
          update demand set body = ${hidden(demand.body, passages)}, answer_note = ${hidden(demand.answerNote, passages)}
          where ${own}`);
      return;
    }
    case 'promise': {
      const [promise] = await sql<{ body: string }[]>`select body from promise where ${own}`;
      if (promise) tx.write(sql`update promise set body = ${hidden(promise.body, passages)} where ${own}`);
      return;
    }
    case 'outside-number':
      await hideOutsideNumber(tx, complaintId, thingId);
      return;
    case 'work-order': {
      const order = await orderOf(tx, complaintId, thingId);
      if (!order) return;
      tx.write(sql`
        update work_order set task = ${hidden(order.task, passages)}, reply = ${hidden(order.reply, passages)} where ${own}`);
      for (const text of await textsOf(tx, complaintId)) if (text.orderId === thingId) hideText(tx, text, passages);
      return;
    }
    case 'text':
      await hideTextAndCopies(work, thingId, passages);
      return;
    case 'fact':
      await hideFact(work, name);
      return;
    default: {
      const kept = await keptOf(rooms, tx, work.row, { of, thingId });
      if (kept) await rooms.find((room) => room.of.includes(of))?.hide(tx, complaintId, kept, passages);
    }
  }
}

async function hideOutsideNumber(tx: Tx, complaintId: string, id: string): Promise<void> {
  const { sql, caller } = tx;
  const found = await outsideNumberOf(tx, complaintId, id);
  if (!found) return;
  tx.write(sql`
    update outside_number set number = ${MARK}, sender = ${hidden(found.sender, [])}, contact = ${hidden(found.contact, [])}
    where org_id = ${caller.orgId} and complaint_id = ${complaintId} and id = ${id}`);
  tx.write(sql`
    delete from complaint_mark where org_id = ${caller.orgId} and complaint_id = ${complaintId}
      and field = 'outside' and value = ${normalMark(found.number)}`);
}

/** The number goes from where the case is found by it, and from the customer who has no case but this one. */
async function hideFact({ tx, row, policy }: CaseWork, name: string): Promise<void> {
  const { sql, caller } = tx;
  const said = factSaid(policy.pack, row, name);
  const own = sql`org_id = ${caller.orgId} and id = ${row.id}`;
  const plain = REDACTABLE_FACTS.find((fact) => fact === name);
  if (plain) tx.write(sql`update complaint set ${sql({ [plain]: MARK })} where ${own}`);
  else {
    const key = name.slice('fields.'.length);
    tx.write(sql`update complaint set fields = fields || ${sql.json({ [key]: MARK })} where ${own}`);
    deleteMarks(tx, row.id, [key]);
  }
  if (row.customerId === null || plain?.startsWith('expected')) return;
  const others = await sql`
    select from complaint where org_id = ${caller.orgId} and customer_id = ${row.customerId} and id <> ${row.id} limit 1`;
  if (others.length) return;
  hideCustomer(
    tx,
    row.customerId,
    plain === 'callerName' ? { name: said } : plain === 'callerPhone' ? { phone: said } : { number: normalMark(said) },
  );
}

/** The salt goes too: without it nobody can test a guess against the digest in the sealed fact. */
function hideText(tx: Tx, text: Text, passages: readonly string[]): string {
  const body = passages.length ? hidden(text.body, passages) : '';
  if (body !== text.body)
    tx.write(tx.sql`
      update complaint_text set body = ${body}, salt = ''::bytea, redacted_at = ${tx.now}
      where org_id = ${tx.caller.orgId} and id = ${text.id}`);
  return body;
}

/** Some texts lie in a second place too: as the excerpt, the next step, the reply of a work order, the evidence of a pause. */
async function hideTextAndCopies(work: CaseWork, textId: string, passages: readonly string[]): Promise<void> {
  const { tx, row } = work;
  const texts = await textsOf(tx, row.id);
  const text = texts.find(({ id }) => id === textId);
  if (!text) return;
  /** A copy elsewhere: the same passages go, or all of it when it is this text. */
  const copy = (words: string): string => (passages.length || words === text.body ? hidden(words, passages) : words);
  if (text.role === 'own-words') {
    // what was corrected before is as personal as what stands now
    const meant = (other: Text): boolean => other === text || passages.length > 0 || other.replacedAt !== null;
    const after = texts
      .filter(({ role }) => role === 'own-words')
      .map((other) => ({ ...other, body: meant(other) ? hideText(tx, other, passages) : other.body }));
    work.change({ excerpt: excerptOf(after.find(({ body, replacedAt }) => body && !replacedAt)?.body ?? '') });
    return;
  }
  hideText(tx, text, passages);
  if (text.role === 'next-step') work.change({ nextStep: copy(row.nextStep) });
  if (text.role === 'evidence') await hideEvidence(tx, row.id, copy);
  const order = text.orderId ? await orderOf(tx, row.id, text.orderId) : null;
  if (order)
    tx.write(tx.sql`
      update work_order set reply = ${copy(order.reply)}
      where org_id = ${tx.caller.orgId} and complaint_id = ${row.id} and id = ${text.orderId}`);
}

const textsOf = (tx: Tx, complaintId: string) =>
  tx.sql<Text[]>`
    select text.id, text.role, text.class, text.body, text.replaced_at, fact.data->>'workOrderId' as order_id
    from complaint_text text
    left join fact on fact.org_id = text.org_id and fact.id = text.fact_id
    where text.org_id = ${tx.caller.orgId} and text.complaint_id = ${complaintId} and text.body <> '' order by text.id`;

async function outsideNumberOf(tx: Tx, complaintId: string, id: string) {
  const [found] = await tx.sql<{ number: string; sender: string; contact: string }[]>`
    select number, sender, contact from outside_number
    where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and id = ${id}`;
  return found ?? null;
}

async function orderOf(tx: Tx, complaintId: string, id: string): Promise<{ task: string; reply: string } | null> {
  const [order] = await tx.sql<{ task: string; reply: string }[]>`
    select task, reply from work_order where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and id = ${id}`;
  return order ?? null;
}
