import type { Tx } from '../../base/server/transaction.ts';

/** Removes the clocks of sample cases with their history. */
export function removeSampleClocks(tx: Tx): void {
  const { sql } = tx;
  const { orgId } = tx.caller;
  tx.write(sql`
    delete from clock_event using clock
    where clock_event.org_id = ${orgId} and clock.org_id = ${orgId} and clock.sample
      and clock_event.subject_id = clock.subject_id and clock_event.clock_id = clock.id`);
  tx.write(sql`delete from clock where org_id = ${orgId} and sample`);
}
