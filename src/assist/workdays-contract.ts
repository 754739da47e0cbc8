import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id } from '../base/schemas.ts';
import { calendarSchema, frameSchema } from '../clocks/pack.ts';

const title = z.string();

export const workdays = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/workdays',
  permission: 'complaint.read',
  summary: 'The calendar of a case by which spoken working days and closing times are understood; null: it has none',
  params: z.strictObject({ id: id() }),
  reply: z.strictObject({
    calendar: z
      .strictObject({
        rule: calendarSchema,
        /** By day; from this year on. */
        days: z.record(
          z.string(),
          z.discriminatedUnion('kind', [
            z.strictObject({ kind: z.literal('off'), title }),
            z.strictObject({ kind: z.literal('work'), title, frames: z.array(frameSchema).optional() }),
          ]),
        ),
      })
      .nullable(),
  }),
});
