import type { Reader } from '../base/server/db.ts';
import { newId } from '../base/server/ids.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';

/**
 * For each asker the customer picked by id, else those with the same whole phone number, the oldest first. The time is
 * the database's; an asker for whom nobody is found has one row without an id. Asked as JSON, the statement keeps one
 * plan: for arrays the planner would count their items and plan anew each time.
 */
export const customersAsked = (
  sql: Reader,
  asks: readonly { n: number; orgId: string; customerId: string | null; phone: string | null }[],
) =>
  sql<{ n: number; now: Date; id: string | null; name: string }[]>`
    select ask.n, clock_timestamp() as now, found.id, found.name
    from jsonb_to_recordset(${sql.json(asks)}) as ask (n integer, "orgId" uuid, "customerId" uuid, phone text)
    left join lateral (
      select id, name, created_at from customer where org_id = ask."orgId" and id = ask."customerId"
      union all
      (select id, name, created_at from customer
       where org_id = ask."orgId" and phone = ask.phone and phone <> '' order by created_at limit 20)
    ) as found on true
    order by ask.n, found.created_at`;

interface CustomerRow {
  orgId: string;
  id: string;
  name: string;
  phone: string;
  createdAt: Date;
  createdBy: string | null;
  sample: boolean;
}
const customers = rowsOf<CustomerRow>('customer', ['orgId', 'id', 'name', 'phone', 'createdAt', 'createdBy', 'sample']);

export const insertCustomer = (tx: Tx, customer: { id: string; name: string; phone: string; sample: boolean }): void =>
  tx.insert(customers, {
    ...customer,
    orgId: tx.caller.orgId,
    createdAt: tx.now,
    createdBy: tx.caller.staffId,
  });

interface ItemRow {
  orgId: string;
  id: string;
  customerId: string;
  kind: string;
  number: string;
  title: string;
  createdAt: Date;
  sample: boolean;
}
const items = rowsOf<ItemRow>(
  'customer_item',
  ['orgId', 'id', 'customerId', 'kind', 'number', 'title', 'createdAt', 'sample'],
  { skip: true },
);

export const insertItem = (
  tx: Tx,
  item: { customerId: string; kind: string; number: string; title: string; sample: boolean },
): void => tx.insert(items, { ...item, orgId: tx.caller.orgId, id: newId(), createdAt: tx.now });
