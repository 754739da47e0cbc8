import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, key, line, someWords, words } from '../base/schemas.ts';
import { caseId, making, moved } from './act-endpoint.ts';
import { CONTACT_MEANS, CONTACT_OUTCOMES, MOODS } from './complaint.ts';

export const contactInput = z.strictObject({
  means: z.enum(CONTACT_MEANS),
  direction: z.enum(['out', 'in']).default('out'),
  outcome: z.enum(CONTACT_OUTCOMES),
  /** Whom one spoke to: a relation of the pack; decides whether `reached` counts. */
  relation: key().default('self'),
  happenedAt: instant().optional(),
  summary: words(5000).default(''),
  moodAfter: z.enum(MOODS).nullish(),
  promise: z.strictObject({ body: someWords(300), dueAt: instant() }).optional(),
  /** One tap after each contact: what next, and when. */
  nextStep: line(100).optional(),
  nextStepAt: instant().nullish(),
  lateReason: key().nullish(),
});

export const logContact = making('contacts', 'complaint.work', 'Record a contact with the customer', contactInput);

export const urge = making(
  'urges',
  'complaint.register',
  'Record that the customer urges',
  z.strictObject({ means: z.enum(CONTACT_MEANS).default('phone'), summary: words(2000).default('') }),
);

export const sendReply = making(
  'replies',
  'complaint.work',
  'Record a reply that was sent',
  z.strictObject({
    body: someWords(10_000),
    means: z.enum(CONTACT_MEANS),
    /** The answer itself, not word of the progress: in writing, only from the post that the pack names. */
    answer: z.boolean().default(false),
    sentAt: instant().optional(),
    nextStep: line(100).optional(),
    nextStepAt: instant().nullish(),
  }),
);

export const promise = making(
  'promises',
  'complaint.work',
  'Record a promise to the customer',
  z.strictObject({
    body: someWords(300),
    dueAt: instant(),
    /** Of money in it, which must lie within one's own authority or have been allowed. */
    amountFen: z.int().min(0).max(10_000_000_000).nullable().default(null),
  }),
);

export const keepPromise = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/promises/:promiseId/kept',
  permission: 'complaint.work',
  summary: 'Say that a promise was kept',
  params: z.strictObject({ id: id(), promiseId: id() }),
  input: z.strictObject({}),
  reply: moved,
});

export const reveal = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/reveals',
  permission: 'contact.reveal',
  summary: 'Show a masked number in full; recorded with its purpose',
  confidential: true,
  params: caseId,
  input: z.strictObject({ what: line(80), purpose: key() }),
  reply: z.strictObject({ value: z.string() }),
});
