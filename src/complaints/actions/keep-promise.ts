import { notFound } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import type { keepPromise, promise } from '../contact-contract.ts';
import { promiseKept } from '../facts.ts';
import { mustHaveAuthority } from './authorise.ts';
import { openCase } from './case-work.ts';
import { makePromise } from './contact-customer.ts';

export async function promiseTo(tx: Tx<Staff>, given: Given<typeof promise>) {
  const work = await openCase(tx, given.id, 'promise');
  if (given.amountFen !== null) mustHaveAuthority(work, { amountFen: given.amountFen });
  const made = makePromise(work, given);
  return { ...(await work.done()), made };
}

export async function keepPromiseTo(tx: Tx<Staff>, given: Given<typeof keepPromise>) {
  const work = await openCase(tx, given.id, 'promise');
  const { sql } = tx;
  const [kept] = await sql`
    update promise set kept_at = ${tx.now}, kept_by = ${tx.caller.staffId}
    where org_id = ${tx.caller.orgId} and complaint_id = ${given.id} and id = ${given.promiseId} and kept_at is null
    returning id`;
  if (!kept) throw notFound();
  work.tell(promiseKept, { promiseId: given.promiseId });
  return work.done();
}
