import { Refusal } from '../../base/refusal.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { holds, type Staff } from '../../people/staff.ts';
import { isMatter } from '../approval-of.ts';
import { mustBeIn, mustName } from '../choices.ts';
import { approversOf, askersOf, type ClosingGate, type MissingItem, missingToClose } from '../closing.ts';
import type {
  approve,
  askApproval,
  close,
  followUp,
  notApplicable,
  reopen,
  voidEntry,
  withdraw,
  writeLesson,
} from '../closing-contract.ts';
import { RETURNS, SATISFACTIONS, stageAfter } from '../complaint.ts';
import { reachedRightPerson } from '../contacts.ts';
import { demandedOf, needOf } from '../demanded.ts';
import {
  approvalAsked,
  approvalGiven,
  checklistTicked,
  complaintClosed,
  complaintReopened,
  followedUp,
  followUpAttempted,
  lessonWritten,
  notApplicableSaid,
} from '../facts.ts';
import { speakersFor } from '../independence.sql.ts';
import { endRecords } from '../store.ts';
import { insertContact } from '../store-parts.ts';
import type { tickChecklist } from '../triage-contract.ts';
import { answerAbout, askAbout } from './authorise.ts';
import { type CaseWork, openCase } from './case-work.ts';
import { pastOf } from './contact-customer.ts';
import { turn } from './route-complaint.ts';
import { answersAlone } from './second-person.ts';

/** 回访: the return call after the work. A dissatisfied customer sends the case back to planning. */
export async function followUpComplaint(tx: Tx<Staff>, given: Given<typeof followUp>) {
  const work = await openCase(tx, given.id, 'followUp');
  const { pack } = work.policy;
  const happenedAt = pastOf(work, given.happenedAt);
  mustBeIn(pack.relations, given.relation, '与本人关系');
  const reached = reachedRightPerson(pack, given);
  if (reached && !given.satisfaction) throw new Refusal('complaints.satisfaction-missing', { status: 400 });
  if (!reached && given.satisfaction) throw new Refusal('complaints.satisfaction-of-another', { status: 400 });
  const satisfaction = given.satisfaction ?? null;
  const data = {
    outcome: given.outcome,
    satisfaction,
    note: given.note,
    at: happenedAt.toISOString(),
    messageSent: given.messageSent,
  };
  const contact = {
    complaintId: work.row.id,
    means: 'phone',
    direction: 'out',
    outcome: given.outcome,
    purpose: 'follow-up',
    relation: given.relation,
    counts: reached,
    happenedAt,
  } as const;
  const factOfRecord = satisfaction
    ? work.record('follow-up', data, [followedUp, { satisfaction }], { occurredAt: happenedAt })
    : work.record('follow-up', data, [followUpAttempted, { outcome: given.outcome }], { occurredAt: happenedAt });
  insertContact(tx, { id: newId(), factId: factOfRecord, ...contact });
  if (satisfaction && SATISFACTIONS.indexOf(satisfaction) > SATISFACTIONS.indexOf('fair')) {
    endRecords(tx, given.id, ['resolution', 'execution', 'agreement']);
    work.change({ stage: RETURNS['not-satisfied'], satisfaction });
    if (given.turnInto && given.turnInto !== work.row.kind) turn(work, given.turnInto);
  } else if (satisfaction) {
    work.change({ stage: stageAfter(work.row.stage, 'follow-up'), satisfaction });
  }
  if (given.moodAfter) work.change({ moodAfter: given.moodAfter });
  return work.done();
}

export async function tickChecklistItem(tx: Tx<Staff>, given: Given<typeof tickChecklist>) {
  const work = await openCase(tx, given.id, 'tickChecklist');
  mustBeIn(work.policy.pack.crisis.checklist, given.item, '应急清单');
  const { id: _, ...data } = given;
  work.record('checklist', data, [checklistTicked, { item: given.item, done: given.done }]);
  return work.done();
}

export async function sayNotApplicable(tx: Tx<Staff>, given: Given<typeof notApplicable>) {
  const work = await openCase(tx, given.id, 'notApplicable');
  mustBeIn(work.policy.pack.reasons.notApplicable, given.reason, '不适用的原因');
  const { need: what, record } = given;
  if (what === 'records' && record) mustBeIn(work.policy.pack.records, record, '资料');
  const need = what === 'records' && record ? needOf(record) : what;
  const asked = demandedOf(work.policy.pack, work.file).find((item) => needOf(item.record) === need);
  if (asked && !asked.mayNotApply) throw new Refusal('complaints.always-applies', { values: { record: asked.title } });
  const data = { need, reason: given.reason };
  work.record('not-applicable', data, [notApplicableSaid, data]);
  return work.done();
}

export async function writeLessonOf(tx: Tx<Staff>, given: Given<typeof writeLesson>) {
  const work = await openCase(tx, given.id, 'writeLesson');
  mustBeIn(work.policy.pack.rootCauses, given.rootCause, '根本原因');
  const { id: _, ...data } = given;
  work.record('lesson', data, [lessonWritten, { rootCause: given.rootCause }]);
  return work.done();
}

export async function askApprovalFor(tx: Tx<Staff>, given: Given<typeof askApproval>) {
  const work = await openCase(tx, given.id, 'askApproval');
  if (isMatter(given.of)) return askAbout(work, given.of, given);
  const posts = approversOf(work.policy.pack, work.file, given.of);
  if (!posts) throw new Refusal('complaints.needs-no-approval');
  work.record('approval-request', { of: given.of, note: given.note }, [approvalAsked, { of: given.of }]);
  work.involve(...(await speakersOn(work, posts)).holders);
  return work.done();
}

