import { notFound } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';
import { gather } from '../base/server/gather.ts';
import type { Read } from '../base/server/transaction.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { may, postsIn, type Staff } from '../people/staff.ts';
import { currentEdition } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { type CasePolicy, policyOf } from './actions/case-policy.ts';
import { APPROVALS, isMatter, type Matter } from './approval-of.ts';
import { approversFor, authorityOf, beyond, onTheTable, tiersAbove, UNLIMITED } from './authority.ts';
import type { CaseFile } from './case-file.ts';
import type { Responsible } from './complaint.ts';
import { answeringPosts, becomesOf } from './flow.ts';
import { complaintsPart } from './pack.ts';
import type { ToManager } from './pack-routing.ts';
import { holdersOf } from './reads.ts';
import { allOf, current } from './records.ts';
import { type RouteAsk, routeOf } from './routing.ts';
import { type ComplaintRecord, readCaseFile } from './store.ts';
import { visibleRow } from './view.sql.ts';

/** What the page of a case says about its way. */
export async function flowOfCase({ sql, caller, now }: Read<Staff>, { id }: { id: string }) {
  const { orgId } = caller;
  const row = await visibleRow(sql, caller, id);
  const [file, policy] = await Promise.all([
    readCaseFile(sql, orgId, row),
    policyOf(sql, orgId, row.policyEditionId, row.calendarEditions),
  ]);
  const { pack } = policy;
  const titled = (keys: readonly string[]) =>
    keys.map((key) => ({ key, title: policy.posts.find((post) => post.key === key)?.title ?? key }));
  const ask = await askOf(sql, orgId, policy, row, file, now);
  const answering = answeringPosts(pack, row);
  const [department, holders] = await Promise.all([
    departmentFor(sql, orgId, policy, row, ask),
    holdersOf(sql, orgId, answering?.posts ?? [], row.storeId, now),
  ]);
  const people = await namesOf(sql, orgId, [...holders, department?.assigneeId ?? null]);
  const named = (staffId: string) => ({ id: staffId, name: people.get(staffId) ?? '' });
  const held = postsIn(caller, row.storeId);
  const authority = caller.staffId === null ? UNLIMITED : authorityOf(policy.posts, held);
  return {
    flow: row.flow,
    purpose: row.purpose,
    ask: shown(ask),
    department: department && {
      key: department.key,
      id: department.id,
      name: department.name,
      posts: titled(department.posts),
      minutes: department.minutes,
      because: department.because,
      source: department.source,
      assignee: department.assigneeId ? named(department.assigneeId) : null,
    },
    verify: titled(pack.routing.verify),
    answering: answering && {
      posts: titled(answering.posts),
      holders: holders.filter((holder) => !row.excludedIds.includes(holder)).map(named),
      mine: caller.staffId === null || answering.posts.some((post) => held.includes(post)),
      source: answering.source,
    },
    authority: {
      fen: authority.fen,
      promises: authority.promises && [...authority.promises],
      above: tiersAbove(pack, policy.posts, row, authority).map((tier) => ({ ...tier, posts: titled(tier.posts) })),
    },
    matters: mattersOf(caller, policy, row, file).map((one) => ({ ...one, posts: titled(one.posts) })),
    askable: APPROVALS.filter((of) => approversFor(pack, policy.posts, row, of, 0) !== null),
    becomes: becomesOf(pack, row.kind),
  };
}

/** What of the case decides its way, as far as the record says; what somebody heard comes with the decision. */
export async function askOf(
  sql: Reader,
  orgId: string,
  { pack, posts }: Pick<CasePolicy, 'pack' | 'posts'>,
  row: ComplaintRecord,
  file: CaseFile,
  now: Date,
): Promise<RouteAsk> {
  const standing = current(file.records, 'standing')?.data.standing;
  const table = onTheTable(file);
  const held = row.ownerId && table.length ? await postsOf(sql, orgId, row.ownerId, row.storeId, now) : [];
  const above = table.some((given) => beyond(authorityOf(posts, held), given) !== null);
  const moneyed = table.some(({ amountFen }) => amountFen !== null);
  const graded = allOf(file.records, 'follow-up').findLast(({ data }) => data.satisfaction)?.data.satisfaction;
  const conditions: [ToManager, boolean][] = [
    ['established', standing === 'stands' || standing === 'partly'],
    ['beyond-duty', above],
    ['cannot-solve', graded === 'dissatisfied' || graded === 'very-dissatisfied'],
    ['severity', row.severity !== 'general'],
  ];
  const heard = current(file.records, 'flow')?.data.heard ?? [];
  const area = pack.routing.areaField ? row.fields[pack.routing.areaField] : null;
  return {
    kind: row.kind,
    category: row.category,
    cause: current(file.records, 'lesson')?.data.rootCause ?? current(file.records, 'assessment')?.data.cause ?? null,
    responsible: current(file.records, 'responsibility')?.data.responsible ?? null,
    purpose: row.purpose,
    withinAuthority: moneyed ? !above : null,
    area: typeof area === 'string' && area !== '' ? area : null,
    conditions: [...new Set([...conditions.filter(([, holds]) => holds).map(([name]) => name), ...heard])],
  };
}

