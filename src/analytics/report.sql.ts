import type { InputOf } from '../base/contract.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { firstContact } from '../complaints/filter.sql.ts';
import type { Staff } from '../people/staff.ts';
import type * as contract from './contract.ts';
import { type Frame, frameOf, type Instants, instantsOf, seen, within } from './period.sql.ts';
import { dayAfter, periodOf } from './period.ts';
import { type DueCase, resultShare } from './result-share.ts';
import { titled } from './titles.sql.ts';

const TOP_CAUSES = 5;

/** The day or week page, under the viewer's rights. */
export async function periodReport(read: Read<Staff>, given: InputOf<typeof contract.report>) {
  const { sql, now } = read;
  const frame = await frameOf(read, given.storeId);
  const period = periodOf(given.span, given.day ?? frame.today);
  const instants = await instantsOf(sql, period, frame.timeZone);
  const [counts, missed, firstContact, urges, firstJudged, causes, due] = await Promise.all([
    countsOf(read, frame, instants),
    missedIn(read, frame, instants),
    firstContactsOf(read, frame, instants),
    urgesIn(read, frame, instants),
    firstJudgedOf(read, frame, instants),
    causesOf(read, frame, instants),
    fellDue(read, frame, instants),
  ]);
  return {
    span: given.span,
    from: period.from,
    to: dayAfter(period.until, -1),
    organisation: frame.organisation,
    store: frame.store,
    askedAt: now,
    running: instants.until > now,
    ...counts,
    missed,
    firstContact,
    urges,
    firstJudged,
    causes,
    result: resultShare(due, { ...instants, now }),
  };
}

async function countsOf({ sql, caller, now }: Read<Staff>, frame: Frame, instants: Instants) {
  const received = within(sql, sql`complaint.received_at`, instants);
  const closed = within(sql, sql`complaint.closed_at`, instants);
  const [row] = await sql<{ opened: number; closed: number; openNow: number; overdueNow: number }[]>`
    select count(*) filter (where ${received})::int as opened,
           count(*) filter (where ${closed} is true)::int as closed,
           count(*) filter (where complaint.stage <> 'closed')::int as open_now,
           count(*) filter (where complaint.stage <> 'closed' and complaint.clock_due_at < ${now})::int as overdue_now
    from complaint
    where ${seen(sql, caller, frame)} and (complaint.stage <> 'closed' or ${received} or ${closed})`;
  return row ?? { opened: 0, closed: 0, openNow: 0, overdueNow: 0 };
}

/**
 * The open cases of which a running clock can have fallen due by `now` and before the period's end: what a case needs
 * next (attention_at) is never later than the first of its running clocks.
 */
const mayBeDue = (sql: Reader, { until }: Instants, now: Date): Fragment =>
  sql`(complaint.attention_at < ${until} and complaint.attention_at <= ${now})`;

