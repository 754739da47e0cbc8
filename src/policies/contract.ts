import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, time } from '../base/schemas.ts';
import { envelopeSchema } from './pack.ts';

export const findingView = z.strictObject({
  code: z.string(),
  path: z.string(),
  stops: z.boolean(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Where in the texts of a draft it lies; line and column from 1. */
  file: z.string().optional(),
  line: z.number().optional(),
  column: z.number().optional(),
});
export type FindingView = z.output<typeof findingView>;

const editionHead = {
  id: z.string(),
  packKey: z.string(),
  edition: z.number(),
  hash: z.string(),
  publisher: z.string().nullable(),
  publishedAt: time(),
  note: z.string(),
};

/** A whole edition to read: its head, its sections as published, the figures of ours, and what was found. */
export const editionView = z.strictObject({
  ...editionHead,
  pack: envelopeSchema.extend({
    /** `posts`, `clocks`, `complaints` …: each in the shape of its room's pack.ts. */
    sections: z.record(z.string(), z.json()),
  }),
  findings: z.array(findingView),
});
export type EditionView = z.output<typeof editionView>;

export const currentPolicy = endpoint({
  method: 'GET',
  path: '/api/policy',
  permission: 'policy.read',
  summary: 'The policy in force, of one store if named',
  input: z.strictObject({ storeId: id().optional() }),
  reply: editionView,
});

export const editions = endpoint({
  method: 'GET',
  path: '/api/policy/editions',
  permission: 'policy.read',
  summary: 'The editions of the policy',
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        ...editionHead,
        title: z.string(),
        /** The organisation goes by it now. */
        current: z.boolean(),
        /** Stores of the reader that go by it now, having chosen one of their own. */
        stores: z.array(z.strictObject({ id: z.string(), name: z.string() })),
      }),
    ),
  }),
});

export const edition = endpoint({
  method: 'GET',
  path: '/api/policy/editions/:id',
  permission: 'policy.read',
  summary: 'One edition of the policy',
  params: z.strictObject({ id: id() }),
  reply: editionView,
});
