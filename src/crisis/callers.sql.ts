import type { Fragment } from '../base/server/db.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { cursorOf, readCursor } from '../complaints/list.sql.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type * as callers from './callers-contract.ts';
import { type CrisisPolicy, callerReaders, crisisPolicyNow, crisisPolicyOf } from './reads.ts';
import type { NotedCaller } from './store.ts';

const who = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

export async function callerCardNow({ sql, caller }: Read<Staff>, given: Given<typeof callers.callerCard>) {
  const policy = await crisisPolicyNow(sql, caller.orgId, given.storeId ?? null);
  return { kinds: (policy?.crisis.callers.kinds ?? []).map(({ key, title, say }) => ({ key, title, say })) };
}

/** Only of cases that one sees and whose policy lets one's post read them. */
export async function listCallers({ sql, caller }: Read<Staff>, given: Given<typeof callers.callers>) {
  const { orgId } = caller;
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const editions = await sql<{ id: string }[]>`
    select distinct complaint.policy_edition_id as id from outside_caller noted
    join complaint on complaint.org_id = noted.org_id and complaint.id = noted.complaint_id
    where noted.org_id = ${orgId}`;
  const readable: Fragment[] = [];
  for (const { id: editionId } of editions) {
    const readers = callerReaders(await crisisPolicyOf(sql, orgId, editionId));
    const held = caller.posts.filter(({ post }) => readers.includes(post));
    const stores = held.map(({ storeId }) => storeId);
    if (caller.staffId === null || stores.includes(null))
      readable.push(sql`complaint.policy_edition_id = ${editionId}`);
    else if (stores.length)
      readable.push(
        sql`(complaint.policy_edition_id = ${editionId} and complaint.store_id = any(${stores as string[]}::uuid[]))`,
      );
  }
  if (!readable.length) return { items: [], next: null };
  const rows = await sql<
    (NotedCaller & {
      notedBy: string | null;
      notedName: string | null;
      notedAt: Date;
      answeredBy: string | null;
      answeredName: string | null;
      answeredAt: Date | null;
      answer: string;
      number: string;
      policyEditionId: string;
    })[]
  >`
    select noted.id, noted.kind, noted.name, noted.outlet, noted.phone, noted.deadline_at, noted.due_at, noted.noted_by,
           who.name as noted_name, noted.noted_at, noted.answered_by, answering.name as answered_name,
           noted.answered_at, noted.answer, complaint.id as complaint_id, complaint.number, complaint.policy_edition_id
    from outside_caller noted
    join complaint on complaint.org_id = noted.org_id and complaint.id = noted.complaint_id
    left join staff who on who.org_id = noted.org_id and who.id = noted.noted_by
    left join staff answering on answering.org_id = noted.org_id and answering.id = noted.answered_by
    where ${visibleTo(sql, caller, 'complaint')} and (${readable.reduce((all, one) => sql`${all} or ${one}`)})
      and (${given.complaintId ?? null}::uuid is null or complaint.id = ${given.complaintId ?? null})
      and (${given.state ?? null}::text is null or (noted.answered_at is null) = (${given.state ?? null} = 'waiting'))
      and (${id}::uuid is null or (noted.noted_at, noted.id) < (${at}::timestamptz, ${id}::uuid))
    order by noted.noted_at desc, noted.id desc limit ${given.limit + 1}`;
  const items = rows.slice(0, given.limit);
  const last = rows.length > given.limit ? items.at(-1) : undefined;
  const policies = new Map<string, CrisisPolicy>();
  for (const { policyEditionId } of items)
    policies.set(policyEditionId, await crisisPolicyOf(sql, orgId, policyEditionId));
  return {
    items: items.map((row) => ({
      id: row.id,
      kind: row.kind,
      title:
        policies.get(row.policyEditionId)?.crisis.callers.kinds.find(({ key }) => key === row.kind)?.title ?? row.kind,
      name: row.name,
      outlet: row.outlet,
      phone: row.phone,
      deadlineAt: row.deadlineAt,
      dueAt: row.dueAt,
      notedBy: who(row.notedBy, row.notedName),
      notedAt: row.notedAt,
      answeredBy: who(row.answeredBy, row.answeredName),
      answeredAt: row.answeredAt,
      answer: row.answer,
      case: { id: row.complaintId, number: row.number },
    })),
    next: last ? cursorOf([last.notedAt, last.id]) : null,
  };
}
