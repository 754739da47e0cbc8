import type { Tx } from '../../base/server/transaction.ts';

/** Removes those of these customers, and those of their goods, that were written at one of these instants. */
export function forgetCustomers(tx: Tx, customerIds: readonly string[], instants: readonly Date[]): void {
  if (!customerIds.length) return;
  const { sql, caller } = tx;
  const ids = customerIds as string[];
  // a list of instants is beyond the driver, a list of texts is not
  const times = instants.map((at) => at.toISOString());
  tx.write(sql`
    delete from customer_item where org_id = ${caller.orgId} and customer_id = any(${ids}::uuid[])
      and created_at = any(${times}::timestamptz[])`);
  tx.write(sql`
    delete from customer where org_id = ${caller.orgId} and id = any(${ids}::uuid[])
      and created_at = any(${times}::timestamptz[])
      and not exists (select from customer_item item where item.org_id = customer.org_id and item.customer_id = customer.id)`);
}
