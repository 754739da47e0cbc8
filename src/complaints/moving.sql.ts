import type { Reader } from '../base/server/db.ts';
import type { ComplaintRecord } from './store.ts';

/** An open case with what of its surroundings decides how it moves. */
export interface MovingRow extends ComplaintRecord {
  /** Keys of those of its open work orders. */
  readonly departments: readonly string[];
  readonly responsible: string | null;
  /** Of the department found responsible. */
  readonly department: string | null;
}

/** Open cases of these stores that go by another edition, in order of their ids; one of them by its own id. */
export const movingRows = (
  sql: Reader,
  orgId: string,
  which:
    | { storeIds: readonly string[]; editionId: string | null; after: string | null; limit: number }
    | { id: string },
) => sql<MovingRow[]>`
  select complaint.*, judged.responsible, judged.department, coalesce(orders.departments, '{}') as departments
  from complaint
  left join lateral (
    select record.data ->> 'responsible' as responsible, department.key as department
    from complaint_record record
    left join department on department.org_id = record.org_id and department.id = (record.data ->> 'departmentId')::uuid
    where record.org_id = complaint.org_id and record.complaint_id = complaint.id and record.act = 'responsibility'
      and record.ended_at is null
    order by record.at desc, record.id desc limit 1) judged on true
  left join lateral (
    select array_agg(distinct department.key) filter (where department.key is not null) as departments
    from work_order
    join department on department.org_id = work_order.org_id and department.id = work_order.department_id
    where work_order.org_id = complaint.org_id and work_order.complaint_id = complaint.id
      and work_order.state not in ('verified', 'cancelled')) orders on true
  where complaint.org_id = ${orgId} and ${
    'id' in which
      ? sql`complaint.id = ${which.id}`
      : sql`${behind(sql, which.storeIds, which.editionId)}
            and (${which.after}::uuid is null or complaint.id > ${which.after}::uuid)
            order by complaint.id limit ${which.limit}`
  }`;

const behind = (sql: Reader, storeIds: readonly string[], editionId: string | null) => sql`
  complaint.stage <> 'closed' and complaint.store_id = any(${storeIds as string[]}::uuid[])
  and complaint.policy_edition_id is distinct from ${editionId}::uuid`;

export async function casesBehind(
  sql: Reader,
  orgId: string,
  storeIds: readonly string[],
  editionId: string | null,
): Promise<number> {
  const [row] = await sql<{ cases: number }[]>`
    select count(*)::int as cases from complaint where org_id = ${orgId} and ${behind(sql, storeIds, editionId)}`;
  return row?.cases ?? 0;
}

/** Days from which this edition counts somewhere, still to come. */
export const beginningsOf = (sql: Reader, orgId: string, editionId: string, now: Date) =>
  sql<{ validFrom: Date }[]>`
    select distinct valid_from from pack_in_force
    where org_id = ${orgId} and edition_id = ${editionId} and valid_from > ${now} order by valid_from`;

export const isCase = async (sql: Reader, orgId: string, id: string): Promise<boolean> =>
  (await sql`select from complaint where org_id = ${orgId} and id = ${id}`).length > 0;
