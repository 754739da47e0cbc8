import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id } from '../base/schemas.ts';
import { LACKS } from './moving.ts';

const counts = {
  /** Running clocks that count by another rule of the same name. */
  adopted: z.number(),
  /** Of these, clocks whose due time changes. */
  moved: z.number(),
  /** Overdue at once by it, and not before. */
  overdue: z.number(),
  /** No longer asked for. */
  ended: z.number(),
  /** Asked for from now on. */
  started: z.number(),
};
const lack = z.strictObject({
  what: z.enum(LACKS),
  /** A stage, or a key of the pack that the case goes by. */
  key: z.string(),
});

const preview = z.strictObject({
  title: z.string(),
  edition: z.number(),
  /** Open complaints that go by another edition. */
  cases: z.number(),
  /** Of these, how many were looked at; the figures are theirs. */
  looked: z.number(),
  clocks: z.strictObject(counts),
  rules: z.array(z.strictObject({ key: z.string(), title: z.string(), ...counts })),
  /** Cases with a clock that is overdue at once by it. */
  overdueCases: z.strictObject({
    count: z.number(),
    /** The first ones that the reader may see. */
    items: z.array(z.strictObject({ complaintId: id(), number: z.string() })),
  }),
  /** Cases for which the edition lacks something: they stay. */
  refused: z.number(),
  lacking: z.array(lack.extend({ cases: z.number() })),
});

export const movingPreview = endpoint({
  method: 'GET',
  path: '/api/policy/editions/:id/moving',
  permission: 'policy.publish',
  summary: 'What would change if the open complaints of an edition’s place went by it',
  params: z.strictObject({ id: id() }),
  reply: preview,
});

export const draftMovingPreview = endpoint({
  method: 'GET',
  path: '/api/policy/drafts/:id/moving',
  permission: 'policy.read',
  summary: 'The same for a draft, as it reads now',
  params: z.strictObject({ id: id() }),
  reply: preview,
});

export const storeReturnPreview = endpoint({
  method: 'GET',
  path: '/api/policy/stores/:id/moving',
  permission: 'policy.publish',
  summary: 'The same for a store that gives up its own edition: its open complaints by the organisation’s',
  params: z.strictObject({ id: id() }),
  reply: preview.extend({
    /** The organisation's edition, by which the store would go. */
    editionId: id(),
    own: z.strictObject({ id: id(), title: z.string(), edition: z.number() }),
  }),
});

export const moveToEdition = endpoint({
  method: 'POST',
  path: '/api/policy/editions/:id/moving',
  permission: 'policy.publish',
  summary: 'Put open complaints under the edition that is in force for them, some at a time until none is left',
  params: z.strictObject({ id: id() }),
  input: z.strictObject({
    /** Where the call before ended (`next`). */
    after: id().nullable().default(null),
  }),
  reply: z.strictObject({
    /** Moved by this call. */
    cases: z.number(),
    clocks: z.strictObject(counts),
    /** Not moved by this call: the edition lacks something that they have. */
    refused: z.number(),
    /** Of these, the ones that the caller may see. */
    refusals: z.array(
      z.strictObject({ complaintId: id(), number: z.string(), code: z.string(), lacks: z.array(lack) }),
    ),
    /** To ask on with; null: all were looked at. */
    next: id().nullable(),
  }),
});
