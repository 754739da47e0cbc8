import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, key, line, words } from '../base/schemas.ts';

export const MOST_AT_ONCE = 200;

const ids = z
  .array(id())
  .min(1)
  .max(MOST_AT_ONCE)
  .transform((all) => [...new Set(all)]);

/** Everything is tried and nothing kept: what would be skipped, and why. */
const preview = z.boolean().default(false);

const report = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      number: z.string().nullable(),
      /** `same`: it was so already. */
      outcome: z.enum(['done', 'same', 'skipped']),
      /** Of the case afterwards; null unless done. */
      version: z.number().nullable(),
      /** The code of the refusal, and its sentence in the reader's language. */
      code: z.string().nullable(),
      why: z.string().nullable(),
    }),
  ),
});
export type BulkReport = z.output<typeof report>;

export const assignMany = endpoint({
  method: 'POST',
  path: '/api/complaints/bulk/owner',
  permission: 'complaint.work',
  summary:
    'Assign several cases, each in a transaction of its own; doing it again changes nothing; 404 when none is there',
  input: z.strictObject({ ids, ownerId: id(), reason: key().nullish(), note: words(500).default(''), preview }),
  reply: report,
});

export const undoAssignMany = endpoint({
  method: 'POST',
  path: '/api/complaints/bulk/owner/undo',
  permission: 'complaint.work',
  summary: 'Take back assignments of one’s own within 15 minutes, on cases that nobody has touched since',
  input: z.strictObject({
    items: z
      .array(z.strictObject({ id: id(), version: z.number().int().positive() }))
      .min(1)
      .max(MOST_AT_ONCE),
  }),
  reply: report,
});

export const setNextStepMany = endpoint({
  method: 'POST',
  path: '/api/complaints/bulk/next-step',
  permission: 'complaint.work',
  summary: 'Set the next step of several cases, each in a transaction of its own; doing it again changes nothing',
  input: z.strictObject({ ids, step: line(100).default(''), at: instant(), preview }),
  reply: report,
});
