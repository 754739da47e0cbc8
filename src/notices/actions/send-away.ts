import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { askToDeliver, type DeliveryRow, deliveries } from '../store.ts';

export function sendAway(tx: Tx, outgoing: readonly DeliveryRow[]): void {
  if (!outgoing.length) return;
  for (const row of outgoing) tx.insert(deliveries, row);
  tx.write(askToDeliver(tx.sql, outgoing));
}

export const aDelivery = (orgId: string, now: Date, held: Date | null): DeliveryRow => ({
  orgId,
  id: newId(),
  way: 'mail',
  happening: '',
  complaintId: null,
  factId: null,
  noticeId: null,
  staffId: null,
  robotId: null,
  clockKey: null,
  digestDay: null,
  state: held ? 'held' : 'waiting',
  dueAt: held ?? now,
  attempts: 0,
  madeAt: now,
});
