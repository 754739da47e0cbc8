import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, someWords } from '../base/schemas.ts';
import { making, moved } from './act-endpoint.ts';

export const sendWorkOrder = making(
  'work-orders',
  'work-order.send',
  'Send a work order to a department',
  z.strictObject({ departmentId: id(), assigneeId: id().nullish(), task: someWords(2000), dueAt: instant() }),
);

const workOrderStep = <const P extends string, I extends z.ZodType>(
  step: P,
  permission: string,
  summary: string,
  input: I,
) =>
  endpoint({
    method: 'POST',
    path: `/api/complaints/:id/work-orders/:workOrderId/${step}` as `/api/complaints/:id/work-orders/:workOrderId/${P}`,
    permission,
    summary,
    params: z.strictObject({ id: id(), workOrderId: id() }),
    input,
    reply: moved,
  });

export const acceptWorkOrder = workOrderStep(
  'acceptance',
  'work-order.answer',
  'Accept a work order',
  z.strictObject({}),
);

export const replyWorkOrder = workOrderStep(
  'reply',
  'work-order.answer',
  'Reply to a work order',
  z.strictObject({ reply: someWords(5000) }),
);

export const verifyWorkOrder = workOrderStep(
  'verification',
  'work-order.send',
  'Verify the reply to a work order',
  z.strictObject({}),
);

export const returnWorkOrder = workOrderStep(
  'return',
  'work-order.send',
  'Return a work order to be done again',
  z.strictObject({ why: someWords(500), dueAt: instant() }),
);

export const releaseWorkOrder = workOrderStep(
  'release',
  'complaint.work',
  'Show a reply that is held back to everybody on the case',
  z.strictObject({}),
);

export const urgeWorkOrder = workOrderStep('urge', 'work-order.send', 'Urge a work order', z.strictObject({}));

export const cancelWorkOrder = workOrderStep(
  'cancellation',
  'work-order.send',
  'Cancel a work order',
  z.strictObject({ why: someWords(500) }),
);
