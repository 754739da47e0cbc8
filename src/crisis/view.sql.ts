import { notFound } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { cursorOf, readCursor } from '../complaints/list.sql.ts';
import { seesIncident } from '../incidents/sight.sql.ts';
import { dutyHolders } from '../people/duty.sql.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type * as contract from './contract.ts';
import { type EntryKind, minutesLate } from './crisis.ts';
import { crisisPolicyOf, type Holder, holdersWithPhone, holdsAny } from './reads.ts';
import { seesCrisis } from './sight.sql.ts';
import type { CrisisRow } from './store.ts';
import { branchState } from './tree.ts';

type Listed = CrisisRow & {
  caseNumber: string | null;
  incidentNumber: string | null;
  incidentTitle: string | null;
  storeName: string | null;
  activatedName: string | null;
  levelName: string | null;
  reviewedName: string | null;
  openPoints: number;
  overduePoints: number;
  reachedBranches: string[];
};

/** With names; numbers of cases and incidents only for who sees them. */
const listed = ({ sql, caller, now }: Read<Staff>, which: Fragment, end: Fragment) => sql<Listed[]>`
  select crisis.*, complaint.number as case_number, incident.number as incident_number, incident.title as incident_title,
         store.name as store_name, activated.name as activated_name, level.name as level_name,
         reviewed.name as reviewed_name, point.open_points, point.overdue_points,
         array(select distinct branch from crisis_call call
               where call.org_id = crisis.org_id and call.crisis_id = crisis.id and call.reached) as reached_branches
  from crisis
  left join complaint on complaint.id = crisis.complaint_id and ${visibleTo(sql, caller, 'complaint')}
  left join incident on incident.id = crisis.incident_id and ${seesIncident(sql, caller)}
  left join store on store.org_id = crisis.org_id and store.id = crisis.store_id
  left join staff activated on activated.org_id = crisis.org_id and activated.id = crisis.activated_by
  left join staff level on level.org_id = crisis.org_id and level.id = crisis.level_by
  left join staff reviewed on reviewed.org_id = crisis.org_id and reviewed.id = crisis.reviewed_by
  cross join lateral (
    select count(*) filter (where met_at is null) as open_points,
           count(*) filter (where met_at is null and due_at < ${now}) as overdue_points
    from crisis_point point where point.org_id = crisis.org_id and point.crisis_id = crisis.id) point
  where ${seesCrisis(sql, caller)} and ${which} ${end}`;

const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

async function headOf({ sql, caller, now }: Read<Staff>, row: Listed) {
  const { complaints, crisis } = await crisisPolicyOf(sql, caller.orgId, row.policyEditionId);
  const calls = crisis.tree.filter(({ key }) => !row.reachedBranches.includes(key));
  const late = calls.filter(({ withinMinutes }) => row.activatedAt.getTime() + withinMinutes * 60_000 < now.getTime());
  const runs = row.level !== 'over';
  return {
    id: row.id,
    number: row.number,
    title: complaints.crisis.plans.find(({ key }) => key === row.planKey)?.title ?? row.planKey,
    level: row.level,
    case: row.complaintId === null ? null : { id: row.complaintId, number: row.caseNumber ?? '' },
    incident:
      row.incidentId === null
        ? null
        : { id: row.incidentId, number: row.incidentNumber ?? '', title: row.incidentTitle ?? '' },
    store: named(row.storeId, row.storeName),
    activatedBy: named(row.activatedBy, row.activatedName),
    activatedAt: row.activatedAt,
    open: runs ? row.openPoints + calls.length : 0,
    overdue: runs ? row.overduePoints + late.length : 0,
    reviewDueAt: row.reviewDueAt,
    reviewedAt: row.reviewedAt,
  };
}

