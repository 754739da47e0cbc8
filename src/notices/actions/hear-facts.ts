import { ringBells } from '../../base/server/bells.ts';
import type { Sql } from '../../base/server/db.ts';
import { newId } from '../../base/server/ids.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { addMs, DAY, MINUTE } from '../../base/time.ts';
import { type ApprovalOf, isMatter } from '../../complaints/approval-of.ts';
import { approversFor } from '../../complaints/authority.ts';
import { approversOf } from '../../complaints/closing.ts';
import type { Severity } from '../../complaints/complaint.ts';
import type { PostsInForce } from '../../people/pack.ts';
import { type Staff, theDesk } from '../../people/staff.ts';
import { FALLS_DUE, type Happening, isPersonal, URGENT } from '../notice.ts';
import {
  type CaseRow,
  casesHeard,
  type FactRow,
  factsBetween,
  listeners,
  mailIsSetUp,
  robotScopes,
  unansweredPenalties,
  workOrderPeople,
} from '../reads.ts';
import { calls, type DeliveryRow, lockCursor, moveCursor, notices } from '../store.ts';
import { type Around, happeningOf, heldUntil, noticesFor, robotMayTell, wantedBy } from '../who-hears.ts';
import { type CasePolicy, inForce, policyFor, type StandIns } from './case-notices.ts';
import { tellLibrary } from './hear-library.ts';
import { aDelivery, sendAway } from './send-away.ts';
import { aroundDispute, aroundLetter, aroundPenalty, disputesOf, leadersOf, penaltiesOf } from './who-waits.ts';

/** After a long standstill, or in histories that are entered as they were, what is older is no news. */
const NEWS_FOR_MS = 3 * DAY;
/** The history that sample data comes with, and what is found overdue in it, would fill the bell of whoever has just set up the desk. */
const SAMPLE_NEWS_FOR_MS = 10 * MINUTE;

/**
 * Turns new facts into notices and deliveries, each fact once: the cursor moves in the transaction that writes them.
 * `since` is what this process has seen; returns from where to look next time.
 */
export async function hearFacts(sql: Sql, standInsOf: StandIns, since: string | null): Promise<string | null> {
  const [row] = await sql<{ horizon: string }[]>`select fact_horizon()::text as horizon`;
  const horizon = row?.horizon ?? '0';
  const organisations =
    since === null
      ? await sql<{ orgId: string }[]>`select org_id from organisation`
      : await sql<{ orgId: string }[]>`
          select distinct org_id from fact where xid >= ${since}::xid8 and xid < ${horizon}::xid8`;
  const faults: unknown[] = [];
  for (const { orgId } of organisations) {
    try {
      while (await inTransaction(sql, theDesk(orgId), (tx) => hearPage(tx, standInsOf)));
    } catch (fault) {
      // one organisation's trouble is not another's silence; told below, and tried again
      faults.push(fault);
    }
  }
  if (faults.length) throw faults.length === 1 ? faults[0] : new AggregateError(faults);
  return horizon;
}

/** One page of facts; true when there may be more. */
async function hearPage(tx: Tx<Staff>, standInsOf: StandIns): Promise<boolean> {
  const { sql, caller } = tx;
  const from = await lockCursor(tx);
  const [row] = await sql<{ horizon: string }[]>`select fact_horizon()::text as horizon`;
  const horizon = row?.horizon ?? '0';
  if (BigInt(from) >= BigInt(horizon)) return false;
  const { facts, toXid } = await factsBetween(sql, caller.orgId, from, horizon);
  const news = facts.filter(({ occurredAt, recordedAt, sample }) =>
    sample
      ? tx.now.getTime() - occurredAt.getTime() < SAMPLE_NEWS_FOR_MS
      : tx.now.getTime() - recordedAt.getTime() < NEWS_FOR_MS,
  );
  if (news.length) {
    await tell(tx, news, standInsOf);
    await tellLibrary(tx, news);
  }
  moveCursor(tx, toXid);
  return toXid !== horizon;
}

