import type { InputOf } from '../base/contract.ts';
import type { Read } from '../base/server/transaction.ts';
import type { CloseKind, Severity } from '../complaints/complaint.ts';
import { cursorOf, readCursor } from '../complaints/list.sql.ts';
import type { Records } from '../complaints/records.ts';
import { matching } from '../complaints/search.sql.ts';
import { namesOf } from '../people/actions/known-names.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type * as contract from './contract.ts';
import { sectionsOf, titledIn } from './reads.ts';

interface Row {
  readonly id: string;
  readonly act: 'review-written' | 'lesson';
  readonly at: Date;
  readonly byId: string | null;
  readonly data: Partial<Records['review-written'] & Records['lesson']>;
  readonly complaintId: string;
  readonly number: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly category: string | null;
  readonly severity: Severity;
  readonly closedAs: CloseKind | null;
  readonly policyEditionId: string;
}

/** 案例与复盘: what was learned of cases that one may see; of each case the latest of its sort. */
export async function listLessons({ sql, caller }: Read<Staff>, given: InputOf<typeof contract.lessons>) {
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const act = given.outcome || given.of === 'review' ? 'review-written' : given.of === 'lesson' ? 'lesson' : null;
  const rows = await sql<Row[]>`
    select record.id, record.act, record.at, record.by_id, record.data, complaint.id as complaint_id,
           complaint.number, complaint.store_id, store.name as store_name, complaint.category, complaint.severity,
           complaint.closed_as, complaint.policy_edition_id
    from complaint_record record
    join complaint on complaint.org_id = record.org_id and complaint.id = record.complaint_id
    join store on store.org_id = complaint.org_id and store.id = complaint.store_id
    where record.org_id = ${caller.orgId} and record.act in ('review-written', 'lesson') and record.ended_at is null
      and (${act}::text is null or record.act = ${act})
      and (${given.outcome ?? null}::text is null or record.data ->> 'outcome' = ${given.outcome ?? null})
      and (${given.category ?? null}::text is null or complaint.category = ${given.category ?? null})
      and (${given.storeId ?? null}::uuid is null or complaint.store_id = ${given.storeId ?? null})
      and (${id}::uuid is null or (record.at, record.id) < (${at}::timestamptz, ${id}::uuid))
      and not exists (
        select from complaint_record later
        where later.org_id = record.org_id and later.complaint_id = record.complaint_id and later.act = record.act
          and later.ended_at is null and later.id > record.id)
      and ${visibleTo(sql, caller, 'complaint')}
      ${given.q?.trim() ? sql`and ${matching(sql, caller, given.q)}` : sql``}
    order by record.at desc, record.id desc limit ${given.limit + 1}`;
  const items = rows.slice(0, given.limit);
  const last = rows.length > given.limit ? items.at(-1) : undefined;
  const people = await namesOf(
    sql,
    caller.orgId,
    items.map(({ byId }) => byId),
  );
  return {
    items: await Promise.all(
      items.map(async (row) => {
        const { complaints } = await sectionsOf(sql, caller.orgId, row.policyEditionId);
        const titled = (choices: readonly { key: string; title: string }[], key: string | null | undefined) =>
          key ? titledIn(choices, key) : null;
        const { data } = row;
        return {
          id: row.id,
          of: row.act === 'lesson' ? ('lesson' as const) : ('review' as const),
          case: { id: row.complaintId, number: row.number },
          store: { id: row.storeId, name: row.storeName },
          category: titled(complaints.categories, row.category),
          severity: row.severity,
          closedAs: row.closedAs,
          at: row.at,
          by: row.byId ? { id: row.byId, name: people.get(row.byId) ?? '' } : null,
          lesson: data.lesson ?? '',
          rootCause: titled(complaints.rootCauses, data.rootCause),
          prevention: data.prevention ?? '',
          outcome: data.outcome ?? null,
          insight: data.insight ?? '',
          quality: data.quality ?? '',
          fit: data.fit ?? '',
          overlooked: data.overlooked ?? '',
        };
      }),
    ),
    next: last ? cursorOf([last.at, last.id]) : null,
  };
}
