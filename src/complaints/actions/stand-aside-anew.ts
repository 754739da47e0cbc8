import { announce } from '../../base/server/announce.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { currentEdition } from '../../policies/actions/editions.ts';
import { sectionOf } from '../../policies/pack.ts';
import { complaintAssigned } from '../facts.ts';
import { complaintsPart } from '../pack.ts';
import { STANDS_ASIDE } from './name-respondent.ts';

/**
 * Whoever comes to head a department, or stands in for its head, stands aside from the cases about its people, where
 * the policy in force bars superiors. Nobody's sight returns by this: that takes a supervisor's word.
 */
export async function standAsideAnew(tx: Tx<Staff>, staffId: string): Promise<void> {
  const { sql } = tx;
  const { orgId } = tx.caller;
  const held = await sql<{ post: string; storeId: string | null }[]>`
    select distinct post, store_id from post_holding
    where org_id = ${orgId} and staff_id = ${staffId} and ended_at is null`;
  for (const { post, storeId } of held) {
    const edition = await currentEdition(sql, orgId, storeId);
    if (!edition?.pack.sections[complaintsPart.name]) continue;
    const { independence, departments } = sectionOf(edition.pack, complaintsPart);
    const headed = departments.filter(({ head }) => head === post).map(({ key }) => key);
    if (!independence.directSuperior || !headed.length) continue;
    const left = await sql<{ id: string; owned: boolean; sample: boolean }[]>`
      with theirs as (
        select array_agg(holding.staff_id) as ids from post_holding holding
        join department on department.org_id = holding.org_id and department.id = holding.department_id
        where holding.org_id = ${orgId} and holding.ended_at is null and department.key = any(${headed})
      ), meant as (
        select complaint.id, complaint.owner_id from complaint, theirs
        where complaint.org_id = ${orgId} and complaint.respondent_ids <> '{}'
          and (${storeId}::uuid is null or complaint.store_id = ${storeId})
          and complaint.respondent_ids && theirs.ids and not complaint.excluded_ids @> array[${staffId}]::uuid[]
        for update of complaint
      )
      update complaint set
        excluded_ids = complaint.excluded_ids || ${staffId}::uuid,
        involved_ids = array_remove(complaint.involved_ids, ${staffId}::uuid),
        owner_id = nullif(complaint.owner_id, ${staffId}::uuid),
        version = complaint.version + 1, changed_at = ${tx.now}
      from meant where complaint.org_id = ${orgId} and complaint.id = meant.id
      returning complaint.id, meant.owner_id is not distinct from ${staffId}::uuid as owned, complaint.sample`;
    for (const { id, owned, sample } of left) {
      const data = { ownerId: null, fromId: staffId, reason: STANDS_ASIDE };
      if (owned) announce(tx, complaintAssigned, { subjectId: id, data, sample, byDesk: true });
    }
  }
}
