import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, key, page, pageOf, someWords, time, words } from '../base/schemas.ts';
import { caseId, moved } from '../complaints/act-endpoint.ts';
import { CLOSE_KINDS, SATISFACTIONS, SEVERITIES } from '../complaints/complaint.ts';
import { OUTCOME_CLASSES } from '../complaints/records.ts';
import { SIGNS } from './history.ts';
import { LIKE_BY } from './precedent.ts';

const count = z.number().int().nonnegative();
const named = z.strictObject({ id: z.string(), number: z.string() });
const titled = z.strictObject({ key: z.string(), title: z.string() });
const person = z.strictObject({ id: z.string(), name: z.string() });

const option = z.strictObject({
  outline: z.string(),
  benefit: z.string(),
  details: z.string(),
  remedy: titled,
  amountFen: z.number().nullable(),
  costFen: z.number().nullable(),
  immediate: z.string(),
  immediateMinutes: z.number().nullable(),
  /** The customer agreed to it. */
  agreed: z.boolean(),
});
export type PrecedentOption = z.output<typeof option>;

const precedent = z.strictObject({
  ...named.shape,
  store: person,
  category: titled.nullable(),
  excerpt: z.string(),
  closedAt: time(),
  /** How alike the cases are, of a hundred, and by what. */
  points: z.number().int(),
  by: z.array(z.enum(LIKE_BY)),
  plan: z.strictObject({ need: z.string(), joint: z.boolean(), options: z.array(option) }).nullable(),
  costFen: z.number().nullable(),
  closedAs: z.enum(CLOSE_KINDS).nullable(),
  satisfaction: z.enum(SATISFACTIONS).nullable(),
  days: z.number().nonnegative(),
  handOvers: count,
  lesson: z.string(),
});
export type Precedent = z.output<typeof precedent>;

export const precedents = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/precedents',
  permission: 'complaint.read',
  summary: 'Closed cases like this one that one may see, with plan, cost and outcome; the most alike first',
  params: caseId,
  reply: z.strictObject({
    items: z.array(precedent),
    /** Plans of this case that follow another one which one may see. */
    followed: z.array(z.strictObject({ planId: z.string(), ...named.shape })),
  }),
});

export const writeReview = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/case-review',
  permission: 'complaint.close',
  summary: 'Write the review of a case: insight, three questions, what it became, lesson',
  params: caseId,
  input: z.strictObject({
    insight: someWords(2000),
    quality: words(1000).default(''),
    fit: words(1000).default(''),
    overlooked: words(1000).default(''),
    outcome: z.enum(OUTCOME_CLASSES),
    lesson: someWords(2000),
  }),
  reply: moved.extend({ made: z.string() }),
  status: 201,
});

export const LESSON_KINDS = ['review', 'lesson'] as const;

const lesson = z.strictObject({
  id: z.string(),
  of: z.enum(LESSON_KINDS),
  case: named,
  store: person,
  category: titled.nullable(),
  severity: z.enum(SEVERITIES),
  closedAs: z.enum(CLOSE_KINDS).nullable(),
  at: time(),
  by: person.nullable(),
  lesson: z.string(),
  /** Of a lesson. */
  rootCause: titled.nullable(),
  prevention: z.string(),
  /** Of a review. */
  outcome: z.enum(OUTCOME_CLASSES).nullable(),
  insight: z.string(),
  quality: z.string(),
  fit: z.string(),
  overlooked: z.string(),
});
export type Lesson = z.output<typeof lesson>;

export const lessons = endpoint({
  method: 'GET',
  path: '/api/lessons',
  permission: 'complaint.read',
  summary: 'The library of lessons: reviews and lessons of cases that one may see, the newest first',
  input: z.strictObject({
    ...page,
    /** Found in the case, as the search finds it. */
    q: z.string().max(100).optional(),
    category: key().optional(),
    of: z.enum(LESSON_KINDS).optional(),
    outcome: z.enum(OUTCOME_CLASSES).optional(),
    storeId: id().optional(),
  }),
  reply: pageOf(lesson),
});

const sum = z.strictObject({ cases: count, fen: z.number().int().nonnegative() });

export const historyFacts = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/history-facts',
  permission: 'customer.history-facts',
  summary: 'Counts and sums of earlier cases of the same customer, number or item; no name, no mark, no list',
  params: caseId,
  reply: z.strictObject({
    days: count,
    cases: count,
    /** There are more than were looked at. */
    more: z.boolean(),
    open: count,
    bySign: z.strictObject(
      Object.fromEntries(SIGNS.map((sign) => [sign, count])) as Record<(typeof SIGNS)[number], typeof count>,
    ),
    sameProduct: count,
    sameDemand: z.array(z.strictObject({ demand: titled, cases: count })),
    asked: sum,
    given: sum,
    /** Who would be asked; null: nobody else holds such a post. */
    legal: person.nullable(),
    /** The form with the evidence, where the pack has one. */
    evidenceForm: titled.nullable(),
  }),
});

export const referToLegal = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/legal-referral',
  permission: 'customer.history-facts',
  summary: 'Ask the legal post for help on the case; clocks, owner and promises stay as they are',
  params: caseId,
  input: z.strictObject({ question: someWords(1000) }),
  reply: moved.extend({ made: z.string(), asked: person }),
  status: 201,
});
