import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, key, someWords, time } from '../base/schemas.ts';
import { moved } from './act-endpoint.ts';

export const pauseClock = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/clocks/:clockId/pause',
  permission: 'clock.pause',
  summary: 'Pause a clock, with reason and evidence',
  params: z.strictObject({ id: id(), clockId: id() }),
  input: z.strictObject({ reason: key(), evidence: someWords(1000), attachmentId: id().nullish() }),
  reply: moved,
});

export const resumeClock = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/clocks/:clockId/resumption',
  permission: 'clock.pause',
  summary: 'Let a paused clock run again',
  params: z.strictObject({ id: id(), clockId: id() }),
  input: z.strictObject({}),
  reply: moved,
});

export const confirmLateRecord = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/clocks/:clockId/late-record',
  permission: 'complaint.correct',
  summary: 'A second person confirms that it was done in time and recorded late',
  params: z.strictObject({ id: id(), clockId: id() }),
  input: z.strictObject({ reason: key() }),
  reply: moved,
});

export const explainClock = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/clocks/:clockId/explanation',
  permission: 'signed-in',
  summary: 'How a clock was counted, stretch by stretch',
  params: z.strictObject({ id: id(), clockId: id() }),
  reply: z.strictObject({
    title: z.string(),
    dueAt: time(),
    source: z.string(),
    /** The rule that sets it, with its article; null: no law does. */
    law: z.strictObject({ rule: z.string(), article: z.string(), note: z.string() }).nullable(),
    stretches: z.array(
      z.strictObject({
        from: time(),
        to: time(),
        counts: z.boolean(),
        why: z.string(),
        title: z.string().nullable(),
        countedMs: z.number(),
      }),
    ),
  }),
});
