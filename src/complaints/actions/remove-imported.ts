import type { Reader } from '../../base/server/db.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { removeClocksOf } from '../../clocks/actions/remove-clocks.ts';
import { forgetCustomers } from '../../customers/actions/forget-customers.ts';
import type { Staff } from '../../people/staff.ts';
import { forgetSubjects } from '../../search/actions/keep-words.ts';

/** Which of these cases a higher room keeps whole; they are locked. */
export type KeptWhole = (sql: Reader, orgId: string, ids: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Takes cases of an import away again, with the customers and goods that came with them and that nobody else names.
 * What somebody has worked on since, linked from another case, merged into it, or kept whole stays. Facts stay too: they are only
 * ever appended. Answers with the ids that stay. docs/decisions/an-undone-import-leaves-its-facts.md.
 */
export async function removeImported(
  tx: Tx<Staff>,
  made: readonly { readonly complaintId: string; readonly madeAt: Date }[],
  keptWhole: KeptWhole = async () => new Set(),
): Promise<Set<string>> {
  const { sql } = tx;
  const { orgId } = tx.caller;
  const ids = made.map(({ complaintId }) => complaintId);
  const rows = await sql<{ id: string; customerId: string | null; stays: boolean }[]>`
    with locked as materialized (
      select complaint.id, complaint.customer_id, made.at
      from unnest(${ids}::uuid[], ${made.map(({ madeAt }) => madeAt.toISOString())}::timestamptz[]) as made (id, at)
      join complaint on complaint.org_id = ${orgId} and complaint.id = made.id
      order by complaint.id for update of complaint
    )
    select locked.id, locked.customer_id,
           exists (select from fact where fact.org_id = ${orgId} and fact.subject_id = locked.id
                     and fact.actor_id is not null and fact.recorded_at > locked.at)
           or exists (select from complaint_link link where link.org_id = ${orgId} and link.other_id = locked.id
                        and link.complaint_id <> all(${ids}::uuid[]))
           or exists (select from complaint other where other.org_id = ${orgId} and other.merged_into = locked.id) as stays
    from locked`;
  const kept = await keptWhole(sql, orgId, ids);
  const isStaying = ({ id, stays }: (typeof rows)[number]): boolean => stays || kept.has(id);
  const gone = rows.filter((row) => !isStaying(row));
  const goneIds = gone.map(({ id }) => id);
  if (goneIds.length) {
    removeClocksOf(tx, goneIds);
    forgetSubjects(tx, goneIds);
    tx.write(sql`delete from complaint where org_id = ${orgId} and id = any(${goneIds}::uuid[])`);
    await tx.flush();
    const customerIds = [...new Set(gone.flatMap(({ customerId }) => customerId ?? []))];
    const named = customerIds.length
      ? await sql<{ id: string }[]>`
          select distinct customer_id as id from complaint
          where org_id = ${orgId} and customer_id = any(${customerIds}::uuid[])`
      : [];
    const stillNamed = new Set(named.map(({ id }) => id));
    const instants = [...new Set(made.map(({ madeAt }) => madeAt.getTime()))].map((ms) => new Date(ms));
    forgetCustomers(
      tx,
      customerIds.filter((id) => !stillNamed.has(id)),
      instants,
    );
  }
  return new Set(rows.filter(isStaying).map(({ id }) => id));
}
