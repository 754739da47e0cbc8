import * as z from 'zod';
import { id, instant, key, line, someLine, someWords, words } from '../base/schemas.ts';
import { act, making } from './act-endpoint.ts';
import { CONTACT_MEANS, DEMAND_ANSWERS, MOODS } from './complaint.ts';
import { ABLE } from './records.ts';

export const planOption = z.strictObject({
  outline: someWords(500),
  benefit: words(500).default(''),
  details: words(3000).default(''),
  remedy: key(),
  amountFen: z.number().int().min(0).max(100_000_000_00).nullable().default(null),
  immediate: words(500).default(''),
  immediateMinutes: z.number().int().min(0).max(100_000).nullable().default(null),
  costFen: z.number().int().min(0).max(100_000_000_00).nullable().default(null),
  dueAt: instant().nullable().default(null),
  able: z.enum(ABLE).nullable().default(null),
  ableWho: line(60).default(''),
  ableBy: instant().nullable().default(null),
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
    /** A reason of `notApplicable`, for fewer options than the pack asks for. */
    fewer: key().nullish(),
    /** A closed case whose plan this one follows. */
    precedentId: id().nullish(),
  }),
);

export const choosePlan = act(
  'plan-choices',
  'complaint.approve',
  'Choose one option of the plan, with a remark, for a post that the pack names',
  z.strictObject({ planId: id(), option: z.number().int().min(0).max(5), remark: someWords(1000) }),
);

export const holdMeeting = making(
  'meetings',
  'complaint.work',
  'Write down a meeting about the plan, or on a rung that asks for one',
  z.strictObject({
    of: z.enum(['plan', 'rung']).default('plan'),
    heldAt: instant(),
    staffIds: z.array(id()).max(30).default([]),
    others: words(300).default(''),
    words: someWords(3000),
  }),
);

export const provideRecord = making(
  'demanded-records',
  'complaint.work',
  'Note that something demanded by the pack is there',
  z.strictObject({
    record: key(),
    words: words(3000).default(''),
    amountFen: z.number().int().min(0).max(100_000_000_00).nullish(),
    attachmentId: id().nullish(),
  }),
);

export const answerBreach = act(
  'breach-answers',
  'complaint.work',
  'Answer the question of an overdue clock: can the customer wait?',
  z.strictObject({ clockId: id(), canWait: z.boolean(), words: words(1000).default('') }),
);

export const chooseSpecial = making(
  'special-solutions',
  'complaint.plan',
  'Choose a special solution of the pack',
  z.strictObject({
    key: key(),
    costFen: z.number().int().min(0).max(100_000_000_00).nullish(),
    satisfaction: words(1000).default(''),
    words: words(1000).default(''),
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
    /** What the customer is promised; the plan's own date when it is left out. */
    dueAt: instant().nullish(),
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