/** Whom nobody answered is decided without a statement: those who may decide hear of it once. */
export async function tellUnanswered(sql: Sql, standInsOf: StandIns): Promise<void> {
  const byOrg = Map.groupBy(await unansweredPenalties(sql), ({ orgId }) => orgId);
  for (const [orgId, facts] of byOrg) await inTransaction(sql, theDesk(orgId), (tx) => tell(tx, facts, standInsOf));
}

interface Told {
  readonly fact: FactRow;
  readonly file: CaseRow;
  readonly policy: CasePolicy;
  readonly happening: Happening;
  readonly around: Around;
}

async function tell(tx: Tx<Staff>, facts: readonly FactRow[], standInsOf: StandIns): Promise<void> {
  const { sql, caller, now } = tx;
  const { orgId } = caller;
  const posts = (await inForce(sql, orgId))?.posts ?? { atSetUp: [], posts: [] };
  const told = await understood(tx, facts, standInsOf, posts);
  if (!told.length) return;
  const people = await listeners(sql, orgId, posts, everybodyWanted(told));
  const byId = new Map(people.map((person) => [person.staff.staffId as string, person]));
  const hasMail = await mailIsSetUp(sql, orgId);
  const robots = told.some(({ policy }) => policy.notices.rules.some(({ ways }) => ways.includes('robot')))
    ? await robotScopes(sql, orgId)
    : [];
  const outgoing: DeliveryRow[] = [];
  const rung: string[] = [];
  for (const { fact, file, policy, happening, around } of told) {
    const silent = fact.sample || file.sample;
    const held = heldUntil(happening, policy.notices.quiet, policy.timeZone, now);
    const delivery = (way: 'mail' | 'robot', to: Partial<DeliveryRow>): DeliveryRow => ({
      ...aDelivery(orgId, now, held),
      way,
      happening,
      complaintId: file.id,
      factId: fact.id,
      clockKey: clockOf(fact),
      ...to,
    });
    for (const { staffId, ways } of noticesFor(fact, file, people, policy, around, now, happening)) {
      const noticeId = newId();
      tx.insert(notices, {
        orgId,
        id: noticeId,
        staffId,
        complaintId: file.id,
        factId: fact.id,
        happening,
        clockKey: clockOf(fact),
        madeAt: now,
        rings: ways.includes('browser'),
      });
      rung.push(staffId);
      if (hasMail && !silent && ways.includes('mail') && !byId.get(staffId)?.sample)
        outgoing.push(delivery('mail', { noticeId, staffId }));
    }
    const toRobots = policy.notices.rules.find(({ key }) => key === happening)?.ways.includes('robot');
    if (toRobots && !silent && !isPersonal(happening))
      for (const robot of robots)
        if (robotMayTell(robot, file, around.departmentId)) outgoing.push(delivery('robot', { robotId: robot.id }));
    if (URGENT.has(happening) && !silent)
      tx.insert(calls, {
        orgId,
        factId: fact.id,
        complaintId: file.id,
        beganAt: now,
        nextAt: addMs(now, policy.notices.crisis.minutes * MINUTE),
      });
  }
  sendAway(tx, outgoing);
  ringBells(tx, rung);
}

const clockOf = ({ data }: FactRow): string | null => (typeof data['rule'] === 'string' ? data['rule'] : null);

