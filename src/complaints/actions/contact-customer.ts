import { Refusal } from '../../base/refusal.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { addMs, MINUTE } from '../../base/time.ts';
import { holds, type Staff } from '../../people/staff.ts';
import { mustBeIn } from '../choices.ts';
import { type ContactMeans, isOpen } from '../complaint.ts';
import type { logContact, sendReply, urge } from '../contact-contract.ts';
import { reachedRightPerson } from '../contacts.ts';
import { contactAttempted, contactReached, nextStepSet, promiseMade, replySent, urged } from '../facts.ts';
import { answeringPosts, isLetter } from '../flow.ts';
import { holdersOf } from '../reads.ts';
import { some } from '../searched.ts';
import { insertContact, insertPromise } from '../store-parts.ts';
import { type CaseWork, openCase } from './case-work.ts';

/** A call, visit or message with its outcome. Only the right person reached stops a contact clock. */
export async function logContactWith(tx: Tx<Staff>, given: Given<typeof logContact>) {
  const work = await openCase(tx, given.id, 'logContact');
  const { pack } = work.policy;
  mustBeIn(pack.relations, given.relation, '与本人关系');
  mustBeIn(pack.reasons.lateRecord, given.lateReason, '补记原因');
  const happenedAt = pastOf(work, given.happenedAt);
  const counts = reachedRightPerson(pack, given);
  const contactId = newId();
  const with_ = {
    occurredAt: happenedAt,
    lateReason: given.lateReason ?? null,
    ...(given.summary ? { text: { role: 'contact', body: given.summary } } : {}),
  };
  const { factId } = counts
    ? work.tell(
        contactReached,
        { contactId, means: given.means, outcome: given.outcome, lateReason: given.lateReason ?? null },
        with_,
      )
    : work.tell(contactAttempted, { contactId, means: given.means, outcome: given.outcome }, with_);
  insertContact(tx, {
    id: contactId,
    complaintId: work.row.id,
    factId,
    means: given.means,
    direction: given.direction,
    outcome: given.outcome,
    purpose: 'contact',
    relation: given.relation,
    counts,
    happenedAt,
  });
  if (given.promise) makePromise(work, given.promise);
  if (given.moodAfter) work.change({ moodAfter: given.moodAfter });
  nextStepOf(work, given);
  return { ...(await work.done()), made: contactId };
}

/** A reply leaves by phone, WeChat, SMS, mail or in person; the desk keeps what was said and by which way. */
export async function sendReplyTo(tx: Tx<Staff>, given: Given<typeof sendReply>) {
  const work = await openCase(tx, given.id, 'sendReply');
  if (given.answer && isLetter(given.means)) mustAnswer(work);
  const { means, answer, body } = given;
  const made = replyLeft(work, { means, answer, body, happenedAt: pastOf(work, given.sentAt) });
  nextStepOf(work, given);
  return { ...(await work.done()), made };
}

/** Something in writing has gone to the customer; its words lie beside the fact, or where they were written. */
export function replyLeft(
  work: CaseWork,
  { means, answer, body, happenedAt }: { means: ContactMeans; answer: boolean; body?: string; happenedAt: Date },
): string {
  const contactId = newId();
  const { factId } = work.tell(
    replySent,
    { means, contactId, answer },
    { occurredAt: happenedAt, ...(body && { text: { role: 'reply', body } }) },
  );
  insertContact(work.tx, {
    id: contactId,
    complaintId: work.row.id,
    factId,
    means,
    direction: 'out',
    outcome: 'reached',
    purpose: 'reply',
    relation: work.row.relation,
    counts: false,
    happenedAt,
  });
  return contactId;
}

/** A letter that answers leaves by the post that the pack names for it; others ask that post. */
export function mustAnswer(work: CaseWork): void {
  const { tx, row, policy } = work;
  const by = answeringPosts(policy.pack, row);
  if (!by || tx.caller.staffId === null || by.posts.some((post) => holds(tx.caller, post, row.storeId))) return;
  throw new Refusal('complaints.answer-by-post', {
    status: 403,
    values: { posts: by.posts.map((key) => policy.posts.find((post) => post.key === key)?.title ?? key).join('、') },
    details: { posts: [...by.posts] },
  });
}

/** 催办: the customer asks again. Counted on the running case; the owner hears of it, the third time the supervisor too. */
export async function urgeComplaint(tx: Tx<Staff>, given: Given<typeof urge>) {
  const work = await openCase(tx, given.id, 'urge');
  const { row, policy } = work;
  const count = row.urges + 1;
  const contactId = newId();
  const { factId } = work.tell(
    urged,
    { count, contactId },
    given.summary ? { text: { role: 'urge', body: given.summary } } : {},
  );
  insertContact(tx, {
    id: contactId,
    complaintId: row.id,
    factId,
    means: given.means,
    direction: 'in',
    outcome: 'reached',
    purpose: 'urge',
    relation: row.relation,
    counts: false,
    happenedAt: tx.now,
  });
  work.change({ urges: count });
  if (count >= policy.pack.urges.supervisorAt) {
    work.involve(...(await holdersOf(tx.sql, tx.caller.orgId, policy.pack.supervisors, row.storeId, tx.now)));
  }
  return { ...(await work.done()), made: contactId };
}

export function makePromise(work: CaseWork, promise: { body: string; dueAt: Date }): string {
  const promiseId = newId();
  // not spread: the input of an endpoint carries the id of the case
  insertPromise(work.tx, { id: promiseId, complaintId: work.row.id, body: promise.body, dueAt: promise.dueAt });
  work.findable({ words: some('promise', [promise.body]) });
  work.tell(promiseMade, { promiseId, dueAt: promise.dueAt.toISOString() });
  return promiseId;
}

function nextStepOf(
  work: CaseWork,
  given: { nextStep?: string | undefined; nextStepAt?: Date | null | undefined },
): void {
  if (!given.nextStepAt || !isOpen(work.row.stage)) return;
  work.tell(
    nextStepSet,
    { at: given.nextStepAt.toISOString() },
    { text: { role: 'next-step', body: given.nextStep ?? '' } },
  );
  work.change({ nextStep: given.nextStep ?? '', nextStepAt: given.nextStepAt });
}

/** What happened lies between the complaint's receipt and now. */
export function pastOf(work: CaseWork, at: Date | undefined): Date {
  if (!at) return work.tx.now;
  if (at > addMs(work.tx.now, 2 * MINUTE)) throw new Refusal('complaints.not-yet-happened', { status: 400 });
  if (at < work.row.receivedAt) throw new Refusal('complaints.before-receipt', { status: 400 });
  return at;
}
