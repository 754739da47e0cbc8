import type { Tx } from '../../base/server/transaction.ts';

/** Removes the clocks of these cases with their history: the cases themselves go in this transaction. */
export function removeClocksOf(tx: Tx, subjectIds: readonly string[]): void {
  const { sql, caller } = tx;
  for (const table of ['clock_event', 'clock']) {
    tx.write(sql`
      delete from ${sql(table)} where org_id = ${caller.orgId} and subject_id = any(${subjectIds as string[]}::uuid[])`);
  }
}
