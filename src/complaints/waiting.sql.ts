import type { InputOf } from '../base/contract.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { addMs, DAY } from '../base/time.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { postsPart } from '../people/pack.ts';
import type { Permission } from '../people/permissions.ts';
import { departmentsHeld, holds, may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { type ApprovalOf, isMatter } from './approval-of.ts';
import { approversFor } from './authority.ts';
import { approversOf, needsSecondReader } from './closing.ts';
import type { Severity } from './complaint.ts';
import { type Looking, lookingNow, startOf, wanted } from './filter.sql.ts';
import type { WaitingKind, waiting } from './list-contract.ts';
import { localDayIn } from './local-day.ts';
import { complaintsPart } from './pack.ts';
import { mayKnow, type Readers } from './readers.ts';
import { type Row, rowColumns, rowJoins, toRows } from './rows.sql.ts';

const MOST = 100;
/** A mention that nobody answers leaves the workbench by itself; it stays on the case. */
const MENTION_DAYS = 3;

interface Thing {
  kind: WaitingKind;
  complaintId: string;
  thingId: string;
  at: Date;
  dueAt: Date | null;
  byId: string | null;
  words: string;
}

/** 等我处理: whatever waits for a word of this person, and stops waiting when the word is given. */
export async function waitingForMe({ sql, caller, now }: Read<Staff>, { storeId }: InputOf<typeof waiting>) {
  if (caller.staffId === null) return { items: [], more: false };
  const looking = await lookingNow(sql, caller, now);
  const cases = sql`${visibleTo(sql, caller, 'complaint')} and ${wanted(sql, looking, { storeId })}`;
  const found = (
    await Promise.all([
      asked(sql, caller.staffId, cases, now),
      promised(sql, caller.staffId, cases, looking),
      ordered(sql, caller, cases),
      forASecondPerson(sql, caller, cases),
    ])
  ).flat();
  found.sort((a, b) => (a.dueAt ?? a.at).getTime() - (b.dueAt ?? b.at).getTime() || (a.thingId < b.thingId ? -1 : 1));
  const shown = found.slice(0, MOST);
  const rows = await sql<Row[]>`
    select ${rowColumns(sql)} from complaint ${rowJoins(sql)}
    where complaint.org_id = ${caller.orgId} and complaint.id = any(${[...new Set(shown.map((thing) => thing.complaintId))]})`;
  const views = new Map((await toRows(sql, caller.orgId, rows, now)).map((row) => [row.id, row]));
  const people = await namesOf(
    sql,
    caller.orgId,
    shown.map(({ byId }) => byId),
  );
  return {
    items: shown.flatMap(({ complaintId, byId, ...thing }) => {
      const row = views.get(complaintId);
      return row ? [{ ...thing, row, by: byId === null ? null : { id: byId, name: people.get(byId) ?? '' } }] : [];
    }),
    more: found.length > MOST,
  };
}

/** Handed over to me, asked for help, mentioned. */
const asked = (sql: Reader, me: string, cases: Fragment, now: Date) => sql<Thing[]>`
  select 'hand-over' as kind, complaint.id as complaint_id, complaint.id as thing_id, complaint.handed_over_at as at,
         null::timestamptz as due_at, null::uuid as by_id, '' as words
  from complaint
  where ${cases} and complaint.stage <> 'closed' and complaint.owner_id = ${me}
    and complaint.handed_over_at is not null and complaint.hand_over_seen_at is null
  union all
  select 'help', complaint.id, help.id, help.at, null, help.by_id, coalesce(help.data ->> 'question', '')
  from complaint
  join complaint_record help on help.org_id = complaint.org_id and help.complaint_id = complaint.id and help.act = 'help'
  where ${cases} and complaint.stage <> 'closed' and complaint.involved_ids @> array[${me}]::uuid[]
    and help.data ->> 'askedId' = ${me} and help.ended_at is null
    and not exists (
      select 1 from complaint_record answer where answer.org_id = help.org_id and answer.complaint_id = help.complaint_id
        and answer.act = 'help-answer' and answer.data ->> 'helpId' = help.id::text)
  union all
  select * from (
    select distinct on (complaint.id) 'mention', complaint.id, note.id, note.recorded_at, null::timestamptz, note.actor_id, ''
    from complaint
    join fact note on note.org_id = complaint.org_id and note.subject_id = complaint.id and note.kind = 'note-written'
    where ${cases} and complaint.stage <> 'closed' and complaint.involved_ids @> array[${me}]::uuid[]
      and note.recorded_at > ${addMs(now, -MENTION_DAYS * DAY)} and note.data -> 'mentions' ? ${me}
      and note.actor_id is distinct from ${me}
      and not exists (
        select 1 from fact since where since.org_id = note.org_id and since.subject_id = note.subject_id
          and since.recorded_at > note.recorded_at and since.actor_id = ${me})
    order by complaint.id, note.recorded_at desc) mention`;

/** Promises of today and those that are past, on my cases or made by me. */
const promised = (sql: Reader, me: string, cases: Fragment, { now, zone }: Looking) => sql<Thing[]>`
  select 'promise' as kind, complaint.id as complaint_id, promise.id as thing_id, promise.made_at as at, promise.due_at,
         promise.made_by as by_id, promise.body as words
  from complaint
  join promise on promise.org_id = complaint.org_id and promise.complaint_id = complaint.id
  where ${cases} and complaint.stage <> 'closed' and promise.kept_at is null
    and promise.due_at < ${startOf(sql, localDayIn(zone)(addMs(now, DAY)), zone)}
    and (complaint.owner_id = ${me} or (promise.made_by = ${me} and complaint.involved_ids @> array[${me}]::uuid[]))`;

/** Work orders to answer, for me or whoever takes it in my department; and answers to look at, on my cases. */
async function ordered(sql: Reader, caller: Staff, cases: Fragment): Promise<Thing[]> {
  const me = caller.staffId as string;
  // two questions, since one with `or` between them reads all work orders there ever were
  const orders = await sql<(Thing & { storeId: string })[]>`
    select 'work-order' as kind, complaint.id as complaint_id, work.id as thing_id, coalesce(work.replied_at, work.sent_at) as at,
           work.due_at, work.sent_by as by_id, work.task as words, complaint.store_id
    from work_order work
    join complaint on complaint.org_id = work.org_id and complaint.id = work.complaint_id
    where work.org_id = ${caller.orgId} and work.state in ('sent', 'accepted', 'returned')
      and (work.assignee_id = ${me} or (work.assignee_id is null and work.department_id = any(${departmentsHeld(caller)}::uuid[])))
      and ${cases} and complaint.stage <> 'closed'
    union all
    select 'work-order-reply', complaint.id, work.id, coalesce(work.replied_at, work.sent_at), null, work.replied_by, work.task,
           complaint.store_id
    from complaint
    join work_order work on work.org_id = complaint.org_id and work.complaint_id = complaint.id
    where ${cases} and complaint.stage <> 'closed' and complaint.owner_id = ${me} and work.state = 'replied'
      and (work.held_for = '{}' or work.released_at is not null)
    union all
    select 'work-order-reply', complaint.id, work.id, coalesce(work.replied_at, work.sent_at), null, work.replied_by, work.task,
           complaint.store_id
    from work_order work
    join complaint on complaint.org_id = work.org_id and complaint.id = work.complaint_id
    where work.org_id = ${caller.orgId} and work.held_for <> '{}' and work.released_at is null
      and work.held_for && ${caller.posts.map(({ post }) => post)}::text[] and work.state = 'replied'
      and ${cases} and complaint.stage <> 'closed'`;
  return orders.flatMap(({ storeId, ...order }) =>
    order.kind === 'work-order-reply' || may(caller, 'work-order.answer', storeId) ? [order] : [],
  );
}

interface Candidate extends Thing {
  storeId: string;
  severity: Severity;
  ownerId: string | null;
  policyEditionId: string;
  of: ApprovalOf | null;
  amountFen: number | null;
  ground: string | null;
  investigation: boolean;
  readers: Readers | null;
}

/** 第二人: approvals, reviews, redactions and late records that this person may answer, being none of those concerned. */
async function forASecondPerson(sql: Reader, caller: Staff, cases: Fragment): Promise<Thing[]> {
  const able = (permission: Permission) => may(caller, permission);
  const parts: Fragment[] = [];
  if (able('complaint.approve') || able('complaint.review')) parts.push(judgements(sql, cases));
  const chosenByMe = able('complaint.approve') ? await editionsChosenBy(sql, caller) : [];
  if (chosenByMe.length) parts.push(choices(sql, cases, chosenByMe));
  if (able('complaint.redact')) parts.push(redactions(sql, caller.orgId, cases));
  if (able('complaint.correct')) parts.push(lateRecords(sql, caller.orgId, cases));
  if (!parts.length) return [];
  const candidates = await sql<Candidate[]>`
    select * from (${parts.reduce((before, part) => sql`${before} union all ${part}`)})
      as candidate (kind, complaint_id, thing_id, at, due_at, by_id, words, store_id, severity, owner_id, policy_edition_id,
                    of, amount_fen, ground, investigation, readers)`;
  const mine: Thing[] = [];
  for (const candidate of candidates) {
    if (!(await isForMe(sql, caller, candidate))) continue;
    const { kind, complaintId, thingId, at, dueAt, byId, words } = candidate;
    mine.push({ kind, complaintId, thingId, at, dueAt, byId, words });
  }
  return mine;
}

async function isForMe(sql: Reader, caller: Staff, candidate: Candidate): Promise<boolean> {
  const { kind, storeId, byId, ownerId } = candidate;
  const me = caller.staffId;
  if (byId === me) return false;
  if (kind === 'late-record') return may(caller, 'complaint.correct', storeId);
  if (kind === 'redaction') {
    return may(caller, 'complaint.redact', storeId) && mayKnow(caller, storeId, candidate);
  }
  // the owner may be the one who chooses; whoever drafted the plan is not
  if (ownerId === me && kind !== 'choice') return false;
  if (!may(caller, kind === 'review' ? 'complaint.review' : 'complaint.approve', storeId)) return false;
  const edition = await editionById(sql, caller.orgId, candidate.policyEditionId);
  if (!edition) return false;
  const pack = sectionOf(edition.pack, complaintsPart);
  if (kind === 'review') return needsSecondReader(pack, candidate.ground);
  if (kind === 'choice') return pack.plan.chooser.some((post) => holds(caller, post, storeId));
  const { of } = candidate;
  const posts =
    (of &&
      (isMatter(of)
        ? approversFor(pack, sectionOf(edition.pack, postsPart).posts, candidate, of, candidate.amountFen)
        : approversOf(pack, candidate, of))) ??
    [];
  return posts.some((post) => holds(caller, post, storeId));
}

const caseColumns = (sql: Reader): Fragment =>
  sql`complaint.store_id, complaint.severity, complaint.owner_id, complaint.policy_edition_id`;

/** Requests for a yes that nobody answered since, withdrawals among them; judgements that nobody agreed with yet. */
const judgements = (sql: Reader, cases: Fragment): Fragment => sql`
  select case when asking.act = 'standing' then 'review' else 'approval' end, complaint.id, asking.id, asking.at,
         null::timestamptz, asking.by_id, coalesce(nullif(asking.data ->> 'what', ''), asking.data ->> 'note', ''),
         ${caseColumns(sql)}, case asking.act when 'withdrawal' then 'withdrawn' else asking.data ->> 'of' end,
         (asking.data ->> 'amountFen')::float8, asking.data ->> 'ground', false, null::jsonb
  from complaint
  join complaint_record asking on asking.org_id = complaint.org_id and asking.complaint_id = complaint.id
   and asking.ended_at is null
   and (asking.act in ('approval-request', 'withdrawal') or (asking.act = 'standing' and asking.data ->> 'standing' = 'does-not'))
  where ${cases} and complaint.stage <> 'closed' and not exists (
    select 1 from complaint_record answer where answer.org_id = asking.org_id and answer.complaint_id = asking.complaint_id
      and (answer.at, answer.id) > (asking.at, asking.id) and case asking.act
        when 'standing' then answer.act = 'standing'
          or (answer.act = 'review' and answer.data ->> 'of' = 'standing' and (answer.data ->> 'agreed')::boolean)
        when 'withdrawal' then answer.act = 'withdrawal' or (answer.act = 'approval' and answer.data ->> 'of' = 'withdrawn')
        else answer.act in ('approval-request', 'approval') and answer.data ->> 'of' = asking.data ->> 'of' end)`;

/** An edition never changes: who chooses among the options of its plans is remembered. */
const choosers = new Map<string, readonly string[]>();

/** Editions in which a post of this person chooses. */
async function editionsChosenBy(sql: Reader, { orgId, posts }: Staff): Promise<string[]> {
  const mine: string[] = [];
  for (const { id } of await sql<{ id: string }[]>`select id from pack_edition where org_id = ${orgId}`) {
    if (!choosers.has(id)) {
      const edition = await editionById(sql, orgId, id);
      choosers.set(id, edition ? sectionOf(edition.pack, complaintsPart).plan.chooser : []);
    }
    if (posts.some(({ post }) => choosers.get(id)?.includes(post))) mine.push(id);
  }
  return mine;
}

/** Plans of which nobody has chosen an option yet. */
const choices = (sql: Reader, cases: Fragment, editions: readonly string[]): Fragment => sql`
  select 'choice', complaint.id, plan.id, plan.at, null::timestamptz, plan.by_id, coalesce(plan.data ->> 'need', ''),
         ${caseColumns(sql)}, null::text, null::float8, null::text, false, null::jsonb
  from complaint
  join complaint_record plan on plan.org_id = complaint.org_id and plan.complaint_id = complaint.id
   and plan.act = 'plan' and plan.ended_at is null
  where ${cases} and complaint.stage <> 'closed' and complaint.policy_edition_id = any(${editions as string[]}::uuid[])
    and not exists (
    select 1 from complaint_record answer where answer.org_id = plan.org_id and answer.complaint_id = plan.complaint_id
      and answer.act in ('choice', 'agreement') and answer.ended_at is null and answer.data ->> 'planId' = plan.id::text)`;

const redactions = (sql: Reader, orgId: string, cases: Fragment): Fragment => sql`
  select 'redaction', complaint.id, asking.id, asking.at, null::timestamptz, asking.by_id, '', ${caseColumns(sql)},
         null::text, null::float8, null::text, coalesce((asking.data ->> 'investigation')::boolean, false),
         asking.data -> 'readers'
  from complaint_record asking
  join complaint on complaint.org_id = asking.org_id and complaint.id = asking.complaint_id
  where asking.org_id = ${orgId} and asking.act = 'redaction' and asking.ended_at is null and ${cases}`;

/** By: whoever wrote the late record. */
const lateRecords = (sql: Reader, orgId: string, cases: Fragment): Fragment => sql`
  select 'late-record', complaint.id, clock.id, coalesce(clock.ended_at, clock.due_at), null::timestamptz,
         (select event.by from clock_event event where event.org_id = clock.org_id and event.subject_id = clock.subject_id
            and event.clock_id = clock.id and event.kind = 'stop' order by event.ordinal desc limit 1),
         coalesce(clock_rule.rule ->> 'title', ''), ${caseColumns(sql)}, null::text, null::float8, null::text, false, null::jsonb
  from clock
  join clock_rule on clock_rule.org_id = clock.org_id and clock_rule.hash = clock.rule_hash
  join complaint on complaint.org_id = clock.org_id and complaint.id = clock.subject_id
  where clock.org_id = ${orgId} and clock.late_record = 'awaiting' and ${cases}`;
