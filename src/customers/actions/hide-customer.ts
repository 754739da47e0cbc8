import type { Tx } from '../../base/server/transaction.ts';
import { MARK } from '../../people/mask.ts';

/** Redacts what is known of a customer, where it is just what was said: another name is another person's. */
export function hideCustomer(
  tx: Tx,
  id: string,
  said: { name: string } | { phone: string } | { number: string },
): void {
  const { sql } = tx;
  const { orgId } = tx.caller;
  if ('name' in said)
    tx.write(sql`
      update customer set name = ${MARK}, address_as = '' where org_id = ${orgId} and id = ${id} and name = ${said.name}`);
  else if ('phone' in said)
    tx.write(sql`update customer set phone = ${MARK} where org_id = ${orgId} and id = ${id} and phone = ${said.phone}`);
  else
    tx.write(sql`
      delete from customer_item where org_id = ${orgId} and customer_id = ${id} and number = ${said.number}`);
}