/** Approval is the word of one of the posts that the pack names; an acting holder counts as the holder. */
export async function approveClosing(tx: Tx<Staff>, given: Given<typeof approve>) {
  const work = await openCase(tx, given.id, 'approve');
  if (isMatter(given.of)) return answerAbout(work, given.of, given);
  const named = approversOf(work.policy.pack, work.file, given.of);
  if (!named) throw new Refusal('complaints.needs-no-approval');
  const { posts } = await speakersOn(work, named);
  const post = posts.find((wanted) => holds(tx.caller, wanted, work.row.storeId));
  if (!post && tx.caller.staffId !== null) {
    throw new Refusal('complaints.not-the-approver', { status: 403, values: { posts: titlesOf(work, posts) } });
  }
  const alone =
    given.approved && (await answersAlone(work, posts, askersOf(work.file.records, given.of), 'complaint.approve'));
  const data = { of: given.of, approved: given.approved, post: post ?? 'desk', note: given.note, alone };
  work.record('approval', data, [approvalGiven, { of: data.of, approved: data.approved, post: data.post, alone }]);
  return work.done();
}

const speakersOn = ({ tx, row, policy }: CaseWork, posts: readonly string[]) =>
  speakersFor(tx.sql, tx.caller.orgId, row, policy.pack, posts, tx.now);

const titlesOf = (work: CaseWork, posts: readonly string[]): string =>
  posts.map((post) => work.policy.posts.find((known) => known.key === post)?.title ?? post).join('、');

/** Closing asks the same rule that the page shows, then the gates of higher rooms. */
export const closeComplaint = (gates: readonly ClosingGate[]) =>
  async function close_(tx: Tx<Staff>, given: Given<typeof close>) {
    const work = await openCase(tx, given.id, 'close');
    if (given.as === 'voided') throw new Refusal('complaints.void-instead', { status: 400 });
    if (given.as === 'imported') throw new Refusal('complaints.only-by-import', { status: 400 });
    if (given.as === 'duplicate') throw new Refusal('complaints.merge-instead', { status: 400 });
    if (given.as === 'not-ours' && !given.passedTo) throw new Refusal('complaints.passed-to-whom', { status: 400 });
    mustLack(
      missingToClose(work.policy.pack, work.file, given.as, { ...given, dayOf: work.policy.dayOf }),
      work,
      gates,
    );
    closeAs(work, given.as, { note: given.note, outsideWaysTold: given.outsideWaysTold, how: given.passedTo });
    return work.done();
  };

/** No way of ending a case goes past the gates: with the case would end what an authority is owed. */
export function mustLack(missing: readonly MissingItem[], work: CaseWork, gates: readonly ClosingGate[]): void {
  const all = [...missing, ...gates.flatMap((gate) => gate(work.file) ?? [])];
  if (all.length)
    throw new Refusal('complaints.not-ready-to-close', { values: { count: all.length }, details: { missing: all } });
}

export function closeAs(
  work: CaseWork,
  as: Given<typeof close>['as'],
  told: { note: string; outsideWaysTold?: boolean; how?: string },
): void {
  work.record(
    'closing',
    {
      as,
      note: told.note,
      outsideWaysTold: told.outsideWaysTold ?? false,
      onTheSpot: false,
      what: '',
      how: told.how ?? '',
    },
    [complaintClosed, { as, stage: work.row.stage, onTheSpot: false }],
  );
  work.change({ stage: 'closed', closedAt: work.tx.now, closedAs: as, closedBy: work.tx.caller.staffId });
  work.endClocks();
}

export async function reopenComplaint(tx: Tx<Staff>, given: Given<typeof reopen>) {
  const work = await openCase(tx, given.id, 'reopen');
  const reason = mustName(work.policy.pack.reasons, 'reopen', given.reason);
  endRecords(tx, given.id, ['closing', 'resolution', 'execution', 'agreement', 'approval', 'withdrawal']);
  work.record('reopening', { reason, note: given.note }, [complaintReopened, { reason }]);
  work.change({
    // a case that was never triaged begins where it stood: at its registration
    stage: work.row.category === null ? 'registered' : RETURNS.reopen,
    closedAt: null,
    closedAs: null,
    closedBy: null,
    reopened: work.row.reopened + 1,
    satisfaction: null,
  });
  return work.done();
}

/** 撤回: the customer's own words or signature, and who asked first; the cause is still counted. */
export async function withdrawComplaint(tx: Tx<Staff>, given: Given<typeof withdraw>) {
  const work = await openCase(tx, given.id, 'withdraw');
  if (!given.ownWords && !given.signed) throw new Refusal('complaints.withdrawal-unproven', { status: 400 });
  const { id: _, ...data } = given;
  work.record('withdrawal', data, [approvalAsked, { of: 'withdrawn' }]);
  const posts = approversOf(work.policy.pack, work.file, 'withdrawn') ?? [];
  work.involve(...(await speakersOn(work, posts)).holders);
  return work.done();
}

/** 作废: entered by mistake. Nothing is deleted. */
export const voidComplaint = (gates: readonly ClosingGate[]) =>
  async function void_(tx: Tx<Staff>, given: Given<typeof voidEntry>) {
    const work = await openCase(tx, given.id, 'voidEntry');
    mustName(work.policy.pack.reasons, 'void', given.reason);
    mustLack([], work, gates);
    work.record('voiding', { reason: given.reason, note: given.note }, [
      complaintClosed,
      { as: 'voided', stage: work.row.stage, onTheSpot: false },
    ]);
    work.change({ stage: 'closed', closedAt: tx.now, closedAs: 'voided', closedBy: tx.caller.staffId });
    work.endClocks();
    return work.done();
  };
