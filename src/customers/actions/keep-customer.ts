import { notFound } from '../../base/refusal.ts';
import type { Reader } from '../../base/server/db.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { isWholePhone } from '../phone.ts';
import { customersAsked, insertCustomer, insertItem } from '../store.ts';

export type Known = { id: string; name: string };

/** Who may be meant, for each asker: the one picked, else those with the same whole phone number; and the database's time. */
export async function likelyCustomers(
  sql: Reader,
  asks: readonly { orgId: string; customerId: string | null; phone: string }[],
): Promise<{ now: Date; found: Known[][] }> {
  const found: Known[][] = asks.map(() => []);
  const meant = asks.map(({ orgId, customerId, phone }, n) => ({
    n,
    orgId,
    customerId,
    phone: customerId === null && isWholePhone(phone) ? phone : null,
  }));
  const rows = await customersAsked(sql, meant);
  for (const { n, id, name } of rows) if (id !== null) found[n]?.push({ id, name });
  return { now: rows[0]?.now ?? new Date(), found };
}

/**
 * The customer behind a registration: the one picked, else the one with the same whole phone number and (when
 * both are known) the same name, else a new one. Null when neither name nor phone was said.
 */
export function keepCustomer(
  tx: Tx,
  likely: readonly Known[],
  given: {
    customerId: string | null;
    name: string;
    phone: string;
    items: readonly { kind: string; number: string; title: string }[];
    sample: boolean;
  },
): string | null {
  // one line may serve a family: another name is another customer
  const known = given.customerId
    ? likely.find((customer) => customer.id === given.customerId)
    : likely.find((customer) => !given.name || !customer.name || customer.name === given.name);
  if (given.customerId && !known) throw notFound();
  if (!known && !given.name && !given.phone) return null;
  const id = known?.id ?? newId();
  if (!known) insertCustomer(tx, { id, name: given.name, phone: given.phone, sample: given.sample });
  for (const item of given.items) insertItem(tx, { ...item, customerId: id, sample: given.sample });
  return id;
}
