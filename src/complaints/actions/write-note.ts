import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { addMs, MINUTE } from '../../base/time.ts';
import { may, type Staff } from '../../people/staff.ts';
import { helpAnswered, helpAsked, noteWritten, wordsAdded, wordsCorrected } from '../facts.ts';
import { activeStaff, ownWordsText } from '../reads.ts';
import { allOf } from '../records.ts';
import type { addWords, answerHelp, askHelp, correctWords, writeNote } from '../words-contract.ts';
import { openAnyCase, openCase } from './case-work.ts';
import { excerptOf } from './register-complaint.ts';

export async function writeNoteOn(tx: Tx<Staff>, given: Given<typeof writeNote>) {
  const work = await openCase(tx, given.id, 'writeNote');
  if (given.class === 'investigation' && !may(tx.caller, 'complaint.investigation-notes', work.row.storeId)) {
    throw forbidden('complaint.investigation-notes');
  }
  const mentions = await activeStaff(tx.sql, tx.caller.orgId, given.mentions);
  if (mentions.length !== new Set(given.mentions).size) throw notFound();
  if (mentions.some((mentioned) => work.row.excludedIds.includes(mentioned)))
    throw new Refusal('complaints.respondent-may-not-see');
  const { textId } = work.tell(
    noteWritten,
    { textId: '', mentions },
    { text: { role: 'note', body: given.body, class: given.class } },
  );
  work.involve(...mentions);
  return { ...(await work.done()), made: textId as string };
}

/** The customer's own words are only appended to. */
export async function addOwnWords(tx: Tx<Staff>, given: Given<typeof addWords>) {
  const work = await openCase(tx, given.id, 'addWords');
  const { textId } = work.tell(wordsAdded, { textId: '' }, { text: { role: 'own-words', body: given.body } });
  if (!work.row.excerpt) work.change({ excerpt: excerptOf(given.body) });
  return { ...(await work.done()), made: textId as string };
}

/** The writer may correct their own record of the words for the pack's minutes; the former text stays in history. */
export async function correctOwnWords(tx: Tx<Staff>, given: Given<typeof correctWords>) {
  const work = await openCase(tx, given.id, 'correctWords');
  const text = await ownWordsText(tx.sql, tx.caller.orgId, given.id, given.textId);
  if (!text || text.redactedAt || text.replacedAt) throw notFound();
  const minutes = work.policy.pack.words.correctMinutes;
  if (text.authorId !== tx.caller.staffId) throw new Refusal('complaints.words-of-another', { status: 403 });
  if (tx.now > addMs(text.writtenAt, minutes * MINUTE))
    throw new Refusal('complaints.words-settled', { values: { minutes } });
  tx.write(tx.sql`
    update complaint_text set replaced_at = ${tx.now}
    where org_id = ${tx.caller.orgId} and complaint_id = ${given.id} and id = ${given.textId}`);
  work.tell(wordsCorrected, { textId: '' }, { text: { role: 'own-words', body: given.body } });
  work.change({ excerpt: excerptOf(given.body) });
  return work.done();
}

/** Asking for help brings somebody in; the owner stays the owner. */
export async function askForHelp(tx: Tx<Staff>, given: Given<typeof askHelp>) {
  const work = await openCase(tx, given.id, 'askHelp');
  if (work.row.excludedIds.includes(given.askedId)) throw new Refusal('complaints.respondent-may-not-see');
  if (!(await activeStaff(tx.sql, tx.caller.orgId, [given.askedId])).length) throw notFound();
  const made = work.record('help', { askedId: given.askedId, question: given.question }, [
    helpAsked,
    (helpId) => ({ helpId, askedId: given.askedId }),
  ]);
  work.involve(given.askedId);
  return { ...(await work.done()), made };
}

export async function answerHelpOf(tx: Tx<Staff>, given: Given<typeof answerHelp>) {
  const work = await openAnyCase(tx, given.id);
  const help = allOf(work.file.records, 'help').find((record) => record.id === given.helpId);
  if (!help) throw notFound();
  if (help.data.askedId !== tx.caller.staffId) throw new Refusal('complaints.not-asked', { status: 403 });
  work.record('help-answer', { helpId: help.id, answer: given.answer }, [helpAnswered, { helpId: help.id }]);
  return work.done();
}
