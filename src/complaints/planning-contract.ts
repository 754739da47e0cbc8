import * as z from 'zod';
import { id, instant, key, someLine, someWords, words } from '../base/schemas.ts';
import { act, making } from './act-endpoint.ts';
import { CONTACT_MEANS, DEMAND_ANSWERS, MOODS } from './complaint.ts';

export const planOption = z.strictObject({
  outline: someWords(500),
  benefit: words(500).default(''),
  details: words(3000).default(''),
  remedy: key(),
  amountFen: z.number().int().min(0).max(100_000_000_00).nullable().default(null),
  immediate: words(500).default(''),
  immediateMinutes: z.number().int().min(0).max(100_000).nullable().default(null),
});

export const draftPlan = making(
  'plans',
  'complaint.plan',
  'Draft a plan',
  z.strictObject({
    need: words(500).default(''),
    options: z.array(planOption).min(1).max(6),
    dueAt: instant().nullish(),
    joint: z.boolean().default(false),
  }),
);

export const signPlan = act(
  'plan-signatures',
  'complaint.plan',
  'Sign a joint plan',
  z.strictObject({ planId: id(), post: key(), note: words(500).default('') }),
);

export const agreePlan = act(
  'agreement',
  'complaint.plan',
  'Record that the customer agrees to a plan',
  z.strictObject({
    planId: id(),
    option: z.number().int().min(0).max(5),
    means: z.enum(CONTACT_MEANS),
    by: someLine(60),
    note: words(1000).default(''),
  }),
);

export const declinePlan = act(
  'agreement/refusal',
  'complaint.plan',
  'Record that the customer declines a plan',
  z.strictObject({ planId: id(), reason: someWords(1000) }),
);

export const execute = act(
  'execution',
  'complaint.execute',
  'Begin to execute the plan',
  z.strictObject({ what: someWords(2000), dueAt: instant().nullish() }),
);

export const resolve = act(
  'resolution',
  'complaint.execute',
  'Record the resolution; the follow-up comes next',
  z.strictObject({
    result: someWords(3000),
    delivered: words(1000).default(''),
    demands: z
      .array(
        z.strictObject({
          id: id(),
          answer: z.enum(DEMAND_ANSWERS),
          note: words(500).default(''),
          amountFen: z.number().int().min(0).nullish(),
        }),
      )
      .max(20)
      .default([]),
    moodAfter: z.enum(MOODS).nullish(),
  }),
);
