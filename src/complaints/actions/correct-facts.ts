import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { addMs, MINUTE } from '../../base/time.ts';
import { correctStarts } from '../../clocks/actions/revise-clocks.ts';
import { keepCustomer, likelyCustomers } from '../../customers/actions/keep-customer.ts';
import { normalPhone } from '../../customers/phone.ts';
import { may, type Staff } from '../../people/staff.ts';
import { mustBeIn } from '../choices.ts';
import type { addDemand, addOutsideNumber, answerDemand, correctDemand, correctFacts } from '../correcting-contract.ts';
import { demandAnswered, factsCorrected, outsideNumberAdded } from '../facts.ts';
import { itemsOf, normalMark } from '../marks.ts';
import { NOTHING_ELSE, searchedOn, some } from '../searched.ts';
import type { ComplaintRecord } from '../store.ts';
import { answerDemandRow, claimRow, insertDemands, insertMarks, insertOutsideNumber } from '../store-parts.ts';
import { mustHaveAgreed } from './authorise.ts';
import { type CaseWork, openCase } from './case-work.ts';
import { fieldsWith, unsettleJudgement } from './change-facts.ts';

/** Corrects what was registered. A version that is no longer the newest is refused with both versions. */
export async function correctFactsOf(tx: Tx<Staff>, given: Given<typeof correctFacts>) {
  const work = await openCase(tx, given.id, 'correctFacts');
  const { row, policy } = work;
  const { id: _, version, fields: givenFields, ...plain } = given;
  if (version !== row.version) {
    throw new Refusal('complaints.changed-meanwhile', {
      details: { yours: { ...plain, fields: givenFields }, theirs: editable(row) },
    });
  }
  mustBeIn(policy.pack.channels, plain.channel, '渠道');
  mustBeIn(policy.pack.sources, plain.source, '来源');
  mustBeIn(policy.pack.relations, plain.relation, '与本人关系');
  for (const subject of plain.subjects ?? []) mustBeIn(policy.pack.subjects, subject, '投诉内容');
  if (plain.receivedAt && plain.receivedAt.getTime() !== row.receivedAt.getTime()) {
    if (!may(tx.caller, 'complaint.correct', row.storeId)) throw forbidden('complaint.correct');
    if (plain.receivedAt > addMs(tx.now, MINUTE)) throw new Refusal('complaints.received-in-future', { status: 400 });
    const [registered] = await tx.sql<{ id: string }[]>`
      select id from fact where org_id = ${tx.caller.orgId} and subject_id = ${row.id} and kind = 'complaint-registered'`;
    await correctStarts(tx, row.id, { id: registered?.id ?? null, occurredAt: plain.receivedAt });
  }
  const changes: Partial<ComplaintRecord> = { ...plain };
  if (plain.callerPhone !== undefined) changes.callerPhone = normalPhone(plain.callerPhone);
  if (givenFields) {
    changes.fields = fieldsWith(work, givenFields);
  }
  const after = { ...row, ...changes };
  if (row.customerId === null && (after.callerName || after.callerPhone)) {
    const { found } = await likelyCustomers(tx.sql, [
      { orgId: tx.caller.orgId, customerId: null, phone: after.callerPhone },
    ]);
    changes.customerId = keepCustomer(tx, found[0] ?? [], {
      customerId: null,
      name: after.callerName,
      phone: after.callerPhone,
      items: itemsOf(policy.pack, after.fields),
      sample: row.sample,
    });
  }
  work.tell(factsCorrected, {
    fields: [...Object.keys(plain), ...Object.keys(givenFields ?? {}).map((name) => `fields.${name}`)],
  });
  if (changes.fields) unsettleJudgement(work, changes.fields);
  work.change(changes);
  work.findableAnew();
  return work.done();
}

const editable = (row: ComplaintRecord) => ({
  version: row.version,
  callerName: row.callerName,
  relation: row.relation,
  channel: row.channel,
  source: row.source,
  receivedAt: row.receivedAt,
  subjects: row.subjects,
  expectedFeeling: row.expectedFeeling,
  expectedProcess: row.expectedProcess,
  expectedResult: row.expectedResult,
  moodBefore: row.moodBefore,
  moodAfter: row.moodAfter,
});

export async function addDemandTo(tx: Tx<Staff>, given: Given<typeof addDemand>) {
  const work = await openCase(tx, given.id, 'addDemand');
  mustBeIn(work.policy.pack.demandTypes, given.type, '诉求');
  const { type, body, claimedFen } = given;
  const [made] = insertDemands(tx, given.id, work.file.demands.length + 1, [{ type, body, claimedFen }]);
  work.findable({ words: some('demand', [given.body]) });
  work.tell(factsCorrected, { fields: ['demands'] });
  return { ...(await work.done()), made: made as string };
}

/** The amount is the customer's word: it needs nobody's authority, unlike what is given in answer to it. */
export async function correctDemandOf(tx: Tx<Staff>, given: Given<typeof correctDemand>) {
  const work = await openCase(tx, given.id, 'correctDemand');
  if (!work.file.demands.some((demand) => demand.id === given.demandId)) throw notFound();
  tx.write(claimRow(tx, given.id, given.demandId, given.claimedFen));
  work.tell(factsCorrected, { fields: ['claimed'] });
  return work.done();
}

/** Each demand is answered and settled on its own. */
export async function answerDemandOf(tx: Tx<Staff>, given: Given<typeof answerDemand>) {
  const work = await openCase(tx, given.id, 'answerDemand');
  if (!work.file.demands.some((demand) => demand.id === given.demandId)) throw notFound();
  if (given.amountFen) mustHaveAgreed(work, given.amountFen);
  tx.write(
    answerDemandRow(tx, given.id, {
      id: given.demandId,
      answer: given.answer,
      note: given.note,
      amountFen: given.amountFen ?? null,
    }),
  );
  work.findableAnew();
  work.tell(demandAnswered, { demandId: given.demandId, answer: given.answer, amountFen: given.amountFen ?? null });
  return work.done();
}

/** A regulator's or manufacturer's number, with the due time typed from the letter. */
export async function addOutsideNumberTo(tx: Tx<Staff>, given: Given<typeof addOutsideNumber>) {
  const work = await openCase(tx, given.id, 'addOutsideNumber');
  const made = addOutsideNumberOn(work, { ...given, dueAt: given.dueAt ?? null });
  return { ...(await work.done()), made };
}

/** `countedTill`: what clocks of numbers hear, where another fact tells them the due time. */
export function addOutsideNumberOn(
  work: CaseWork,
  given: { number: string; sender: string; contact: string; dueAt: Date | null },
  countedTill: Date | null = given.dueAt,
): string {
  const { tx, row } = work;
  const made = newId();
  const { number, sender, contact, dueAt } = given;
  insertOutsideNumber(tx, { id: made, complaintId: row.id, number, sender, contact, dueAt });
  insertMarks(tx, row.id, [{ field: 'outside', value: normalMark(number) }]);
  work.findable(searchedOn({ fields: [] }, { ...NOTHING_ELSE, outsideNumbers: [given] }));
  work.tell(outsideNumberAdded, { outsideNumberId: made, dueAt: countedTill?.toISOString() ?? null });
  return made;
}
