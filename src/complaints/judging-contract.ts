import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, key, someWords, words } from '../base/schemas.ts';
import { act, moved } from './act-endpoint.ts';
import { CONTACT_MEANS, RESPONSIBLE, SEVERITIES, STANDINGS, TRUTHS } from './complaint.ts';
import { fieldValues } from './contract.ts';
import { VERDICTS } from './judging.ts';
import { basisSchema } from './judging-basis.ts';

export const nameRespondent = act(
  'respondents',
  'complaint.work',
  'Name whom the complaint is about; the case is hidden from them',
  z.strictObject({ staffId: id() }),
);

export const clearRespondent = endpoint({
  method: 'DELETE',
  path: '/api/complaints/:id/respondents/:staffId',
  permission: 'complaint.correct',
  summary: 'Take back that a person was named, with the reason; they see the case again as their posts allow',
  params: z.strictObject({ id: id(), staffId: id() }),
  input: z.strictObject({ reason: someWords(500) }),
  reply: moved,
});

export const startInvestigation = act(
  'investigation',
  'complaint.investigate',
  'Start the investigation',
  z.strictObject({ investigatorId: id().nullish(), question: words(1000).default('') }),
);

export const finishInvestigation = act(
  'investigation/findings',
  'complaint.investigate',
  'Record the findings of the investigation',
  z.strictObject({
    truth: z.enum(TRUTHS),
    cause: someWords(3000),
    statements: words(5000).default(''),
    ours: words(5000).default(''),
    theirs: words(5000).default(''),
  }),
);

export const judgeStanding = act(
  'standing',
  'complaint.judge',
  'Judge whether the complaint stands',
  z.strictObject({
    standing: z.enum(STANDINGS),
    truth: z.enum(TRUTHS),
    ground: key().nullish(),
    evidence: words(2000).default(''),
    reason: words(1000).default(''),
    /** Is the reason sufficient; is the demand reasonable. */
    sufficient: z.enum(VERDICTS).nullish(),
    reasonable: z.enum(VERDICTS).nullish(),
    /** What the ground rests on, by its demands. */
    basis: basisSchema.optional(),
  }),
);

export const judgeResponsibility = act(
  'responsibility',
  'complaint.judge',
  'Judge who is responsible',
  z.strictObject({
    responsible: z.enum(RESPONSIBLE),
    ground: key().nullish(),
    departmentId: id().nullish(),
    evidence: words(2000).default(''),
    reason: words(1000).default(''),
    /** A split judgement: what was found of single demands, and whose fault that part is. */
    demands: z
      .array(z.strictObject({ id: id(), truth: z.enum(TRUTHS), responsible: z.enum(RESPONSIBLE) }))
      .max(100)
      .default([]),
  }),
);

export const answerSheet = act(
  'fact-sheet',
  'complaint.work',
  'Answer questions of the fact sheet',
  z.strictObject({ answers: fieldValues }),
);

export const assess = act(
  'assessment',
  'complaint.triage',
  'Accept what the facts make probable, or say otherwise with a reason',
  z.strictObject({
    cause: key().nullish(),
    repairable: z.boolean().nullish(),
    severity: z.enum(SEVERITIES).nullish(),
    responsible: z.enum(RESPONSIBLE).nullish(),
    /** Needed when it is not what the rule proposes. */
    reason: words(500).default(''),
  }),
);

export const finishTask = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/tasks/:taskId/done',
  permission: 'complaint.work',
  summary: 'Say that what a ground brought with it is done',
  params: z.strictObject({ id: id(), taskId: id() }),
  input: z.strictObject({ note: words(500).default('') }),
  reply: moved,
});

export const reportUp = act(
  'report-up',
  'complaint.work',
  'Report a complaint up to the posts that the pack names',
  z.strictObject({ note: words(500).default('') }),
);

export const fillForm = act(
  'forms',
  'complaint.work',
  'Fill in a form of the case',
  z.strictObject({
    form: key(),
    /** What differs from the record; an empty text goes back to it. */
    values: z.array(z.strictObject({ field: key(), text: words(3000) })).max(60),
  }),
);

export const apologise = act(
  'apologies',
  'complaint.work',
  'Record an apology: for the feeling at any time, for the fault once it is found',
  z.strictObject({
    of: z.enum(['feeling', 'fault']),
    means: z.enum(CONTACT_MEANS).default('phone'),
    words: words(1000).default(''),
  }),
);

export const review = act(
  'reviews',
  'complaint.review',
  'Review a judgement as a second person',
  z.strictObject({ of: z.enum(['standing', 'responsibility']), agreed: z.boolean(), note: words(1000).default('') }),
);
