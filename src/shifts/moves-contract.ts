import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, key } from '../base/schemas.ts';
import { complaintRow } from '../complaints/contract.ts';

const person = z.strictObject({ id: z.string(), name: z.string() });

export const previewMoves = endpoint({
  method: 'POST',
  path: '/api/case-moves/preview',
  permission: 'complaint.work',
  summary: 'Who would take which open case of a person, and what cannot move',
  input: z.strictObject({
    fromId: id(),
    /** `one` and `evenly` go to `toIds`; `deputy` to who stands in for that person. */
    how: z.enum(['one', 'evenly', 'deputy']),
    toIds: z.array(id()).max(20).default([]),
    storeId: id().optional(),
  }),
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        row: complaintRow,
        to: person.nullable(),
        /** The code of the refusal. */
        bar: z.string().nullable(),
      }),
    ),
    /** There are more than are looked at in one go. */
    more: z.boolean(),
  }),
});

export const moveCases = endpoint({
  method: 'POST',
  path: '/api/case-moves',
  permission: 'complaint.work',
  summary: 'Move open cases of a person, each by itself; asked again it goes on with what is left',
  input: z.strictObject({
    fromId: id(),
    /** Of the pack's reasons for handing over. */
    reason: key(),
    moves: z
      .array(z.strictObject({ complaintId: id(), toId: id() }))
      .min(1)
      .max(200),
  }),
  reply: z.strictObject({
    moved: z.number(),
    /** Had been moved there before. */
    already: z.number(),
    left: z.array(z.strictObject({ complaintId: z.string(), number: z.string(), code: z.string() })),
  }),
});
