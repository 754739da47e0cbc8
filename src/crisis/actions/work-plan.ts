import type { FactKind } from '../../base/facts.ts';
import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { addMs, DAY } from '../../base/time.ts';
import { openAnyCase } from '../../complaints/actions/case-work.ts';
import { may, type Staff } from '../../people/staff.ts';
import type * as contract from '../contract.ts';
import { isLowerLevel, minutesLate } from '../crisis.ts';
import { crisisContactReached, crisisLogged, crisisLowered, crisisPointMet, crisisReviewed } from '../facts.ts';
import { type CrisisPolicy, crisisPolicyOf, holdersWithPhone, holdsAny } from '../reads.ts';
import { visibleCrisis } from '../sight.sql.ts';
import { type CrisisRow, insertCall, insertEntry, setCrisis, setPointMet } from '../store.ts';
import { filesOf } from '../view.sql.ts';
import { calledFor, tellThrough } from './activate-plan.ts';

interface Open {
  readonly row: CrisisRow;
  readonly policy: CrisisPolicy;
  readonly of: { crisisId: string; crisisNumber: string };
}

/** Locks a plan for an act: 404 for what one may not see, 403 without the right there, 409 when it is over. */
async function openCrisis(tx: Tx<Staff>, id: string, { over = false } = {}): Promise<Open> {
  const { sql, caller } = tx;
  const seen = await visibleCrisis(sql, caller, id);
  if (!may(caller, 'complaint.work', seen.storeId ?? undefined)) throw forbidden('complaint.work');
  const [row] = await sql<(CrisisRow & { now: Date })[]>`
    with locked as materialized (select * from crisis where org_id = ${caller.orgId} and id = ${id} for update)
    select locked.*, clock_timestamp() as now from locked`;
  if (!row) throw notFound();
  if (!tx.at) tx.now = row.now;
  if (!over && row.level === 'over') throw new Refusal('crisis.over', { values: { number: row.number } });
  const policy = await crisisPolicyOf(sql, caller.orgId, row.policyEditionId);
  return { row, policy, of: { crisisId: row.id, crisisNumber: row.number } };
}

/** On the timeline of the case, where it moves its clocks, or of the incident. */
async function tell<Kind extends string, Data extends object>(
  tx: Tx<Staff>,
  { complaintId, incidentId, sample }: CrisisRow,
  fact: FactKind<Kind, Data>,
  data: Data,
  digest?: Buffer,
): Promise<void> {
  const sealed = digest ? { digest } : {};
  if (complaintId === null) return void announce(tx, fact, { subjectId: incidentId, data, sample, ...sealed });
  if (digest) return void announce(tx, fact, { subjectId: complaintId, data, sample, digest });
  const work = await openAnyCase(tx, complaintId);
  work.tell(fact, data);
  await work.done();
}

export async function markCall(tx: Tx<Staff>, given: Given<typeof contract.markCall>): Promise<void> {
  const { row, policy, of } = await openCrisis(tx, given.id);
  const branch = policy.crisis.tree.find(({ key }) => key === given.branch);
  if (!branch) throw notFound();
  const holders = await holdersWithPhone(tx.sql, tx.caller.orgId, branch.to, row.storeId, tx.now);
  const callee = holders.find(({ staffId }) => staffId === given.staffId);
  if (!callee) throw notFound();
  const [done] = await tx.sql`
    select 1 from crisis_call
    where org_id = ${tx.caller.orgId} and crisis_id = ${row.id} and branch = ${branch.key} and reached`;
  if (done) throw new Refusal('crisis.reached-already');
  insertCall(tx, { crisisId: row.id, branch: branch.key, staffId: callee.staffId, reached: given.reached });
  insertEntry(tx, { crisisId: row.id, kind: given.reached ? 'reached' : 'not-reached', body: callee.name });
  const late = minutesLate(addMs(row.activatedAt, branch.withinMinutes * 60_000), tx.now);
  const { staffId } = callee;
  await tell(tx, row, crisisContactReached, { ...of, branch: branch.key, staffId, reached: given.reached, late });
}

export async function meetPoint(tx: Tx<Staff>, given: Given<typeof contract.meetPoint>): Promise<void> {
  const { row, policy, of } = await openCrisis(tx, given.id);
  const { sql, caller } = tx;
  const [point] = await sql<{ dueAt: Date; metAt: Date | null }[]>`
    select due_at, met_at from crisis_point
    where org_id = ${caller.orgId} and crisis_id = ${row.id} and key = ${given.point}`;
  if (!point) throw notFound();
  if (point.metAt) throw new Refusal('crisis.point-met-already');
  setPointMet(tx, row.id, given.point);
  const title = planOf(policy, row)?.timePoints.find(({ key }) => key === given.point)?.title ?? given.point;
  insertEntry(tx, { crisisId: row.id, kind: 'point', body: given.note ? `${title}\n${given.note}` : title });
  await tell(tx, row, crisisPointMet, { ...of, point: given.point, late: minutesLate(point.dueAt, tx.now) });
}

