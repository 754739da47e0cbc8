import { Refusal } from '../../base/refusal.ts';
import type { LeavingGate } from '../../people/actions/manage-person.ts';

/** Who leaves for good leaves no open case behind; how many there are is told, not which. */
export const ownsNoOpenCase: LeavingGate = async ({ sql, caller }, staffId) => {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from complaint
    where org_id = ${caller.orgId} and owner_id = ${staffId} and stage <> 'closed'`;
  return row?.count ? new Refusal('complaints.still-owns', { values: { count: row.count } }) : null;
};
