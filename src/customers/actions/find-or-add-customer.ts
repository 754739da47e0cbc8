import { notFound } from '../../base/refusal.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { isWholePhone } from '../phone.ts';
import { customerById, customerByPhone, insertCustomer, insertItem } from '../store.ts';

/**
 * The customer behind a registration: the one picked, else the one with the same whole phone number and (when
 * both are known) the same name, else a new one. Null when neither name nor phone was said.
 */
export async function findOrAddCustomer(
  tx: Tx,
  given: {
    customerId: string | null;
    name: string;
    phone: string;
    items: readonly { kind: string; number: string; title: string }[];
    sample: boolean;
  },
): Promise<string | null> {
  const known = given.customerId
    ? await customerById(tx.sql, tx.caller.orgId, given.customerId)
    : await byPhone(tx, given);
  if (given.customerId && !known) throw notFound();
  if (!known && !given.name && !given.phone) return null;
  const id = known?.id ?? newId();
  if (!known) insertCustomer(tx, { id, name: given.name, phone: given.phone, sample: given.sample });
  for (const item of given.items) insertItem(tx, { ...item, customerId: id, sample: given.sample });
  return id;
}

async function byPhone(tx: Tx, given: { name: string; phone: string }): Promise<{ id: string } | null> {
  if (!isWholePhone(given.phone)) return null;
  const found = await customerByPhone(tx.sql, tx.caller.orgId, given.phone);
  // one line may serve a family: another name is another customer
  return found.find((customer) => !given.name || !customer.name || customer.name === given.name) ?? null;
}
