import type { Reader } from '../base/server/db.ts';
import { asHeld } from '../people/actions/session-staff.ts';
import type { PostsInForce } from '../people/pack.ts';
import type { HeldPost } from '../people/staff.ts';
import { CHOSEN_BY_NOBODY, type Choices } from './notice.ts';
import type { HeardCase, Listener } from './who-hears.ts';

/** Kinds of facts that can make a notice. */
export const HEARD = [
  'clock-warned',
  'clock-breached',
  'complaint-registered',
  'complaint-triaged',
  'escalated',
  'reported-up',
  'complaint-assigned',
  'note-written',
  'urged',
  'approval-asked',
  'authorisation-asked',
  'help-asked',
  'supervisor-called',
  'abuse-warned',
  'abuse-recorded',
  'work-order-sent',
  'work-order-urged',
  'work-order-returned',
  'crisis-activated',
  'crisis-lowered',
  'outside-caller-noted',
  'legal-hold-set',
  'legal-hold-lifted',
  'letter-submitted',
  'letter-approved',
  'authority-letter-received',
  'statement-asked',
  'statement-given',
  'penalty-proposed',
  'penalty-stated',
  'penalty-appealed',
  'penalty-approved',
  'penalty-declined',
  'penalty-upheld',
  'penalty-lifted',
  'talk-disputed',
  'talk-dispute-answered',
  'language-change-proposed',
  'language-change-approved',
  'language-change-returned',
] as const;

export interface FactRow {
  readonly id: string;
  readonly xid: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly actorId: string | null;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly data: Record<string, unknown>;
  readonly sample: boolean;
}

const AT_ONCE = 500;

/**
 * Facts in the order of their transactions, and the transaction up to which they are whole: a page never ends
 * within one.
 */
export async function factsBetween(
  sql: Reader,
  orgId: string,
  fromXid: string,
  horizon: string,
): Promise<{ facts: readonly FactRow[]; toXid: string }> {
  const read = (from: string, to: string, limit: number | null) => sql<FactRow[]>`
    select id, xid::text, kind, subject_id, actor_id, occurred_at, recorded_at, data, sample from fact
    where org_id = ${orgId} and xid >= ${from}::xid8 and xid < ${to}::xid8
      and kind = any(${HEARD as unknown as string[]}) and subject_id is not null
    order by fact.xid, fact.id limit ${limit}`;
  const rows = await read(fromXid, horizon, AT_ONCE + 1);
  const last = rows[AT_ONCE]?.xid;
  if (last === undefined) return { facts: rows, toXid: horizon };
  const whole = rows.filter(({ xid }) => xid !== last);
  if (whole.length) return { facts: whole, toXid: last };
  // one transaction wrote more than a page
  const next = String(BigInt(last) + 1n);
  return { facts: await read(last, next, null), toXid: next };
}

/**
 * Proposals on which the person meant has let the time to state pass, and nobody who may decide has been told. As facts,
 * since time passes without one: each stands for the one that proposed it.
 */
export const unansweredPenalties = (sql: Reader) => sql<(FactRow & { orgId: string })[]>`
  select fact.org_id, fact.id, fact.xid::text, 'penalty-unanswered' as kind, fact.subject_id, null::uuid as actor_id,
         penalty.statement_due_at as occurred_at, penalty.statement_due_at as recorded_at, fact.data, fact.sample
  from penalty
  join fact on fact.org_id = penalty.org_id and fact.subject_id = penalty.id and fact.kind = 'penalty-proposed'
  where penalty.state = 'proposed' and not penalty.sample and penalty.statement_due_at between now() - interval '3 days' and now()
    and not exists (select from penalty_step step where step.org_id = penalty.org_id and step.penalty_id = penalty.id
                      and step.act = 'stated')
    and not exists (select from notice where notice.org_id = fact.org_id and notice.fact_id = fact.id
                      and notice.happening = 'penalty-decision')
  order by fact.org_id, fact.id limit 200`;

export interface CaseRow extends HeardCase {
  readonly number: string;
  readonly policyEditionId: string;
  readonly sample: boolean;
}

