import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, key, line, someLine, words } from '../base/schemas.ts';
import { caseId, making, moved } from './act-endpoint.ts';
import { DEMAND_ANSWERS, MOODS } from './complaint.ts';
import { claim, demandInput } from './contract.ts';

export const correctFacts = endpoint({
  method: 'PATCH',
  path: '/api/complaints/:id',
  permission: 'complaint.work',
  summary: 'Correct or complete what was registered; a stale `version` is refused with both versions',
  params: caseId,
  input: z.strictObject({
    version: z.number().int(),
    callerName: line(60).optional(),
    callerPhone: line(40).optional(),
    relation: key().optional(),
    channel: key().optional(),
    source: key().optional(),
    receivedAt: instant().optional(),
    subjects: z.array(key()).max(10).optional(),
    expectedFeeling: words(500).optional(),
    expectedProcess: words(500).optional(),
    expectedResult: words(500).optional(),
    moodBefore: z.enum(MOODS).nullable().optional(),
    moodAfter: z.enum(MOODS).nullable().optional(),
    fields: z.record(key(), z.union([line(200), z.number(), z.boolean(), z.null()])).optional(),
  }),
  reply: moved,
});

export const addDemand = making('demands', 'complaint.work', 'Add a demand', demandInput);

export const correctDemand = endpoint({
  method: 'PATCH',
  path: '/api/complaints/:id/demands/:demandId',
  permission: 'complaint.work',
  summary: 'Correct the amount that a demand asks for; null takes it back',
  params: z.strictObject({ id: id(), demandId: id() }),
  input: z.strictObject({ claimedFen: claim.nullable() }),
  reply: moved,
});

export const answerDemand = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/demands/:demandId/answer',
  permission: 'complaint.work',
  summary: 'Answer a demand',
  params: z.strictObject({ id: id(), demandId: id() }),
  input: z.strictObject({
    answer: z.enum(DEMAND_ANSWERS),
    note: words(500).default(''),
    amountFen: z.number().int().min(0).nullish(),
  }),
  reply: moved,
});

export const addOutsideNumber = making(
  'outside-numbers',
  'complaint.work',
  'Add a number that another organisation gave the case',
  z.strictObject({
    number: someLine(60),
    sender: line(60).default(''),
    contact: line(60).default(''),
    dueAt: instant().nullish(),
  }),
);
