import type { Severity } from '../complaint.ts';
import { complaintTriaged } from '../facts.ts';
import { holdersOf } from '../reads.ts';
import { joiningPosts } from '../severity.ts';
import type { CaseWork } from './case-work.ts';

/** Another severity by what was found, with whoever takes part in such a case. `reason`: a key of the pack. */
export async function gradeAs(work: CaseWork, severity: Severity, reason: string | null): Promise<void> {
  const { tx, row, policy } = work;
  work.tell(complaintTriaged, {
    kind: row.kind,
    category: row.category,
    severity,
    from: row.severity,
    triggers: row.triggers,
    reason,
  });
  work.change({ severity, sensitive: severity === 'crisis' });
  const joining = await holdersOf(tx.sql, tx.caller.orgId, joiningPosts(policy.pack, severity), row.storeId, tx.now);
  work.involve(...joining);
}
