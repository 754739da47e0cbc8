import type { InputOf } from '../base/contract.ts';
import type { Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type { timeline } from './case-contract.ts';
import { casesNamedIn, hiddenCasesLeftOut } from './case-names.ts';
import { cursorOf, readCursor } from './list.sql.ts';
import { mayKnow, type Readers } from './readers.ts';
import { groupOf, kindsOf } from './timeline-groups.ts';
import { visibleRow } from './view.sql.ts';
import { HELD, readsAnswer } from './work-order.ts';

interface Entry {
  id: string;
  kind: string;
  actorId: string | null;
  occurredAt: Date;
  recordedAt: Date;
  data: Record<string, unknown>;
}

/** Facts of investigation, and words of that class, are only for those who may read investigation notes. */
const HIDDEN = ['investigation-started', 'investigation-finished'];

/** What happened on a case, by the order in which it was written down; a page at a time. */
export async function complaintTimeline(
  { sql, caller }: Read<Staff>,
  given: { id: string } & InputOf<typeof timeline>,
) {
  const row = await visibleRow(sql, caller, given.id);
  const readsNotes = may(caller, 'complaint.investigation-notes', row.storeId);
  const newest = given.order === 'newest';
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const facts = await sql<Entry[]>`
    select fact.id, fact.kind, fact.actor_id, fact.occurred_at, fact.recorded_at, fact.data from fact
    where fact.org_id = ${caller.orgId} and fact.subject_id = ${row.id}
      ${given.group ? sql`and fact.kind = any(${kindsOf(given.group)})` : sql``}
      ${readsNotes ? sql`` : sql`and fact.kind <> all(${HIDDEN})`}
      ${id === null ? sql`` : newest ? sql`and (fact.recorded_at, fact.id) < (${at}::timestamptz, ${id}::uuid)` : sql`and (fact.recorded_at, fact.id) > (${at}::timestamptz, ${id}::uuid)`}
    order by ${newest ? sql`fact.recorded_at desc, fact.id desc` : sql`fact.recorded_at, fact.id`}
    limit ${given.limit + 1}`;
  const page = facts.slice(0, given.limit);
  const named = page.flatMap((fact) => casesNamedIn(fact.data));
  const [texts, people, others] = await Promise.all([
    page.length
      ? sql<{ id: string; factId: string; role: string; body: string; class: string; redactedAt: Date | null }[]>`
          select id, fact_id, role, body, class, redacted_at from complaint_text
          where org_id = ${caller.orgId} and complaint_id = ${row.id} and fact_id = any(${page.map((fact) => fact.id)}) order by id`
      : [],
    namesOf(
      sql,
      caller.orgId,
      page.map((fact) => fact.actorId),
    ),
    named.length
      ? sql<
          { id: string }[]
        >`select complaint.id from complaint where complaint.id = any(${named}) and ${visibleTo(sql, caller, 'complaint')}`
      : [],
  ]);
  const held = await heldOrders(sql, caller, row, texts);
  const seen = new Set(others.map((other) => other.id));
  const last = facts.length > given.limit ? page.at(-1) : undefined;
  return {
    items: page.flatMap((fact) => {
      const own = texts.filter((text) => text.factId === fact.id);
      if (!readsNotes && own.some((text) => text.class === 'investigation')) return [];
      const readers = fact.data['readers'] as Readers | undefined;
      if (!mayKnow(caller, row.storeId, { investigation: false, readers })) return [];
      return [
        {
          id: fact.id,
          kind: fact.kind,
          group: groupOf(fact.kind),
          by: fact.actorId ? { id: fact.actorId, name: people.get(fact.actorId) ?? '' } : null,
          occurredAt: fact.occurredAt,
          recordedAt: fact.recordedAt,
          data: hiddenCasesLeftOut(fact.data, seen),
          texts: own.map((text) => ({
            id: text.id,
            role: text.role,
            body: text.role === HELD && held.has(String(fact.data['workOrderId'])) ? '' : text.body,
            redacted: text.redactedAt !== null && text.body === '',
          })),
        },
      ];
    }),
    next: last ? cursorOf([last.recordedAt, last.id]) : null,
  };
}

/** Work orders whose answer this person does not read yet. */
async function heldOrders(
  sql: Reader,
  caller: Staff,
  row: { id: string; storeId: string },
  texts: readonly { role: string }[],
): Promise<Set<string>> {
  if (!texts.some(({ role }) => role === HELD)) return new Set();
  const orders = await sql<
    { id: string; assigneeId: string | null; repliedBy: string | null; heldFor: string[]; releasedAt: Date | null }[]
  >`
    select id, assignee_id, replied_by, held_for, released_at from work_order
    where org_id = ${caller.orgId} and complaint_id = ${row.id} and held_for <> '{}' and released_at is null`;
  return new Set(orders.filter((order) => !readsAnswer(caller, order, row.storeId)).map(({ id }) => id));
}
