import { holds, may, type Staff } from '../people/staff.ts';
import type { WorkOrderState } from './complaint.ts';

export const WORK_ORDER_MOVES = ['accept', 'reply', 'verify', 'return', 'release', 'urge', 'cancel'] as const;
export type WorkOrderMove = (typeof WORK_ORDER_MOVES)[number];

const FROM: Record<WorkOrderMove, readonly WorkOrderState[]> = {
  accept: ['sent', 'returned'],
  reply: ['sent', 'accepted', 'returned'],
  verify: ['replied'],
  return: ['replied'],
  release: ['replied', 'verified'],
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

/** The role under which the words of an answer lie while they are held back. */
export const HELD = 'held-reply';

interface Held {
  /** Posts that see the answer first; none: everybody on the case. */
  readonly heldFor: readonly string[];
  readonly releasedAt: Date | null;
}

export const isHeldBack = ({ heldFor, releasedAt }: Held): boolean => heldFor.length > 0 && releasedAt === null;

/** Whether this person reads the answer: one of those for whom it is held, or of those who wrote it. */
export const readsAnswer = (
  staff: Staff,
  order: Held & { readonly assigneeId: string | null; readonly repliedBy: string | null },
  storeId: string,
): boolean =>
  !isHeldBack(order) ||
  staff.staffId === null ||
  order.repliedBy === staff.staffId ||
  order.assigneeId === staff.staffId ||
  order.heldFor.some((post) => holds(staff, post, storeId));

/** Showing it to everybody on the case is for those for whom it is held. */
export const mayRelease = (staff: Staff, { heldFor }: Pick<Held, 'heldFor'>, storeId: string): boolean =>
  staff.staffId === null || heldFor.some((post) => holds(staff, post, storeId));

/** Checking an answer is for the posts that the pack names; where it names none, for whoever may send work orders. */
export const mayVerify = (staff: Staff, verify: readonly string[], storeId: string): boolean =>
  may(staff, 'work-order.send', storeId) &&
  (staff.staffId === null || verify.length === 0 || verify.some((post) => holds(staff, post, storeId)));
