import { Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Reader, Sql } from '../../base/server/db.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { removeSampleClocks } from '../../clocks/actions/remove-sample-clocks.ts';
import { heldAmong } from '../../crisis/held.sql.ts';
import { rightsChanged } from '../../people/actions/session-staff.ts';
import { type Staff, theDesk } from '../../people/staff.ts';
import { sampleRemoved } from './facts.ts';

export interface SampleCounts {
  readonly complaints: number;
  readonly staff: number;
}

export async function countSample(sql: Reader, orgId: string): Promise<SampleCounts> {
  const [counts] = await sql<SampleCounts[]>`
    select (select count(*) from complaint where org_id = ${orgId} and sample) as complaints,
           (select count(*) from staff where org_id = ${orgId} and sample) as staff`;
  return counts ?? { complaints: 0, staff: 0 };
}

export const removeSample = (sql: Sql, orgId: string): Promise<SampleCounts> =>
  inTransaction(sql, theDesk(orgId), removeSampleIn);

/**
 * Takes everything away that is marked as sample. Sample people and stores that real cases have come to name
 * meanwhile stay, the people as having left, so that no history loses its names.
 */
export async function removeSampleIn(tx: Tx<Staff>): Promise<SampleCounts> {
  const { sql, caller } = tx;
  const { orgId } = caller;
  // who else loads, removes or registers meanwhile waits or sees all of it gone
  await sql`select org_id from organisation where org_id = ${orgId} for update`;
  const counts = await countSample(sql, orgId);
  await mustNotBeHeld(tx);

  const cases = sql`select id from complaint where org_id = ${orgId} and sample`;
  removeSampleClocks(tx);
  await tx.flush();
  await sql`update complaint set merged_into = null where org_id = ${orgId} and not sample and merged_into in (${cases})`;
  await sql`delete from search_entry where org_id = ${orgId} and subject_id in (${cases})`;
  await sql`delete from complaint where org_id = ${orgId} and sample`;
  await sql`
    delete from customer_item where org_id = ${orgId} and (sample or customer_id in (
      select id from customer where org_id = ${orgId} and sample)) and customer_id not in (
      select customer_id from complaint where org_id = ${orgId} and customer_id is not null)`;
  await sql`
    delete from customer where org_id = ${orgId} and sample and id not in (
      select customer_id from complaint where org_id = ${orgId} and customer_id is not null)`;
  await keepNamed(tx);
  await removePeople(tx);
  await sql`select remove_sample_facts(${orgId})`;

  announce(tx, sampleRemoved, { subjectId: null, data: counts });
  rightsChanged(tx, null);
  return counts;
}

/** 法律保全 holds for a sample case, too: somebody may be showing what it does. */
async function mustNotBeHeld({ sql, caller: { orgId } }: Tx): Promise<void> {
  const held = await heldAmong(sql, orgId, null);
  const [row] = await sql<{ count: number }[]>`
    select count(*) from complaint where org_id = ${orgId} and sample and id = any(${[...held]}::uuid[])`;
  if (row?.count) throw new Refusal('crisis.sample-held', { values: { count: row.count } });
}

/** Real cases, orders and facts that name a sample person or store. */
async function keepNamed({ sql, caller: { orgId }, now }: Tx): Promise<void> {
  await sql`update customer set sample = false where org_id = ${orgId} and sample`;
  await sql`
    update staff set sample = false, state = 'left', state_at = ${now}
    where org_id = ${orgId} and sample and (
      id in (select unnest(involved_ids || excluded_ids || array[owner_id, first_owner_id, registered_by, closed_by])
             from complaint where org_id = ${orgId})
      or id in (select actor_id from fact where org_id = ${orgId} and not sample and actor_id is not null))`;
  await sql`
    update store set sample = false
    where org_id = ${orgId} and sample and id in (select store_id from complaint where org_id = ${orgId})`;
  await sql`
    update department set sample = false
    where org_id = ${orgId} and sample and (
      id in (select department_id from work_order where org_id = ${orgId})
      or id in (select unnest(department_ids) from complaint where org_id = ${orgId}))`;
}

async function removePeople({ sql, caller: { orgId } }: Tx): Promise<void> {
  const people = sql`select id from staff where org_id = ${orgId} and sample`;
  await sql`
    delete from post_holding where org_id = ${orgId} and (
      staff_id in (${people}) or acting_for in (${people})
      or store_id in (select id from store where org_id = ${orgId} and sample)
      or department_id in (select id from department where org_id = ${orgId} and sample))`;
  await sql`delete from api_token where org_id = ${orgId} and staff_id in (${people})`;
  await sql`delete from idempotency where org_id = ${orgId} and staff_id in (${people})`;
  await sql`delete from auth_user where org_id = ${orgId} and id in (${people})`;
  await sql`delete from staff where org_id = ${orgId} and sample`;
  await sql`delete from department where org_id = ${orgId} and sample`;
  await sql`delete from store where org_id = ${orgId} and sample`;
}
