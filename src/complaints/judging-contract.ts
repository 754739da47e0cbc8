import * as z from 'zod';
import { id, key, someWords, words } from '../base/schemas.ts';
import { act } from './act-endpoint.ts';
import { RESPONSIBLE, STANDINGS, TRUTHS } from './complaint.ts';

export const nameRespondent = act(
  'respondents',
  'complaint.work',
  'Name whom the complaint is about; the case is hidden from them',
  z.strictObject({ staffId: id() }),
);

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
  }),
);

export const review = act(
  'reviews',
  'complaint.review',
  'Review a judgement as a second person',
  z.strictObject({ of: z.enum(['standing', 'responsibility']), agreed: z.boolean(), note: words(1000).default('') }),
);
