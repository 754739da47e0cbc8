import type { Reader } from '../base/server/db.ts';
import { may, type Staff } from '../people/staff.ts';
import { mayAnswer, workOrderMove } from './work-order.ts';

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
    }[]
  >`
    select work_order.id, work_order.ordinal, work_order.department_id, department.name as department_name, work_order.assignee_id,
           work_order.task, work_order.due_at, work_order.state, work_order.sent_by, work_order.sent_at, work_order.accepted_at,
           work_order.reply, work_order.replied_by, work_order.replied_at, work_order.returned, work_order.urged
    from work_order
    join department on department.org_id = work_order.org_id and department.id = work_order.department_id
    where work_order.org_id = ${orgId} and work_order.complaint_id = ${complaintId} order by work_order.ordinal`;

/** What this person may do with it now. */
export function orderMoves(
  caller: Staff,
  storeId: string,
  order: { state: never | string; assigneeId: string | null; departmentId: string },
) {
  const moves = ['accept', 'reply', 'verify', 'return', 'urge', 'cancel'] as const;
  return moves.filter((move) => {
    if (workOrderMove(order.state as Parameters<typeof workOrderMove>[0], move)) return false;
    return move === 'accept' || move === 'reply'
      ? mayAnswer(caller, order, storeId)
      : may(caller, 'work-order.send', storeId);
  });
}