export async function casesHeard(sql: Reader, orgId: string, ids: readonly string[]): Promise<Map<string, CaseRow>> {
  if (!ids.length) return new Map();
  const rows = await sql<CaseRow[]>`
    select org_id, id, number, store_id, department_ids, involved_ids, excluded_ids, sensitive, owner_id, severity,
           rung, ladder_key, stage = 'closed' as closed, policy_edition_id, sample
    from complaint where org_id = ${orgId} and id = any(${[...new Set(ids)]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

export interface Reached extends Listener {
  readonly email: string;
  readonly language: 'zh' | 'en' | null;
  readonly sample: boolean;
}

interface ReachedRow {
  staffId: string;
  name: string;
  email: string;
  language: 'zh' | 'en' | null;
  sample: boolean;
  posts: Pick<HeldPost, 'post' | 'storeId' | 'departmentId' | 'actingFor'>[];
  choices: Choices | null;
}

/** Active people with their posts in force today: those named, and holders of these posts or in these departments. */
export async function listeners(
  sql: Reader,
  orgId: string,
  section: PostsInForce,
  wanted: { ids: readonly string[]; posts: readonly string[]; departments: readonly string[] },
): Promise<Reached[]> {
  if (!wanted.ids.length && !wanted.posts.length && !wanted.departments.length) return [];
  const rows = await sql<ReachedRow[]>`
    select staff.id as staff_id, staff.name, staff.email, staff.language, staff.sample,
           coalesce(jsonb_agg(jsonb_build_object('post', held.post, 'storeId', held.store_id,
                      'departmentId', held.department_id, 'actingFor', held.acting_for)
                    order by held.granted_at, held.id) filter (where held.id is not null), '[]') as posts,
           case when choices.staff_id is null then null
                else jsonb_build_object('browser', choices.browser, 'mail', choices.mail, 'digest', choices.digest)
           end as choices
    from staff
    join organisation on organisation.org_id = staff.org_id
    left join post_holding held on held.org_id = staff.org_id and held.staff_id = staff.id and held.ended_at is null
      and (now() at time zone organisation.time_zone)::date between held.from_day and coalesce(held.to_day, 'infinity')
    left join notice_choices choices on choices.org_id = staff.org_id and choices.staff_id = staff.id
    where staff.org_id = ${orgId} and staff.state = 'active' and (
      staff.id = any(${[...wanted.ids]}::uuid[])
      or staff.id in (select holding.staff_id from post_holding holding
                      where holding.org_id = ${orgId} and holding.ended_at is null
                        and (holding.post = any(${[...wanted.posts]}::text[])
                             or holding.department_id = any(${[...wanted.departments]}::uuid[]))))
    group by staff.org_id, staff.id, choices.staff_id, choices.browser, choices.mail, choices.digest
    order by min(held.granted_at) nulls last, staff.id`;
  return rows.map(({ posts, choices, email, language, sample, ...person }) => ({
    staff: {
      orgId,
      staffId: person.staffId,
      name: person.name,
      tokenScope: null,
      posts: posts.flatMap((held) => asHeld(held, section)),
    },
    choices: choices ?? CHOSEN_BY_NOBODY,
    email,
    language,
    sample,
  }));
}

export const workOrderPeople = (sql: Reader, orgId: string, ids: readonly string[]) =>
  ids.length
    ? sql<{ id: string; departmentId: string; assigneeId: string | null }[]>`
        select id, department_id, assignee_id from work_order where org_id = ${orgId} and id = any(${[...ids]}::uuid[])`
    : Promise.resolve([]);

export const timeZoneIn = async (sql: Reader, orgId: string): Promise<string> => {
  const [row] = await sql<{ timeZone: string }[]>`select time_zone from organisation where org_id = ${orgId}`;
  return row?.timeZone ?? 'Asia/Shanghai';
};

export const robotScopes = (sql: Reader, orgId: string) =>
  sql<{ id: string; storeId: string | null; departmentId: string | null }[]>`
    select id, store_id, department_id from notice_robot where org_id = ${orgId}`;

export async function mailIsSetUp(sql: Reader, orgId: string): Promise<boolean> {
  const rows = await sql`select 1 from notice_mail where org_id = ${orgId}`;
  return rows.length > 0;
}

export async function mailRow(sql: Reader, orgId: string) {
  const [row] = await sql<
    {
      host: string;
      port: number;
      security: 'tls' | 'starttls' | 'none';
      username: string;
      password: Buffer | null;
      anyCertificate: boolean;
      sender: string;
      changedAt: Date;
    }[]
  >`
    select host, port, security, username, password, any_certificate, sender, changed_at from notice_mail where org_id = ${orgId}`;
  return row ?? null;
}

export interface RobotRow {
  readonly id: string;
  readonly kind: 'wecom' | 'dingtalk' | 'feishu';
  readonly title: string;
  readonly storeId: string | null;
  readonly departmentId: string | null;
  readonly url: Buffer;
  readonly urlShown: string;
  readonly secret: Buffer | null;
  readonly changedAt: Date;
}
export const robotRows = (sql: Reader, orgId: string) =>
  sql<RobotRow[]>`
    select id, kind, title, store_id, department_id, url, url_shown, secret, changed_at
    from notice_robot where org_id = ${orgId} order by title, id`;

export async function robotRow(sql: Reader, orgId: string, id: string): Promise<RobotRow | null> {
  return (await robotRows(sql, orgId)).find((robot) => robot.id === id) ?? null;
}

export async function choicesOf(sql: Reader, orgId: string, staffId: string): Promise<Choices> {
  const [row] = await sql<Choices[]>`
    select browser, mail, digest from notice_choices where org_id = ${orgId} and staff_id = ${staffId}`;
  return row ?? CHOSEN_BY_NOBODY;
}

/** Failures first, then the newest; never the number of a case: whoever sets up mail need not see cases. */
export const deliveryLog = (sql: Reader, orgId: string, limit: number) =>
  sql<
    {
      id: string;
      way: 'mail' | 'robot';
      happening: string;
      to: string | null;
      state: 'waiting' | 'held' | 'sending' | 'sent' | 'failed' | 'given-up';
      code: string;
      said: string;
      attempts: number;
      madeAt: Date;
      dueAt: Date;
      settledAt: Date | null;
    }[]
  >`
    with newest as (
      (select * from notice_delivery where org_id = ${orgId} and state in ('failed', 'given-up')
       order by made_at desc, id desc limit ${limit})
      union
      (select * from notice_delivery where org_id = ${orgId} order by made_at desc, id desc limit ${limit}))
    select newest.id, newest.way, newest.happening, coalesce(staff.name, robot.title) as to, newest.state, newest.code,
           newest.said, newest.attempts, newest.made_at, newest.due_at, newest.settled_at
    from newest
    left join staff on staff.org_id = newest.org_id and staff.id = newest.staff_id
    left join notice_robot robot on robot.org_id = newest.org_id and robot.id = newest.robot_id
    order by (newest.state = 'failed' or (newest.state = 'given-up' and newest.code <> 'seen')) desc,
             newest.made_at desc, newest.id desc
    limit ${limit}`;