export async function listCrises(read: Read<Staff>, given: Given<typeof contract.list>) {
  const { sql } = read;
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const which = sql`
    (${given.level ?? null}::text is null or crisis.level = ${given.level ?? null})
    and (${id}::uuid is null or (crisis.activated_at, crisis.id) < (${at}::timestamptz, ${id}::uuid))`;
  const rows = await listed(
    read,
    which,
    sql`order by crisis.activated_at desc, crisis.id desc limit ${given.limit + 1}`,
  );
  const items = rows.slice(0, given.limit);
  const last = rows.length > given.limit ? items.at(-1) : undefined;
  return {
    items: await Promise.all(items.map((row) => headOf(read, row))),
    next: last ? cursorOf([last.activatedAt, last.id]) : null,
  };
}

/** Plans that ran or run on a case or an incident which the reader sees, the newest first. */
export async function crisesOn(read: Read<Staff>, of: 'complaint_id' | 'incident_id', id: string) {
  const { sql } = read;
  const rows = await listed(
    read,
    sql`crisis.${sql(of)} = ${id}`,
    sql`order by crisis.activated_at desc, crisis.id desc limit 20`,
  );
  return Promise.all(rows.map((row) => headOf(read, row)));
}

/** Files of the case, or of the open cases of the incident, that the reader may open. */
export async function filesOf(
  sql: Reader,
  caller: Staff,
  { complaintId, incidentId }: Pick<CrisisRow, 'complaintId' | 'incidentId'>,
): Promise<{ id: string; name: string; caseId: string }[]> {
  const rows = await sql<{ id: string; name: string; caseId: string; storeId: string; class: string }[]>`
    select attachment.id, attachment.name, complaint.id as case_id, complaint.store_id, attachment.class
    from attachment join complaint on complaint.org_id = attachment.org_id and complaint.id = attachment.complaint_id
    where ${visibleTo(sql, caller, 'complaint')} and attachment.redacted_at is null
      and (complaint.id = ${complaintId} or exists (
        select from incident_case link where link.org_id = complaint.org_id and link.complaint_id = complaint.id
          and link.incident_id = ${incidentId} and link.unlink_reason is null))
    order by attachment.id desc limit 200`;
  return rows
    .filter((file) => file.class !== 'investigation' || may(caller, 'complaint.investigation-notes', file.storeId))
    .map(({ id, name, caseId }) => ({ id, name, caseId }));
}

interface Told {
  id: string;
  kind: EntryKind;
  body: string;
  attachmentIds: string[];
  byId: string | null;
  byName: string | null;
  at: Date;
}

