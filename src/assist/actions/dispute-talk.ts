import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { openAnyCase } from '../../complaints/actions/case-work.ts';
import { may, type Staff } from '../../people/staff.ts';
import { disputesOf, flagsOf, utterancesOf } from '../reads-talks.ts';
import { earOf } from '../server/talk-engine.ts';
import { answerDisputeRow, endExample, insertDispute, insertExample } from '../store-talks.ts';
import { isThere, sameDispute } from '../talk.ts';
import type * as contract from '../talk-contract.ts';
import { goodExampleMarked, goodExampleTakenBack, talkDisputeAnswered, talkDisputed } from '../talk-facts.ts';
import { heardIn, visibleTalk } from '../talks.sql.ts';

/** The conversation with its case locked, so that two who act at once take turns; 404 for what one may not see. */
async function openTalk(tx: Tx<Staff>, id: string) {
  const talk = await visibleTalk(tx.sql, tx.caller, id);
  const { row } = await openAnyCase(tx, talk.complaintId);
  return { talk, storeId: row.storeId, sample: row.sample };
}

/** 异议: by whoever said it, once for each finding or figure, with a reason. */
export async function disputeTalkOf(tx: Tx<Staff>, given: Given<typeof contract.disputeTalk>) {
  const { sql, caller } = tx;
  const { talk, storeId, sample } = await openTalk(tx, given.id);
  const { staffId } = caller;
  if (staffId === null || !talk.spokenBy.includes(staffId)) throw new Refusal('assist.not-your-words', { status: 403 });
  const [ear, said, flags, known] = [
    await earOf(sql, caller.orgId, storeId),
    await utterancesOf(sql, caller.orgId, [talk.id]),
    await flagsOf(sql, caller.orgId, [talk.complaintId]),
    await disputesOf(sql, caller.orgId, [talk.id]),
  ];
  const analysis = heardIn(ear, talk, said, flags.get(talk.complaintId));
  const by = said.map((one) => one.staffId);
  const { place, about, reason } = given;
  if (known.some((one) => one.staffId === staffId && sameDispute(one, given)))
    throw new Refusal('assist.already-disputed');
  if (!isThere(given, staffId, { analysis, by })) throw new Refusal('assist.nothing-to-dispute', { status: 400 });
  const id = newId();
  insertDispute(tx, { id, conversationId: talk.id, staffId, place, about, reason });
  const data = { disputeId: id, conversationId: talk.id, place, about };
  announce(tx, talkDisputed, { subjectId: talk.id, data, sample });
  return { id };
}

/** By somebody else than who disputes. Upheld, it no longer counts in any figure. */
export async function answerDisputeOf(tx: Tx<Staff>, given: Given<typeof contract.answerDispute>) {
  const { sql, caller } = tx;
  const [found] = await sql<{ conversationId: string }[]>`
    select conversation_id from talk_dispute where org_id = ${caller.orgId} and id = ${given.id}`;
  if (!found) throw notFound();
  const { talk, storeId, sample } = await openTalk(tx, found.conversationId);
  if (!may(caller, 'talk.review', storeId)) throw forbidden('talk.review');
  const dispute = (await disputesOf(sql, caller.orgId, [talk.id])).find(({ id }) => id === given.id);
  if (!dispute) throw notFound();
  if (dispute.staffId === caller.staffId) throw new Refusal('assist.own-dispute', { status: 403 });
  if (dispute.answeredAt) throw new Refusal('assist.dispute-answered');
  answerDisputeRow(tx, dispute.id, given.upheld, given.words);
  const data = { disputeId: dispute.id, conversationId: talk.id, upheld: given.upheld };
  announce(tx, talkDisputeAnswered, { subjectId: talk.id, data, sample });
  return { id: dispute.id };
}

/** 好例子: by whoever may work on the case. */
export async function markExampleOf(tx: Tx<Staff>, given: Given<typeof contract.markExample>) {
  const { sql, caller } = tx;
  const { talk, storeId, sample } = await openTalk(tx, given.id);
  if (!may(caller, 'complaint.work', storeId)) throw forbidden('complaint.work');
  const said = await utterancesOf(sql, caller.orgId, [talk.id]);
  if (said[given.place]?.speaker !== 'agent') throw new Refusal('assist.no-example', { status: 400 });
  const [known] = await sql`
    select 1 from good_example
    where org_id = ${caller.orgId} and conversation_id = ${talk.id} and place = ${given.place} and ended_at is null`;
  if (known) throw new Refusal('assist.already-example');
  const id = newId();
  insertExample(tx, { id, conversationId: talk.id, place: given.place, note: given.note });
  announce(tx, goodExampleMarked, { subjectId: talk.id, data: { exampleId: id, place: given.place }, sample });
  return { id };
}

export async function takeExampleBackOf(tx: Tx<Staff>, given: Given<typeof contract.takeExampleBack>) {
  const { sql, caller } = tx;
  const find = () => sql<{ conversationId: string; markedBy: string | null }[]>`
    select conversation_id, marked_by from good_example
    where org_id = ${caller.orgId} and id = ${given.id} and ended_at is null`;
  const [found] = await find();
  if (!found) throw notFound();
  const { talk, storeId, sample } = await openTalk(tx, found.conversationId);
  if (found.markedBy !== caller.staffId && !may(caller, 'talk.review', storeId)) throw forbidden('talk.review');
  if ((await find()).length === 0) throw notFound();
  endExample(tx, given.id);
  announce(tx, goodExampleTakenBack, { subjectId: talk.id, data: { exampleId: given.id }, sample });
  return { id: given.id };
}
