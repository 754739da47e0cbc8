import type { Reader } from '../base/server/db.ts';
import { newId } from '../base/server/ids.ts';
import type { Tx } from '../base/server/transaction.ts';

export async function customerById(
  sql: Reader,
  orgId: string,
  id: string,
): Promise<{ id: string; name: string } | null> {
  const [row] = await sql<{ id: string; name: string }[]>`
    select id, name from customer where org_id = ${orgId} and id = ${id}`;
  return row ?? null;
}

export const customerByPhone = (sql: Reader, orgId: string, phone: string) =>
  sql<{ id: string; name: string }[]>`
    select id, name from customer where org_id = ${orgId} and phone = ${phone} and phone <> '' order by created_at limit 20`;

export const insertCustomer = (tx: Tx, customer: { id: string; name: string; phone: string; sample: boolean }): void =>
  tx.insert(tx.sql`
    insert into customer (org_id, id, name, phone, created_at, created_by, sample)
    values (${tx.caller.orgId}, ${customer.id}, ${customer.name}, ${customer.phone}, ${tx.now}, ${tx.caller.staffId}, ${customer.sample})`);

export const insertItem = (
  tx: Tx,
  item: { customerId: string; kind: string; number: string; title: string; sample: boolean },
): void =>
  tx.insert(tx.sql`
    insert into customer_item (org_id, id, customer_id, kind, number, title, created_at, sample)
    values (${tx.caller.orgId}, ${newId()}, ${item.customerId}, ${item.kind}, ${item.number}, ${item.title}, ${tx.now}, ${item.sample})
    on conflict (org_id, kind, number, customer_id) do nothing`);