/** One screen: time points, call tree with who is to be called next, log. */
export async function viewCrisis(read: Read<Staff>, { id }: { id: string }) {
  const { sql, caller, now } = read;
  const { orgId } = caller;
  const [row] = await listed(read, sql`crisis.id = ${id}`, sql``);
  if (!row) throw notFound();
  const policy = await crisisPolicyOf(sql, orgId, row.policyEditionId);
  const { crisis, complaints, postTitle, posts } = policy;
  const plan = complaints.crisis.plans.find(({ key }) => key === row.planKey);
  const called = [...new Set(crisis.tree.flatMap(({ to }) => to))];
  const [head, points, tried, log, files, holders, onDuty] = [
    await headOf(read, row),
    await sql<{ key: string; dueAt: Date; metAt: Date | null; metBy: string | null; name: string | null }[]>`
      select point.key, point.due_at, point.met_at, point.met_by, staff.name from crisis_point point
      left join staff on staff.org_id = point.org_id and staff.id = point.met_by
      where point.org_id = ${orgId} and point.crisis_id = ${id} order by point.due_at, point.key`,
    await sql<{ branch: string; staffId: string; name: string; reached: boolean; at: Date }[]>`
      select call.branch, call.staff_id, staff.name, call.reached, call.at from crisis_call call
      join staff on staff.org_id = call.org_id and staff.id = call.staff_id
      where call.org_id = ${orgId} and call.crisis_id = ${id} order by call.at, call.id`,
    await sql<Told[]>`
      select entry.id, entry.kind, entry.body, entry.attachment_ids, entry.by_id, staff.name as by_name, entry.at
      from crisis_entry entry left join staff on staff.org_id = entry.org_id and staff.id = entry.by_id
      where entry.org_id = ${orgId} and entry.crisis_id = ${id} order by entry.at desc, entry.id desc`,
    await filesOf(sql, caller, row),
    await holdersWithPhone(sql, orgId, called, row.storeId, now),
    row.storeId === null ? [] : await dutyHolders(sql, orgId, row.storeId, now, { posts: posts.duty ?? [] }),
  ];
  const calleesOf = (to: readonly string[]): Holder[] => {
    const found = to.flatMap((post) => holders.filter((holder) => holder.post === post));
    const once = found.filter(({ staffId }, n) => found.findIndex((other) => other.staffId === staffId) === n);
    // of several who hold the post, whoever is on duty now first
    const duty = ({ staffId }: Holder) => (onDuty.includes(staffId) ? 0 : 1);
    return to.flatMap((post) => once.filter((one) => one.post === post).sort((a, b) => duty(a) - duty(b)));
  };
  const runs = row.level !== 'over';
  const mayWork = may(caller, 'complaint.work', row.storeId ?? undefined);
  const file = new Map(files.map((one) => [one.id, one]));
  return {
    ...head,
    plan: planView(plan, row.planKey, postTitle),
    points: points.map(({ key, dueAt, metAt, metBy, name }) => ({
      key,
      title: plan?.timePoints.find((point) => point.key === key)?.title ?? key,
      dueAt,
      metAt,
      metBy: named(metBy, name),
      late: minutesLate(dueAt, metAt ?? now),
    })),
    calls: crisis.tree.map((branch) => {
      const callees = calleesOf(branch.to);
      const ours = tried.filter((one) => one.branch === branch.key);
      const state = branchState(
        branch,
        callees.map(({ staffId, off }) => ({ id: staffId, off })),
        ours,
        row.activatedAt,
        now,
      );
      return {
        ...state,
        reached: named(state.reached, ours.find(({ staffId }) => staffId === state.reached)?.name ?? null),
        from: branch.from === null ? null : postTitle(branch.from),
        to: branch.to.map(postTitle),
        says: branch.says,
        callees: callees.map(({ staffId, post, ...one }) => ({ ...one, id: staffId, post: postTitle(post) })),
        tried: ours.map(({ branch: _, ...one }) => one),
      };
    }),
    log: log.map(({ attachmentIds, byId, byName, ...entry }) => ({
      ...entry,
      by: named(byId, byName),
      attachments: attachmentIds.flatMap((one) => file.get(one) ?? []),
    })),
    attachments: files,
    levelBy: named(row.levelBy, row.levelName),
    levelAt: row.levelAt,
    review: row.review,
    reviewedBy: named(row.reviewedBy, row.reviewedName),
    reviewBy: crisis.review.posts.map(postTitle),
    lowerBy: crisis.lower.posts.map(postTitle),
    mayWork,
    mayLower: runs && mayWork && holdsAny(caller, crisis.lower.posts, row.storeId),
    mayReview:
      !runs &&
      !row.reviewedAt &&
      mayWork &&
      holdsAny(caller, [...crisis.review.posts, ...crisis.lower.posts], row.storeId),
  };
}

type Plan = Awaited<ReturnType<typeof crisisPolicyOf>>['complaints']['crisis']['plans'][number];

export const planView = (plan: Plan | undefined, key: string, postTitle: (post: string) => string) => ({
  key,
  title: plan?.title ?? key,
  responsible: (plan?.responsible ?? []).map(postTitle),
  flow: plan?.flow ?? '',
  points: (plan?.timePoints ?? []).map(({ key: of, title, withinMinutes }) => ({ key: of, title, withinMinutes })),
});
