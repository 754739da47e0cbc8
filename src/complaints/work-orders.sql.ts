import type { Reader } from '../base/server/db.ts';
import { may, type Staff } from '../people/staff.ts';
import { workOrderUrged } from './facts.ts';
import {
  isHeldBack,
  mayAnswer,
  mayRelease,
  mayVerify,
  readsAnswer,
  WORK_ORDER_MOVES,
  workOrderMove,
} from './work-order.ts';

/** The work orders of a case as its page shows them. */
export const ordersOf = (sql: Reader, orgId: string, complaintId: string) =>
  sql<
    {
      id: string;
      ordinal: number;
      departmentId: string;
      departmentName: string;
      assigneeId: string | null;
      task: string;
      dueAt: Date;
      state: 'sent' | 'accepted' | 'replied' | 'verified' | 'returned' | 'cancelled';
      sentBy: string | null;
      sentAt: Date;
      acceptedAt: Date | null;
      reply: string;
      repliedBy: string | null;
      repliedAt: Date | null;
      returned: number;
      urged: number;
      heldFor: string[];
      releasedAt: Date | null;
    }[]
  >`
    select work_order.id, work_order.ordinal, work_order.department_id, department.name as department_name, work_order.assignee_id,
           work_order.task, work_order.due_at, work_order.state, work_order.sent_by, work_order.sent_at, work_order.accepted_at,
           work_order.reply, work_order.replied_by, work_order.replied_at, work_order.returned, work_order.urged,
           work_order.held_for, work_order.released_at
    from work_order
    join department on department.org_id = work_order.org_id and department.id = work_order.department_id
    where work_order.org_id = ${orgId} and work_order.complaint_id = ${complaintId} order by work_order.ordinal`;

/** When each of them was urged. */
export const urgesOf = (sql: Reader, orgId: string, complaintId: string) => sql<{ workOrderId: string; at: Date }[]>`
  select data ->> 'workOrderId' as work_order_id, occurred_at as at from fact
  where org_id = ${orgId} and subject_id = ${complaintId} and kind = ${workOrderUrged.kind} order by recorded_at, id`;

/** The answer, left out for those from whom it is held back until it is released. */
export const heldBack = (
  caller: Staff,
  storeId: string,
  order: Parameters<typeof readsAnswer>[1] & { reply: string },
): { reply: string; held: 'from-you' | 'from-others' | null; heldFor: string[] } => ({
  reply: readsAnswer(caller, order, storeId) ? order.reply : '',
  held:
    isHeldBack(order) && order.reply !== '' ? (readsAnswer(caller, order, storeId) ? 'from-others' : 'from-you') : null,
  heldFor: [...order.heldFor],
});

/** What this person may do with it now; `verify`: the posts that the pack names for checking answers. */
export function orderMoves(
  caller: Staff,
  storeId: string,
  order: {
    state: never | string;
    assigneeId: string | null;
    departmentId: string;
    repliedBy: string | null;
    heldFor: readonly string[];
    releasedAt: Date | null;
  },
  verify: readonly string[],
) {
  const reads = readsAnswer(caller, order, storeId);
  return WORK_ORDER_MOVES.filter((move) => {
    if (workOrderMove(order.state as Parameters<typeof workOrderMove>[0], move)) return false;
    if (move === 'accept' || move === 'reply') return mayAnswer(caller, order, storeId);
    if (move === 'release') return isHeldBack(order) && mayRelease(caller, order, storeId);
    if (move === 'verify' || move === 'return') return reads && mayVerify(caller, verify, storeId);
    return may(caller, 'work-order.send', storeId);
  });
}
