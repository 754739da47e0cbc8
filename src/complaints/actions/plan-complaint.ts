import { notFound, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { holds, type Staff } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import { isAuthorised } from '../authority.ts';
import { mustBeIn, mustName } from '../choices.ts';
import { RETURNS, stageAfter } from '../complaint.ts';
import { missingBefore } from '../demanded.ts';
import {
  complaintResolved,
  demandAnswered,
  executionStarted,
  planAgreed,
  planChosen,
  planDeclined,
  planDrafted,
  planSigned,
} from '../facts.ts';
import { speakersFor } from '../independence.sql.ts';
import {
  type AgreeLack,
  aboveLimit,
  beyondPromise,
  choiceOf,
  faultlessRemedyOnly,
  gainlessOn,
  missingToAgree,
  optionsAtLeast,
} from '../plan.ts';
import type {
  agreePlan,
  choosePlan,
  declinePlan,
  draftPlan,
  execute,
  resolve,
  signPlan,
} from '../planning-contract.ts';
import { current } from '../records.ts';
import { endRecords } from '../store.ts';
import { answerDemandRow } from '../store-parts.ts';
import { mustHaveAgreed, mustHaveAuthority } from './authorise.ts';
import { type CaseWork, openCase } from './case-work.ts';
import { mustBeThere } from './must-be-there.ts';
import { answersAlone } from './second-person.ts';

/** A plan with options for the customer to choose from. 赔偿 waits for a finding of fault; 补偿 and 关怀 do not. */
export async function draftPlanFor(tx: Tx<Staff>, given: Given<typeof draftPlan>) {
  const work = await openCase(tx, given.id, 'draftPlan');
  const { pack } = work.policy;
  for (const option of given.options) mustBeIn(pack.remedies, option.remedy, '处理方式');
  const early = faultlessRemedyOnly(pack, work.file, given.options);
  if (early) throw new Refusal('complaints.remedy-needs-fault', { values: { remedy: early } });
  if (given.dueAt && given.dueAt <= tx.now) throw new Refusal('complaints.due-in-past', { status: 400 });
  const late = beyondPromise({ dueAt: given.dueAt ?? null, options: given.options });
  if (late !== null) throw new Refusal('complaints.option-beyond-promise', { values: { option: late + 1 } });
  const least = optionsAtLeast(pack);
  if (given.fewer) mustName(pack.reasons, 'notApplicable', given.fewer);
  else if (given.options.length < least) throw new Refusal('complaints.too-few-options', { values: { count: least } });
  const dueAt = iso(given.dueAt);
  const options = given.options.map((option) => ({
    ...option,
    dueAt: iso(option.dueAt),
    ableBy: iso(option.ableBy),
  }));
  const fewer = options.length < least ? (given.fewer ?? null) : null;
  const precedentId = given.precedentId ?? null;
  if (precedentId) await mustBeClosedCase(work, precedentId);
  endRecords(tx, given.id, ['plan', 'signature', 'choice', 'agreement']);
  const followed = precedentId ? { precedentId } : {};
  const made = work.record('plan', { need: given.need, options, dueAt, joint: given.joint, fewer, ...followed }, [
    planDrafted,
    (planId) => ({ planId, options: options.length, dueAt }),
  ]);
  if (pack.plan.chooser.length) {
    const { holders } = await speakersFor(tx.sql, tx.caller.orgId, work.row, pack, pack.plan.chooser, tx.now);
    work.involve(...holders);
  }
  work.change({ stage: stageAfter(work.row.stage, 'plan') });
  return { ...(await work.done()), made };
}

/** A closed case that the planner may see; any other is not there. */
async function mustBeClosedCase({ tx, row }: CaseWork, id: string): Promise<void> {
  const [found] = await tx.sql`
    select 1 from complaint
    where complaint.id = ${id} and complaint.id <> ${row.id} and complaint.stage = 'closed'
      and ${visibleTo(tx.sql, tx.caller, 'complaint')}`;
  if (!found) throw notFound();
}

/** A joint plan is signed for each post that the rung names. */
export async function signPlanOf(tx: Tx<Staff>, given: Given<typeof signPlan>) {
  const work = await openCase(tx, given.id, 'signPlan');
  planOf(work, given.planId);
  if (!holds(tx.caller, given.post, work.row.storeId))
    throw new Refusal('complaints.not-your-post', { status: 403, values: { post: postTitle(work, given.post) } });
  const { id: _, ...data } = given;
  work.record('signature', data, [planSigned, { planId: given.planId, post: given.post }]);
  return work.done();
}

/**
 * The post that the pack names sees every option and picks one with a remark; an acting holder counts. Its own author
 * picks only where nobody else holds such a post, and the record says so.
 */
export async function choosePlanOf(tx: Tx<Staff>, given: Given<typeof choosePlan>) {
  const work = await openCase(tx, given.id, 'choosePlan');
  const plan = planOf(work, given.planId);
  if (!plan.data.options[given.option]) throw notFound();
  const { chooser } = work.policy.pack.plan;
  const post = chooser.find((wanted) => holds(tx.caller, wanted, work.row.storeId));
  if (!post && tx.caller.staffId !== null)
    throw new Refusal('complaints.not-the-chooser', { status: 403, values: { posts: titlesOf(work, chooser) } });
  const alone = await answersAlone(work, chooser, [plan.byId], 'complaint.approve');
  const { id: _, ...chosen } = given;
  endRecords(tx, given.id, ['choice', 'agreement']);
  const data = { ...chosen, post: post ?? 'desk', alone };
  work.record('choice', data, [planChosen, { planId: given.planId, option: given.option, post: data.post, alone }]);
  return work.done();
}

export async function agreePlanOf(tx: Tx<Staff>, given: Given<typeof agreePlan>) {
  const work = await openCase(tx, given.id, 'agreePlan');
  const { pack } = work.policy;
  const plan = planOf(work, given.planId);
  const option = plan.data.options[given.option];
  if (!option) throw notFound();
  if (given.dueAt && given.dueAt <= tx.now) throw new Refusal('complaints.due-in-past', { status: 400 });
  const [lack] = missingToAgree(pack, work.file, { dueAt: Boolean(given.dueAt) });
  if (lack) throw notYetAgreeable(work, lack);
  const chosen = choiceOf(work.file);
  if (chosen && chosen.option !== given.option)
    throw new Refusal('complaints.not-the-chosen-option', { values: { option: chosen.option + 1 } });
  if (gainlessOn(pack, work.file, option) && !given.note.trim())
    throw new Refusal('complaints.gain-or-reason', { status: 400 });
  const above = aboveLimit(pack, work.file, option);
  const promised = { amountFen: Math.max(option.amountFen ?? 0, option.costFen ?? 0), remedy: option.remedy };
  if (above && !isAuthorised(work.file, { fen: above.limitFen, promises: null }, promised, tx.now))
    throw new Refusal('complaints.above-rung-limit', {
      values: { rung: above.rung, yuan: String(above.limitFen / 100) },
    });
  mustHaveAuthority(work, option);
  const { id: _, ...agreed } = given;
  const dueAt = iso(given.dueAt) ?? plan.data.dueAt;
  work.record('agreement', { ...agreed, dueAt }, [
    planAgreed,
    { planId: given.planId, option: given.option, means: given.means, dueAt },
  ]);
  work.change({ stage: stageAfter(work.row.stage, 'agree') });
  return work.done();
}

export async function declinePlanOf(tx: Tx<Staff>, given: Given<typeof declinePlan>) {
  const work = await openCase(tx, given.id, 'declinePlan');
  planOf(work, given.planId);
  endRecords(tx, given.id, ['plan', 'signature', 'choice', 'agreement']);
  work.record('decline', { planId: given.planId, reason: given.reason }, [
    planDeclined,
    { planId: given.planId, reason: null },
  ]);
  work.change({ stage: RETURNS['decline-plan'] });
  return work.done();
}

export async function executePlan(tx: Tx<Staff>, given: Given<typeof execute>) {
  const work = await openCase(tx, given.id, 'execute');
  const planId = current(work.file.records, 'agreement')?.data.planId ?? null;
  mustBeThere(missingBefore(work.policy.pack, work.file, 'executing'));
  const promised =
    current(work.file.records, 'agreement')?.data.dueAt ?? current(work.file.records, 'plan')?.data.dueAt;
  const dueAt = given.dueAt ?? (promised ? new Date(promised) : null);
  const data = { planId, what: given.what, dueAt: dueAt?.toISOString() ?? null };
  work.record('execution', data, [executionStarted, { planId, dueAt: data.dueAt }]);
  work.change({ stage: stageAfter(work.row.stage, 'execute') });
  return work.done();
}

/** Done on our side; the customer's word comes by the follow-up. Each demand may be answered in the same breath. */
export async function resolveComplaint(tx: Tx<Staff>, given: Given<typeof resolve>) {
  const work = await openCase(tx, given.id, 'resolve');
  mustBeThere(missingBefore(work.policy.pack, work.file, 'resolved'));
  const planId = current(work.file.records, 'agreement')?.data.planId ?? null;
  for (const demand of given.demands) {
    if (!work.file.demands.some((known) => known.id === demand.id)) throw notFound();
    if (demand.amountFen) mustHaveAgreed(work, demand.amountFen);
    tx.write(answerDemandRow(tx, given.id, { ...demand, amountFen: demand.amountFen ?? null }));
    work.tell(demandAnswered, { demandId: demand.id, answer: demand.answer, amountFen: demand.amountFen ?? null });
  }
  work.record('resolution', { result: given.result, delivered: given.delivered }, [complaintResolved, { planId }]);
  work.change({
    stage: stageAfter(work.row.stage, 'resolve'),
    ...(given.moodAfter ? { moodAfter: given.moodAfter } : {}),
  });
  return work.done();
}

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

const postTitle = (work: CaseWork, post: string): string =>
  work.policy.posts.find((known) => known.key === post)?.title ?? post;
const titlesOf = (work: CaseWork, posts: readonly string[]): string =>
  posts.map((post) => postTitle(work, post)).join('、');

function notYetAgreeable(work: CaseWork, { key, names }: AgreeLack): Refusal {
  switch (key) {
    case 'signatures':
      return new Refusal('complaints.signatures-missing', {
        values: { posts: titlesOf(work, names) },
        details: { posts: names },
      });
    case 'choice':
      return new Refusal('complaints.choice-first', { values: { posts: titlesOf(work, names) } });
    case 'promised-date':
      return new Refusal('complaints.promised-date-missing', { status: 400 });
    case 'meeting':
      return new Refusal('complaints.meeting-first', { values: { rung: names.join('、') } });
    case 'special':
      return new Refusal('complaints.special-needs-approval');
    case 'records':
      return new Refusal('complaints.records-missing', { values: { records: names.join('、') } });
  }
}

function planOf(work: CaseWork, planId: string) {
  const plan = current(work.file.records, 'plan');
  if (plan?.id !== planId)
    throw new Refusal('complaints.not-the-current-plan', { details: { plan: plan?.id ?? null } });
  return plan;
}