/** The department that the pack names for it, as far as the organisation has it, and who has the area. */
async function departmentFor(
  sql: Reader,
  orgId: string,
  { pack }: Pick<CasePolicy, 'pack'>,
  row: ComplaintRecord,
  ask: RouteAsk,
) {
  const proposed = routeOf(pack, ask).department;
  if (!proposed) return null;
  const { departments, areas } = await gather(sql, {
    departments: sql<{ id: string; name: string }[]>`
      select id, name from department
      where org_id = ${orgId} and key = ${proposed.key} and (store_id is null or store_id = ${row.storeId})
      order by store_id nulls last limit 1`,
    areas: sql<{ staffId: string }[]>`
      select area.staff_id from complaint_area area
      join staff on staff.org_id = area.org_id and staff.id = area.staff_id and staff.state = 'active'
      where area.org_id = ${orgId} and area.store_id = ${row.storeId} and area.area = ${ask.area ?? ''}`,
  });
  const [department] = departments;
  if (!department) return null;
  const [area] = areas;
  const assigneeId = area && !row.excludedIds.includes(area.staffId) ? area.staffId : null;
  return { ...proposed, id: department.id, name: department.name, assigneeId };
}

/** The posts that somebody holds in a store today, a deputy's too. */
export async function postsOf(
  sql: Reader,
  orgId: string,
  staffId: string,
  storeId: string,
  now: Date,
): Promise<string[]> {
  const rows = await sql<{ post: string }[]>`
    select distinct holding.post from post_holding holding
    join organisation on organisation.org_id = holding.org_id
    where holding.org_id = ${orgId} and holding.staff_id = ${staffId} and holding.ended_at is null
      and (holding.store_id is null or holding.store_id = ${storeId})
      and (${now} at time zone organisation.time_zone)::date between holding.from_day and coalesce(holding.to_day, 'infinity')`;
  return rows.map(({ post }) => post);
}

/** Who answers for which area of a store, for every value that the pack's area field takes. */
export async function areasOf({ sql, caller }: Read<Staff>, { storeId }: { storeId: string }) {
  const { orgId } = caller;
  const [store] = await sql`select from store where org_id = ${orgId} and id = ${storeId}`;
  if (!store) throw notFound();
  const edition = await currentEdition(sql, orgId, storeId);
  const pack = edition ? sectionOf(edition.pack, complaintsPart) : null;
  const field = pack?.fields.find(({ key }) => key === pack.routing.areaField);
  const rows = await sql<{ area: string; staffId: string }[]>`
    select area, staff_id from complaint_area where org_id = ${orgId} and store_id = ${storeId}`;
  const people = await namesOf(
    sql,
    orgId,
    rows.map(({ staffId }) => staffId),
  );
  return {
    field: field?.key ?? null,
    title: field?.title ?? '',
    areas: (field?.choices ?? []).map(({ key, title }) => {
      const staffId = rows.find(({ area }) => area === key)?.staffId;
      return { key, title, person: staffId ? { id: staffId, name: people.get(staffId) ?? '' } : null };
    }),
  };
}

const shown = ({ purpose: _, conditions, responsible, ...ask }: RouteAsk) => ({
  ...ask,
  responsible: responsible as Responsible | null,
  conditions: [...conditions],
});

/** Requests that nobody has answered yet; four eyes, so never for whoever asked or owns the case. */
function mattersOf(caller: Staff, { pack, posts }: CasePolicy, row: ComplaintRecord, file: CaseFile) {
  const answers = allOf(file.records, 'approval');
  const held = postsIn(caller, row.storeId);
  return allOf(file.records, 'approval-request').flatMap(({ id, data, byId, endedAt }) => {
    if (endedAt || row.stage === 'closed' || !isMatter(data.of)) return [];
    if (answers.some((answer) => answer.data.requestId === id)) return [];
    const named = approversFor(pack, posts, row, data.of, data.amountFen ?? null) ?? [];
    const concerned = caller.staffId === byId || caller.staffId === row.ownerId;
    const mine =
      !concerned && may(caller, 'complaint.approve', row.storeId) && named.some((post) => held.includes(post));
    return [{ id, of: data.of as Matter, posts: named, mine }];
  });
}
