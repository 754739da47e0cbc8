import type { FactKind } from '../../base/facts.ts';
import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { policyOf } from '../../complaints/actions/case-policy.ts';
import { speakersFor } from '../../complaints/independence.sql.ts';
import type { Permission } from '../../people/permissions.ts';
import { holds, may, type Staff } from '../../people/staff.ts';
import type * as contract from '../contract.ts';
import * as facts from '../facts.ts';
import {
  approvingPosts,
  asideFrom,
  OWN_ACTS,
  type PenaltyAct,
  type PenaltyState,
  type PenaltyStep,
  whyNotPenalty,
} from '../penalty.ts';
import { stepsOf } from '../reads.ts';
import { seesPenalty } from '../sight.sql.ts';
import { insertStep, type PenaltyRow, type StepRow, setPenaltyState } from '../store.ts';

type Locked = PenaltyRow & {
  storeId: string;
  severity: string;
  excludedIds: string[];
  policyEditionId: string;
  calendarEditions: Record<string, string>;
  steps: StepRow[];
};

/** Locks a proposal for an act: 404 for what one may not see, 403 without the permission there, 409 with the reason. */
async function openPenalty(tx: Tx<Staff>, id: string, act: PenaltyAct, permission: Permission | null): Promise<Locked> {
  const { sql, caller } = tx;
  const seen = OWN_ACTS.includes(act)
    ? sql`penalty.org_id = ${caller.orgId} and penalty.staff_id = ${caller.staffId}`
    : seesPenalty(sql, caller);
  const [row] = await sql<Omit<Locked, 'steps'>[]>`
    select penalty.*, complaint.store_id, complaint.severity, complaint.excluded_ids, complaint.policy_edition_id,
           complaint.calendar_editions
    from penalty
    join complaint on complaint.org_id = penalty.org_id and complaint.id = penalty.complaint_id
    where penalty.id = ${id} and ${seen}
    for update of penalty`;
  if (!row) throw notFound();
  if (permission !== null && !may(caller, permission, row.storeId)) throw forbidden(permission);
  const steps = [...(await stepsOf(sql, caller.orgId, [id]))];
  const code = whyNotPenalty({ ...row, steps }, act, caller.staffId, tx.now);
  if (code) throw new Refusal(code, { values: { due: row.statementDueAt.toISOString() } });
  return { ...row, steps };
}

function step<Data extends object>(
  tx: Tx<Staff>,
  row: Locked,
  what: {
    act: PenaltyStep;
    state: PenaltyState;
    fact: FactKind<string, Data>;
    data: Data;
    words: string;
    toldAt?: Date;
  },
) {
  const digest = insertStep(tx, { penaltyId: row.id, ...what });
  if (what.state !== row.state) setPenaltyState(tx, row.id, what.state);
  announce(tx, what.fact, { subjectId: row.id, data: what.data, digest, sample: row.sample });
  return { id: row.id, state: what.state };
}

/** The word of one of the posts that the pack names for penalties, by somebody who is not concerned. */
async function deciderPost(tx: Tx<Staff>, row: Locked, act: 'decide' | 'decideAppeal'): Promise<string> {
  const { sql, caller } = tx;
  const policy = await policyOf(sql, caller.orgId, row.policyEditionId, row.calendarEditions);
  const excludedIds = [...row.excludedIds, ...asideFrom(row, act)];
  const named = approvingPosts(policy.pack, row);
  const { posts } = await speakersFor(sql, caller.orgId, { ...row, excludedIds }, policy.pack, named, tx.now);
  const post = posts.find((wanted) => holds(caller, wanted, row.storeId));
  if (post || caller.staffId === null) return post ?? 'desk';
  const titles = posts.map((key) => policy.posts.find((known) => known.key === key)?.title ?? key).join('、');
  throw new Refusal('accountability.not-the-approver', { status: 403, values: { posts: titles } });
}

export async function decidePenalty(tx: Tx<Staff>, given: Given<typeof contract.decide>) {
  const row = await openPenalty(tx, given.id, 'decide', 'accountability.approve');
  const post = await deciderPost(tx, row, 'decide');
  const { approved, words } = given;
  if (!approved && !words) throw new Refusal('accountability.decline-needs-reason', { status: 400 });
  const data = { penaltyId: row.id, post };
  return approved
    ? step(tx, row, { act: 'approved', state: 'approved', fact: facts.penaltyApproved, data, words })
    : step(tx, row, { act: 'declined', state: 'declined', fact: facts.penaltyDeclined, data, words });
}

/** 告知本人: only who told the person and when; from then on it waits to be carried out, outside the desk. */
export async function tellPerson(tx: Tx<Staff>, given: Given<typeof contract.tell>) {
  const row = await openPenalty(tx, given.id, 'tell', 'accountability.propose');
  const approvedAt = row.steps.findLast(({ act }) => act === 'approved')?.at;
  if (given.at > tx.now || (approvedAt && given.at < approvedAt))
    throw new Refusal('accountability.told-when', { status: 400 });
  return step(tx, row, {
    act: 'told',
    state: 'to-carry-out',
    fact: facts.penaltyTold,
    data: { penaltyId: row.id, at: given.at.toISOString() },
    words: given.words,
    toldAt: given.at,
  });
}

/** The second decision is another person's than the first. */
export async function decideAppealOf(tx: Tx<Staff>, given: Given<typeof contract.decideAppeal>) {
  const row = await openPenalty(tx, given.id, 'decideAppeal', 'accountability.approve');
  const post = await deciderPost(tx, row, 'decideAppeal');
  const { upheld, words } = given;
  const data = { penaltyId: row.id, post };
  return upheld
    ? step(tx, row, { act: 'upheld', state: 'to-carry-out', fact: facts.penaltyUpheld, data, words })
    : step(tx, row, { act: 'lifted', state: 'lifted', fact: facts.penaltyLifted, data, words });
}

export async function withdrawPenalty(tx: Tx<Staff>, given: Given<typeof contract.withdraw>) {
  const row = await openPenalty(tx, given.id, 'withdraw', 'accountability.propose');
  const data = { penaltyId: row.id };
  return step(tx, row, {
    act: 'withdrawn',
    state: 'withdrawn',
    fact: facts.penaltyWithdrawn,
    data,
    words: given.reason,
  });
}

// ---- by the person whom it is about

export async function statePenaltyOf(tx: Tx<Staff>, given: Given<typeof contract.statePenalty>) {
  const row = await openPenalty(tx, given.id, 'state', null);
  const data = { penaltyId: row.id };
  return step(tx, row, { act: 'stated', state: row.state, fact: facts.penaltyStated, data, words: given.words });
}

export async function appealPenalty(tx: Tx<Staff>, given: Given<typeof contract.appeal>) {
  const row = await openPenalty(tx, given.id, 'appeal', null);
  const data = { penaltyId: row.id };
  return step(tx, row, { act: 'appealed', state: 'appealed', fact: facts.penaltyAppealed, data, words: given.words });
}
