import { notFound, Refusal } from '../../base/refusal.ts';
import { digestOf } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { openCase } from '../../complaints/actions/case-work.ts';
import { faultFound } from '../../complaints/judging.ts';
import type { Staff } from '../../people/staff.ts';
import { letterChanged, letterDrafted, letterSubmitted, letterWithdrawn } from '../facts.ts';
import { faultWordIn } from '../fault-words.ts';
import { draftText } from '../fill.ts';
import type { Toward } from '../letter.ts';
import type * as contract from '../letters-contract.ts';
import { type EmergencySource, filledForm, formsOfCase, mayMake } from '../record.sql.ts';
import { insertLetter, insertLetterText } from '../store.ts';
import { openLetter } from './on-letter.ts';

/** A letter begins as the pack's form filled from the case, with masked numbers; from then on people write it. */
export const draftLetter =
  (emergencyOf: EmergencySource) =>
  async (
    tx: Tx<Staff>,
    given: { id: string; form: string; recipient: string; toward: Toward },
  ): Promise<{ id: string }> => {
    const work = await openCase(tx, given.id, 'draftLetter');
    const read = { sql: tx.sql, caller: tx.caller, now: tx.now };
    const { forms, storeId } = await formsOfCase(read, given.id);
    const form = forms.find(({ key, sort }) => key === given.form && sort === 'letter');
    if (!form) throw notFound();
    if (!mayMake(form, tx.caller, storeId)) throw new Refusal('papers.not-your-form', { status: 403 });
    const { parts } = await filledForm(read, given, emergencyOf);
    const id = newId();
    insertLetter(tx, {
      id,
      complaintId: work.row.id,
      storeId,
      form: form.key,
      title: form.title,
      approval: form.approval,
      answers: form.answers,
      signers: parts.flatMap((part) => (part.is === 'sign' ? part.signers : [])).map((signer) => ({ ...signer })),
      numberRule: form.number,
      recipient: given.recipient || work.row.callerName,
      toward: given.toward,
      copies: form.copies,
    });
    const body = draftText(parts.filter((part) => part.is !== 'sign'));
    const { salt, digest } = digestOf(body);
    insertLetterText(tx, { letterId: id, version: 1, body, salt });
    work.tell(letterDrafted, { letterId: id, form: form.key }, { digest });
    await work.done();
    return { id };
  };

export async function changeLetter(tx: Tx<Staff>, given: Given<typeof contract.change>) {
  const { work, letter, of, done } = await openLetter(tx, given, 'change', 'draftLetter');
  const { title, recipient, toward, copies, body } = given;
  const textVersion = letter.textVersion + 1;
  const { salt, digest } = digestOf(body);
  insertLetterText(tx, { letterId: letter.id, version: textVersion, body, salt });
  work.tell(letterChanged, { ...of, version: textVersion }, { digest });
  return done({ title, recipient, toward, copies, textVersion });
}

/** 送审. What is not ours to say before our fault is found stops here, where a letter leaves the desk of one person. */
export async function submitLetter(tx: Tx<Staff>, given: Given<typeof contract.submit>) {
  const { work, letter, of, done } = await openLetter(tx, given, 'submit', 'draftLetter');
  const [text] = await tx.sql<{ body: string }[]>`
    select body from letter_text
    where org_id = ${tx.caller.orgId} and letter_id = ${letter.id} and version = ${letter.textVersion}`;
  const word = faultFound(work.file.records) ? null : faultWordIn(`${letter.title}\n${text?.body ?? ''}`);
  if (word) throw new Refusal('papers.damages-before-fault', { values: { word } });
  work.tell(letterSubmitted, { ...of, version: letter.textVersion });
  return done({ submittedAt: tx.now, submittedBy: tx.caller.staffId });
}

export async function withdrawLetter(tx: Tx<Staff>, given: Given<typeof contract.withdraw>) {
  const { work, of, done } = await openLetter(tx, given, 'withdraw', 'draftLetter');
  work.tell(letterWithdrawn, of);
  return done({ withdrawnAt: tx.now, withdrawnBy: tx.caller.staffId, withdrawnWhy: given.why });
}
