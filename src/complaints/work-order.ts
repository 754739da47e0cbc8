import { may, type Staff } from '../people/staff.ts';
import type { WorkOrderState } from './complaint.ts';

export type WorkOrderMove = 'accept' | 'reply' | 'verify' | 'return' | 'urge' | 'cancel';

const FROM: Record<WorkOrderMove, readonly WorkOrderState[]> = {
  accept: ['sent', 'returned'],
  reply: ['sent', 'accepted', 'returned'],
  verify: ['replied'],
  return: ['replied'],
  urge: ['sent', 'accepted', 'returned'],
  cancel: ['sent', 'accepted', 'returned'],
};

/** The refusal's code when a work order in this state does not take this move. */
export const workOrderMove = (state: WorkOrderState, move: WorkOrderMove): string | null =>
  FROM[move].includes(state) ? null : `complaints.work-order-${move}`;

/** The person it was sent to, or anybody of the department who may answer. */
export const mayAnswer = (
  staff: Staff,
  order: { assigneeId: string | null; departmentId?: string },
  storeId: string,
): boolean =>
  may(staff, 'work-order.answer', storeId) &&
  (order.assigneeId === staff.staffId ||
    staff.posts.some(
      (held) =>
        held.permissions.has('work-order.answer') &&
        (held.storeId === null || held.storeId === storeId) &&
        (held.departmentId === null || held.departmentId === order.departmentId),
    ));
