import { notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { deliveryRetried } from '../facts.ts';
import type { DeliveryState, OutwardWay } from '../notice.ts';
import type { retryDelivery as contract } from '../settings-contract.ts';
import { askToDeliver } from '../store.ts';

/** What failed or was given up goes into the queue at once; what is on its way stays as it is. */
export async function retryDelivery(tx: Tx<Staff>, { id }: Given<typeof contract>): Promise<void> {
  const { sql, caller } = tx;
  const { orgId } = caller;
  const [row] = await sql<{ way: OutwardWay; state: DeliveryState; channel: boolean }[]>`
    select way, state,
           case way when 'mail' then exists (select from notice_mail where org_id = ${orgId})
                    else exists (select from notice_robot robot where robot.org_id = ${orgId} and robot.id = robot_id) end as channel
    from notice_delivery where org_id = ${orgId} and id = ${id} for update`;
  if (!row) throw notFound();
  if (row.state === 'sent') throw new Refusal('notices.delivered');
  if (row.state !== 'failed' && row.state !== 'given-up') return;
  if (!row.channel) throw new Refusal('notices.channel-gone');
  tx.write(sql`
    update notice_delivery set state = 'waiting', code = '', said = '', due_at = clock_timestamp(), settled_at = null
    where org_id = ${orgId} and id = ${id}`);
  tx.write(askToDeliver(sql, [{ orgId, id, dueAt: tx.now }]));
  announce(tx, deliveryRetried, { subjectId: null, data: { deliveryId: id, way: row.way } });
}