/** The facts that mean something, each with its case, its policy and the people that its records name. */
async function understood(
  tx: Tx<Staff>,
  facts: readonly FactRow[],
  standInsOf: StandIns,
  inForcePosts: PostsInForce,
): Promise<Told[]> {
  const { sql, caller, now } = tx;
  const { orgId } = caller;
  const penalties = await penaltiesOf(sql, orgId, facts);
  const leaders = await leadersOf(sql, orgId, facts);
  const disputes = await disputesOf(sql, orgId, facts);
  const disputeOf = ({ data }: FactRow) => disputes.get(String(data['disputeId']));
  const caseOf = (fact: FactRow): string =>
    (penalties.get(fact.subjectId) ?? disputeOf(fact))?.complaintId ?? fact.subjectId;
  const cases = await casesHeard(sql, orgId, facts.map(caseOf));
  const orders = new Map(
    (await workOrderPeople(sql, orgId, idsIn(facts, 'workOrderId'))).map((order) => [order.id, order]),
  );
  const policies = new Map<string, CasePolicy>();
  const duty = new Map<string, readonly string[]>();
  const told: Told[] = [];
  for (const fact of facts) {
    const file = cases.get(caseOf(fact));
    if (!file) continue;
    const policy = policies.get(file.policyEditionId) ?? (await policyFor(sql, orgId, file.policyEditionId));
    policies.set(file.policyEditionId, policy);
    const happening = happeningOf(fact, file, policy);
    if (!happening) continue;
    const place = `${file.storeId} ${file.ownerId}`;
    if (FALLS_DUE.has(happening) && !duty.has(place))
      duty.set(place, await standInsOf(sql, { orgId, storeId: file.storeId ?? '', ownerId: file.ownerId }, now));
    const order = orders.get(String(fact.data['workOrderId']));
    const around: Around = {
      named: namedBy(fact, order?.assigneeId ?? null, leaders),
      departmentId: order?.departmentId ?? null,
      approvers: happening === 'approval' ? approversHeard(policy, file.severity as Severity, fact.data) : [],
      standIns: FALLS_DUE.has(happening) ? (duty.get(place) ?? []) : [],
    };
    const penalty = penalties.get(fact.subjectId);
    const letter = LETTER_FACTS.has(fact.kind) ? await aroundLetter(tx, fact, file, policy, inForcePosts) : null;
    if (LETTER_FACTS.has(fact.kind) && !letter) continue;
    const dispute = disputeOf(fact);
    const more = penalty
      ? await aroundPenalty(tx, fact.kind, penalty, file, policy)
      : dispute
        ? aroundDispute(dispute, fact.kind, file, inForcePosts)
        : letter;
    const one = { fact, file, policy, happening, around: { ...around, ...more } };
    // whoever wrote it and keeps the seal is told of what is left to do
    if (letter?.isSealable) told.push({ ...one, happening: 'letter-seal' });
    told.push(one);
  }
  return told;
}

const LETTER_FACTS = new Set(['letter-submitted', 'letter-approved']);

function approversHeard(
  { complaints, posts }: CasePolicy,
  severity: Severity,
  data: FactRow['data'],
): readonly string[] {
  const of = data['of'] as ApprovalOf;
  if (!isMatter(of)) return approversOf(complaints, { severity }, of) ?? [];
  const amountFen = typeof data['amountFen'] === 'number' ? data['amountFen'] : null;
  return approversFor(complaints, posts, { severity }, of, amountFen) ?? [];
}

function namedBy(
  { kind, data }: FactRow,
  assigneeId: string | null,
  leaders: ReadonlyMap<string, string | null>,
): string[] {
  const one = (id: unknown): string[] => (typeof id === 'string' ? [id] : []);
  switch (kind) {
    case 'note-written':
      return (data['mentions'] as string[] | undefined) ?? [];
    case 'complaint-assigned':
      return one(data['ownerId']);
    case 'help-asked':
      return one(data['askedId']);
    case 'statement-asked':
      return one(data['staffId']);
    case 'statement-given':
      return one(leaders.get(String(data['hearingId'])));
    case 'crisis-activated':
    case 'crisis-lowered':
    case 'outside-caller-noted':
      return (data['namedIds'] as string[] | undefined) ?? [];
    default:
      return one(assigneeId);
  }
}

function everybodyWanted(told: readonly Told[]) {
  const ids = new Set<string>();
  const posts = new Set<string>();
  const departments = new Set<string>();
  for (const { fact, file, policy, happening, around } of told) {
    const rule = policy.notices.rules.find(({ key }) => key === happening);
    if (!rule) continue;
    const wanted = wantedBy(rule.to, fact, file, policy, around);
    for (const id of [...wanted.ids, ...around.standIns]) ids.add(id);
    for (const post of wanted.posts) posts.add(post);
    if (wanted.departmentId !== null) departments.add(wanted.departmentId);
  }
  return { ids: [...ids], posts: [...posts], departments: [...departments] };
}

const idsIn = (facts: readonly FactRow[], name: string): string[] =>
  facts.flatMap(({ data }) => (typeof data[name] === 'string' ? [data[name]] : []));
