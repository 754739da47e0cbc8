import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, someWords, time, words } from '../base/schemas.ts';
import { OVERRIDE_REASONS } from './sending.ts';

const rule = () =>
  z
    .string()
    .max(120)
    .regex(/^[a-z][a-z_]{2,40}\/[a-z0-9][a-z0-9_-]*$/);

const ofOverride = z.strictObject({ id: id() });
const theCase = z.strictObject({ id: z.string(), number: z.string() });

export const keepStops = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/sent/:entryId/stops',
  permission: 'complaint.work',
  summary: 'After sending: sentences that were stopped and sent all the same, and rules that led to better words',
  /** `entryId`: a reply, or word to the customer about an authority's letter; the caller's own. */
  params: z.strictObject({ id: id(), entryId: id() }),
  input: z.strictObject({
    /** As they stand in what was sent. */
    passed: z.array(z.strictObject({ rule: rule(), words: someWords(1000) })).max(40),
    /** Only counted, without words, person or case. */
    mended: z.array(rule()).max(40).default([]),
  }),
  reply: z.strictObject({ made: z.array(z.strictObject({ id: z.string(), rule: z.string(), words: z.string() })) }),
  status: 201,
});

const override = {
  id: z.string(),
  rule: z.string(),
  /** Of its family. */
  title: z.string(),
  /** Empty or hidden after a redaction. */
  words: z.string(),
  at: time(),
  case: theCase,
  reason: z.enum(OVERRIDE_REASONS).nullable(),
  note: z.string(),
};

export const ownOverrides = endpoint({
  method: 'GET',
  path: '/api/own-overrides',
  permission: 'complaint.work',
  summary: 'Stopped sentences that the caller sent all the same, the newest first, with what was found of them',
  reply: z.strictObject({
    items: z.array(z.strictObject({ ...override, stopWasRight: z.boolean().nullable() })),
  }),
});

export const explainOverride = endpoint({
  method: 'PUT',
  path: '/api/overrides/:id/reason',
  permission: 'complaint.work',
  summary: 'Say why a stopped sentence was sent all the same, as its writer; until somebody has judged it',
  params: ofOverride,
  input: z.strictObject({ reason: z.enum(OVERRIDE_REASONS), note: words(200).default('') }),
});

export const overrides = endpoint({
  method: 'GET',
  path: '/api/overrides',
  permission: 'talk.review',
  summary: 'How often each rule stopped a sentence, was overridden and found right; sentences still to be judged',
  reply: z.strictObject({
    days: z.number(),
    rules: z.array(
      z.strictObject({
        rule: z.string(),
        title: z.string(),
        /** A sentence that the rule is meant to find; null of what was learned, or of a rule that is gone. */
        example: z.string().nullable(),
        stopped: z.number(),
        overridden: z.number(),
        stopWasRight: z.number(),
        stopWasWrong: z.number(),
        waiting: z.number(),
      }),
    ),
    /** Of others, without their names. */
    items: z.array(z.strictObject(override)),
  }),
});

export const judgeOverride = endpoint({
  method: 'POST',
  path: '/api/overrides/:id/judgement',
  permission: 'talk.review',
  summary: 'Say whether a rule was right to stop a sentence that was sent all the same; once, not by its writer',
  params: ofOverride,
  input: z.strictObject({ stopWasRight: z.boolean() }),
});
