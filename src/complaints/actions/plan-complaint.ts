import { notFound, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { holds, type Staff } from '../../people/staff.ts';
import { mustBeIn } from '../choices.ts';
import { RETURNS, stageAfter } from '../complaint.ts';
import {
  complaintResolved,
  demandAnswered,
  executionStarted,
  planAgreed,
  planDeclined,
  planDrafted,
  planSigned,
} from '../facts.ts';
import { faultlessRemedyOnly, signaturesMissing } from '../plan.ts';
import type { agreePlan, declinePlan, draftPlan, execute, resolve, signPlan } from '../planning-contract.ts';
import { current } from '../records.ts';
import { endRecords } from '../store.ts';
import { answerDemandRow } from '../store-parts.ts';
import { type CaseWork, openCase } from './case-work.ts';

/** A plan with options for the customer to choose from. 赔偿 waits for a finding of fault; 补偿 and 关怀 do not. */
export async function draftPlanFor(tx: Tx<Staff>, given: Given<typeof draftPlan>) {
  const work = await openCase(tx, given.id, 'draftPlan');
  const { pack } = work.policy;
  for (const option of given.options) mustBeIn(pack.remedies, option.remedy, '处理方式');
  const early = faultlessRemedyOnly(pack, work.file, given.options);
  if (early) throw new Refusal('complaints.remedy-needs-fault', { values: { remedy: early } });
  if (given.dueAt && given.dueAt <= tx.now) throw new Refusal('complaints.due-in-past', { status: 400 });
  const dueAt = given.dueAt?.toISOString() ?? null;
  endRecords(tx, given.id, ['plan', 'signature', 'agreement']);
  const made = work.record('plan', { need: given.need, options: given.options, dueAt, joint: given.joint }, [
    planDrafted,
    (planId) => ({ planId, options: given.options.length, dueAt }),
  ]);
  work.change({ stage: stageAfter(work.row.stage, 'plan') });
  return { ...(await work.done()), made };
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

export async function agreePlanOf(tx: Tx<Staff>, given: Given<typeof agreePlan>) {
  const work = await openCase(tx, given.id, 'agreePlan');
  const plan = planOf(work, given.planId);
  if (!plan.data.options[given.option]) throw notFound();
  const missing = signaturesMissing(work.policy.pack, work.file);
  if (missing.length)
    throw new Refusal('complaints.signatures-missing', {
      values: { posts: missing.map((post) => postTitle(work, post)).join('、') },
      details: { posts: missing },
    });
  const { id: _, ...data } = given;
  work.record('agreement', data, [planAgreed, { planId: given.planId, option: given.option, means: given.means }]);
  work.change({ stage: stageAfter(work.row.stage, 'agree') });
  return work.done();
}

export async function declinePlanOf(tx: Tx<Staff>, given: Given<typeof declinePlan>) {
  const work = await openCase(tx, given.id, 'declinePlan');
  planOf(work, given.planId);
  endRecords(tx, given.id, ['plan', 'signature', 'agreement']);
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
  const promised = current(work.file.records, 'plan')?.data.dueAt;
  const dueAt = given.dueAt ?? (promised ? new Date(promised) : null);
  const data = { planId, what: given.what, dueAt: dueAt?.toISOString() ?? null };
  work.record('execution', data, [executionStarted, { planId, dueAt: data.dueAt }]);
  work.change({ stage: stageAfter(work.row.stage, 'execute') });
  return work.done();
}

/** Done on our side; the customer's word comes by the follow-up. Each demand may be answered in the same breath. */
export async function resolveComplaint(tx: Tx<Staff>, given: Given<typeof resolve>) {
  const work = await openCase(tx, given.id, 'resolve');
  const planId = current(work.file.records, 'agreement')?.data.planId ?? null;
  for (const demand of given.demands) {
    if (!work.file.demands.some((known) => known.id === demand.id)) throw notFound();
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

const postTitle = (work: CaseWork, post: string): string =>
  work.policy.posts.find((known) => known.key === post)?.title ?? post;

function planOf(work: CaseWork, planId: string) {
  const plan = current(work.file.records, 'plan');
  if (plan?.id !== planId)
    throw new Refusal('complaints.not-the-current-plan', { details: { plan: plan?.id ?? null } });
  return plan;
}