/** Cases of which any limit was missed in the period; one kept but written down late was not missed. */
async function missedIn({ sql, caller, now }: Read<Staff>, frame: Frame, instants: Instants): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(distinct missed.subject_id)::int as count
    from (
      select clock.subject_id
      from clock
      join complaint on complaint.org_id = clock.org_id and complaint.id = clock.subject_id
      where clock.org_id = ${caller.orgId} and ${within(sql, sql`clock.breached_at`, instants)}
        and clock.breach_class is distinct from 'kept-recorded-late' and ${seen(sql, caller, frame)}
      union all
      -- fallen due, and the worker has not been there yet
      select clock.subject_id
      from complaint
      join clock on clock.org_id = complaint.org_id and clock.subject_id = complaint.id
      where ${mayBeDue(sql, instants, now)} and ${seen(sql, caller, frame)}
        and clock.state = 'running' and clock.breached_at is null and clock.due_at < ${now}
        and ${within(sql, sql`clock.due_at`, instants)}
    ) missed`;
  return row?.count ?? 0;
}

/** As the list's filter judges it, so that the list behind the figure has as many rows. */
async function firstContactsOf({ sql, caller }: Read<Staff>, frame: Frame, instants: Instants) {
  const [row] = await sql<{ kept: number; of: number; attempted: number }[]>`
    with judged as materialized (
      select ${firstContact(sql)} as outcome from complaint
      where ${seen(sql, caller, frame)} and ${within(sql, sql`complaint.received_at`, instants)}
    )
    select count(*) filter (where outcome = 'on-time')::int as kept,
           count(*) filter (where outcome in ('on-time', 'late'))::int as of,
           count(*) filter (where outcome = 'attempted')::int as attempted
    from judged`;
  return row ?? { kept: 0, of: 0, attempted: 0 };
}

async function urgesIn({ sql, caller }: Read<Staff>, frame: Frame, instants: Instants) {
  const [row] = await sql<{ times: number; cases: number }[]>`
    select count(*)::int as times, count(distinct complaint.id)::int as cases
    from contact
    join complaint on complaint.org_id = contact.org_id and complaint.id = contact.complaint_id
    where contact.org_id = ${caller.orgId} and contact.purpose = 'urge' and ${seen(sql, caller, frame)}
      and ${within(sql, sql`contact.happened_at`, instants)}`;
  return row ?? { times: 0, cases: 0 };
}

/** 初步判断 beside what became of it; where nobody named a category, or an older fact does not say, the rest counts. */
async function firstJudgedOf({ sql, caller }: Read<Staff>, frame: Frame, instants: Instants) {
  const [row] = await sql<{ changed: number; of: number }[]>`
    select count(*)::int as of,
           count(*) filter (where first.data ->> 'kind' <> complaint.kind or first.data ->> 'severity' <> complaint.severity
             or first.data ->> 'category' <> complaint.category)::int as changed
    from complaint
    join fact first on first.org_id = complaint.org_id and first.subject_id = complaint.id
      and first.kind = 'complaint-registered'
    where ${seen(sql, caller, frame)} and ${within(sql, sql`complaint.closed_at`, instants)}
      and not complaint.on_the_spot and complaint.closed_as <> all(${WITHOUT_CAUSE})`;
  return row ?? { changed: 0, of: 0 };
}

/** What was entered by mistake, merged or not ours has no cause of ours. */
const WITHOUT_CAUSE = ['voided', 'duplicate', 'not-ours'];

async function causesOf({ sql, caller }: Read<Staff>, frame: Frame, instants: Instants) {
  const rows = await sql<{ root: string | null; category: string | null; editionId: string; count: number }[]>`
    with closed as (
      select lesson.root, case when lesson.root is null then complaint.category end as category, complaint.policy_edition_id
      from complaint
      left join lateral (
        select nullif(record.data ->> 'rootCause', '') as root from complaint_record record
        where record.org_id = complaint.org_id and record.complaint_id = complaint.id and record.act = 'lesson'
          and record.ended_at is null
        order by record.id desc limit 1) lesson on true
      where ${seen(sql, caller, frame)} and ${within(sql, sql`complaint.closed_at`, instants)}
        and complaint.closed_as <> all(${WITHOUT_CAUSE})
    )
    select root, category, policy_edition_id as edition_id, count(*)::int as count
    from closed where root is not null or category is not null
    group by root, category, policy_edition_id order by policy_edition_id`;
  const roots = rows.flatMap(({ root, editionId, count }) => (root === null ? [] : [{ key: root, editionId, count }]));
  const rest = rows.flatMap(({ root, category, editionId, count }) =>
    root === null ? [{ key: category, editionId, count }] : [],
  );
  const [causes, categories] = [
    await titled(sql, caller.orgId, roots, (section) => section.rootCauses),
    await titled(sql, caller.orgId, rest, (section) => section.categories),
  ];
  return [
    ...causes.map((one) => ({ ...one, key: one.key ?? '', of: 'root-cause' as const })),
    ...categories.map((one) => ({ ...one, key: one.key ?? '', of: 'category' as const })),
  ]
    .sort((a, b) => b.count - a.count)
    .slice(0, TOP_CAUSES);
}

/** Cases whose handling limit (result-share.ts) fell due in the period. */
async function fellDue({ sql, caller, now }: Read<Staff>, frame: Frame, instants: Instants): Promise<DueCase[]> {
  const { from, until } = instants;
  return sql<DueCase[]>`
    with handling as (
      select hash from clock_rule
      where org_id = ${caller.orgId} and rule -> 'starts' ? 'complaint-registered'
        and rule -> 'stops' ?| array['complaint-resolved', 'complaint-closed'] and coalesce(rule ->> 'per', '') = ''
    ), touched as (
      select clock.subject_id
      from clock
      join complaint on complaint.org_id = clock.org_id and complaint.id = clock.subject_id
      where clock.org_id = ${caller.orgId} and clock.about is null and clock.state in ('stopped', 'ended')
        and clock.due_at >= ${from} and clock.due_at < ${until} and clock.due_at <= ${now}
        and clock.rule_hash = any(array(select hash from handling)) and ${seen(sql, caller, frame)}
      union
      select clock.subject_id
      from complaint
      join clock on clock.org_id = complaint.org_id and clock.subject_id = complaint.id
      where ${mayBeDue(sql, instants, now)} and ${seen(sql, caller, frame)}
        and clock.about is null and clock.state = 'running'
        and clock.due_at >= ${from} and clock.due_at < ${until} and clock.due_at <= ${now}
        and clock.rule_hash = any(array(select hash from handling))
    )
    select last.due_at, last.kept, complaint.closed_as, complaint.reopened
    from touched
    join complaint on complaint.org_id = ${caller.orgId} and complaint.id = touched.subject_id
    cross join lateral (
      select clock.due_at,
             clock.state in ('stopped', 'ended') and (clock.breached_at is null or clock.breach_class = 'kept-recorded-late') as kept
      from clock
      where clock.org_id = complaint.org_id and clock.subject_id = complaint.id and clock.about is null
        and clock.state <> 'replaced' and clock.rule_hash = any(array(select hash from handling))
        -- a limit that began with the reopening is another one
        and case when complaint.reopened > 0 then (
              select fact.kind from fact where fact.org_id = clock.org_id and fact.id = clock.start_fact_id
            ) end is distinct from 'complaint-reopened'
      order by clock.due_at desc limit 1) last
    where last.due_at >= ${from} and last.due_at < ${until}`;
}
