import { notFound } from '../../base/refusal.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { mustAnswer, replyLeft } from '../../complaints/actions/contact-customer.ts';
import type { Staff } from '../../people/staff.ts';
import { sealNumber } from '../doc-number.ts';
import { letterScanned, letterSealed, letterSent } from '../facts.ts';
import type { LetterMeans } from '../letter.ts';
import type * as contract from '../letters-contract.ts';
import { insertSeal, nextNumber } from '../store.ts';
import { openLetter } from './on-letter.ts';

/** 用印登记: the register's next number in this store and year, without a gap. */
export async function sealLetter(tx: Tx<Staff>, given: Given<typeof contract.seal>) {
  const { work, letter, of, done } = await openLetter(tx, given, 'seal', 'sealLetter');
  const { storeId } = letter;
  const year = Number(work.policy.dayOf(tx.now).slice(0, 4));
  const serial = await nextNumber(tx, { storeId, year, series: 'seal' });
  const id = newId();
  const { copies, note } = given;
  insertSeal(tx, { id, storeId, year, serial, letterId: letter.id, copies, note });
  const said = sealNumber(year, serial);
  work.tell(letterSealed, { ...of, sealId: id, serial: said, copies });
  return { ...(await done({ sealedAt: tx.now })), serial: said };
}

/** The stamped copy is one of the case's attachments. */
export async function nameScan(tx: Tx<Staff>, given: Given<typeof contract.scan>) {
  const { work, of, done } = await openLetter(tx, given, 'scan', 'draftLetter');
  const { attachmentId } = given;
  const [file] = await tx.sql`
    select from attachment where org_id = ${tx.caller.orgId} and complaint_id = ${work.row.id} and id = ${attachmentId}
      and class = 'case' and redacted_at is null`;
  if (!file) throw notFound();
  work.tell(letterScanned, { ...of, attachmentId });
  return done({ scanId: attachmentId });
}

const CONTACT = {
  mail: 'letter',
  express: 'letter',
  'in-person': 'in-person',
  fax: 'letter',
  online: 'web',
} as const satisfies Record<LetterMeans, string>;

/** It has left. To the customer it is an answer in writing: clocks that stop on answers stop, and it counts as a contact. */
export async function sendLetter(tx: Tx<Staff>, given: Given<typeof contract.sendOff>) {
  const { work, letter, of, done } = await openLetter(tx, given, 'send', 'draftLetter');
  const { means, tracking } = given;
  if (letter.toward === 'customer') {
    if (letter.answers) mustAnswer(work);
    replyLeft(work, { means: CONTACT[means], answer: letter.answers, happenedAt: tx.now });
  }
  work.tell(letterSent, { ...of, means });
  return done({ sentAt: tx.now, sentBy: tx.caller.staffId, sentMeans: means, tracking });
}