export async function writeEntry(tx: Tx<Staff>, given: Given<typeof contract.write>): Promise<void> {
  const { row, of } = await openCrisis(tx, given.id, { over: true });
  const attachmentIds = [...new Set(given.attachmentIds)];
  const known = new Set((await filesOf(tx.sql, tx.caller, row)).map(({ id }) => id));
  if (!attachmentIds.every((id) => known.has(id))) throw notFound();
  const { id: entryId, digest } = insertEntry(tx, {
    crisisId: row.id,
    kind: 'words',
    body: given.words,
    attachmentIds,
  });
  await tell(tx, row, crisisLogged, { ...of, entryId }, digest);
}

/** 降级、解除: only the posts that the pack names; at the end a review is asked for. */
export async function lowerCrisis(tx: Tx<Staff>, given: Given<typeof contract.lower>): Promise<void> {
  const { row, policy, of } = await openCrisis(tx, given.id);
  const { lower, review } = policy.crisis;
  if (!holdsAny(tx.caller, lower.posts, row.storeId))
    throw new Refusal('crisis.lowered-by-post', {
      status: 403,
      values: { posts: lower.posts.map(policy.postTitle).join('、') },
    });
  if (!isLowerLevel(given.to, row.level)) throw new Refusal('crisis.only-down');
  const reviewDueAt = given.to === 'over' ? addMs(tx.now, review.withinDays * DAY) : null;
  setCrisis(tx, row.id, { level: given.to, levelBy: tx.caller.staffId, levelAt: tx.now, reviewDueAt });
  const { id: entryId, digest } = insertEntry(tx, { crisisId: row.id, kind: 'lowered', body: given.reason });
  await tell(tx, row, crisisLogged, { ...of, entryId }, digest);
  const reviewers = reviewDueAt
    ? await holdersWithPhone(tx.sql, tx.caller.orgId, review.posts, row.storeId, tx.now)
    : [];
  const reviewing = reviewers.filter(({ off }) => !off).map(({ staffId }) => staffId);
  const called = await calledFor(tx, policy, planOf(policy, row), row.storeId);
  const namedIds = [...new Set([...reviewing, ...called])];
  const data = {
    ...of,
    from: row.level,
    to: given.to,
    reviewDueAt: reviewDueAt?.toISOString() ?? null,
    incidentNumber: null as string | null,
    namedIds,
  };
  if (row.complaintId !== null) {
    const work = await openAnyCase(tx, row.complaintId);
    if (given.to === 'over')
      work.record('crisis', { crisisId: row.id, number: row.number, runs: false }, [crisisLowered, data]);
    else work.tell(crisisLowered, data);
    work.involve(...reviewing.filter((id) => !work.row.excludedIds.includes(id)));
    return void (await work.done());
  }
  const [incident] = await tx.sql<{ number: string }[]>`
    select number from incident where org_id = ${tx.caller.orgId} and id = ${row.incidentId}`;
  const named = { ...data, incidentNumber: incident?.number ?? '' };
  announce(tx, crisisLowered, { subjectId: row.incidentId, data: named });
  await tellThrough(tx, row.incidentId as string, (work) => {
    work.tell(crisisLowered, named);
    work.involve(...reviewing.filter((id) => !work.row.excludedIds.includes(id)));
  });
}

export async function reviewCrisis(tx: Tx<Staff>, given: Given<typeof contract.review>): Promise<void> {
  const { row, policy, of } = await openCrisis(tx, given.id, { over: true });
  if (row.level !== 'over') throw new Refusal('crisis.review-at-the-end');
  if (row.reviewedAt) throw new Refusal('crisis.reviewed-already');
  const { review, lower } = policy.crisis;
  if (!holdsAny(tx.caller, [...review.posts, ...lower.posts], row.storeId))
    throw new Refusal('crisis.reviewed-by-post', {
      status: 403,
      values: { posts: [...review.posts, ...lower.posts].map(policy.postTitle).join('、') },
    });
  setCrisis(tx, row.id, { review: given.words, reviewedBy: tx.caller.staffId, reviewedAt: tx.now });
  const { id: entryId, digest } = insertEntry(tx, { crisisId: row.id, kind: 'reviewed', body: given.words });
  await tell(tx, row, crisisLogged, { ...of, entryId }, digest);
  await tell(tx, row, crisisReviewed, of);
}

const planOf = ({ complaints }: CrisisPolicy, { planKey }: CrisisRow) =>
  complaints.crisis.plans.find(({ key }) => key === planKey);
