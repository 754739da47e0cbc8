import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, key, page, pageOf, someWords, time } from '../base/schemas.ts';
import { ENTRY_KINDS, LEVELS, LOWER_LEVELS, SAFETY_ANSWERS } from './crisis.ts';

const byId = z.strictObject({ id: id() });
const person = z.strictObject({ id: z.string(), name: z.string() });

const head = z.strictObject({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  level: z.enum(LEVELS),
  /** One of the two. */
  case: z.strictObject({ id: z.string(), number: z.string() }).nullable(),
  incident: z.strictObject({ id: z.string(), number: z.string(), title: z.string() }).nullable(),
  store: person.nullable(),
  activatedBy: person.nullable(),
  activatedAt: time(),
  /** Time points and calls still open, and how many of them are overdue. */
  open: z.number(),
  overdue: z.number(),
  reviewDueAt: time().nullable(),
  reviewedAt: time().nullable(),
});
export type CrisisHead = z.output<typeof head>;

const plan = z.strictObject({
  key: z.string(),
  title: z.string(),
  responsible: z.array(z.string()),
  flow: z.string(),
  points: z.array(z.strictObject({ key: z.string(), title: z.string(), withinMinutes: z.number() })),
});

export const list = endpoint({
  method: 'GET',
  path: '/api/crisis',
  permission: 'complaint.read',
  summary: 'Emergency plans that ran or run on cases and incidents that one sees, the newest first',
  input: z.strictObject({ ...page, level: z.enum(LEVELS).optional() }),
  reply: pageOf(head),
});

const card = z.strictObject({
  key: z.string(),
  title: z.string(),
  say: z.array(z.string()),
  act: z.array(z.string()),
  avoid: z.array(z.string()),
  dial: z.array(z.string()),
  because: z.array(z.string()),
});
export type Card = z.output<typeof card>;

export const cards = endpoint({
  method: 'GET',
  path: '/api/crisis/cards',
  permission: 'complaint.register',
  summary: 'The safety cards of the policy in force with the triggers that call for them',
  input: z.strictObject({ storeId: id().optional() }),
  reply: z.strictObject({
    items: z.array(card.omit({ because: true }).extend({ triggers: z.array(z.string()) })),
  }),
});

const holdView = z.strictObject({
  id: z.string(),
  reason: z.string(),
  setBy: person.nullable(),
  setAt: time(),
  liftedBy: person.nullable(),
  liftedAt: time().nullable(),
  liftReason: z.string(),
});

export const ofCase = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/crisis',
  permission: 'complaint.read',
  summary: 'What a case has to do with a crisis: safety cards, triggers with reasons, hold, plans, callers',
  params: byId,
  reply: z.strictObject({
    /** Nobody has said yet that they were told. */
    cards: z.array(card),
    told: z.array(
      z.strictObject({
        card: z.string(),
        title: z.string(),
        answer: z.enum(SAFETY_ANSWERS),
        by: person.nullable(),
        at: time(),
      }),
    ),
    /** Empty words: ticked, or by the way it came. */
    triggers: z.array(z.strictObject({ key: z.string(), title: z.string(), words: z.string() })),
    /** Cases of the same batch that propose a trigger; null when there are not enough. */
    repeat: z
      .strictObject({
        trigger: z.string(),
        title: z.string(),
        count: z.number(),
        days: z.number(),
        fields: z.array(z.string()),
        cases: z.array(z.strictObject({ id: z.string(), number: z.string() })),
      })
      .nullable(),
    /** The newest first; the first may stand. */
    holds: z.array(holdView),
    mayHold: z.boolean(),
    /** By somebody else than who set it. */
    mayLift: z.boolean(),
    /** The newest first. */
    crises: z.array(head),
    /** That may be activated; empty while one runs, or for who may not. */
    plans: z.array(plan),
    /** How many outside callers wait for an answer; null for who may not know. */
    callers: z.number().nullable(),
  }),
});

export const ofIncident = endpoint({
  method: 'GET',
  path: '/api/incidents/:id/crisis',
  permission: 'complaint.read',
  summary: 'The emergency plans that ran or run on an incident, and those that may be activated',
  params: byId,
  reply: z.strictObject({ crises: z.array(head), plans: z.array(plan) }),
});

const activation = {
  input: z.strictObject({ plan: key() }),
  reply: z.strictObject({ id: z.string(), number: z.string() }),
};

export const activateOnCase = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/crisis',
  permission: 'complaint.work',
  summary: 'Activate an emergency plan on an open case',
  params: byId,
  ...activation,
  status: 201,
});

export const activateOnIncident = endpoint({
  method: 'POST',
  path: '/api/incidents/:id/crisis',
  permission: 'incident.manage',
  summary: 'Activate an emergency plan on an open incident',
  params: byId,
  ...activation,
  status: 201,
});

const callee = z.strictObject({
  id: z.string(),
  name: z.string(),
  post: z.string(),
  phone: z.string(),
  off: z.boolean(),
  deputy: z.boolean(),
});

export const view = endpoint({
  method: 'GET',
  path: '/api/crisis/:id',
  permission: 'complaint.read',
  summary: 'One activation on one screen: time points, call tree, log, who may lower it',
  params: byId,
  reply: head.extend({
    plan,
    points: z.array(
      z.strictObject({
        key: z.string(),
        title: z.string(),
        dueAt: time(),
        metAt: time().nullable(),
        metBy: person.nullable(),
        late: z.number(),
      }),
    ),
    calls: z.array(
      z.strictObject({
        key: z.string(),
        from: z.string().nullable(),
        to: z.array(z.string()),
        says: z.string(),
        dueAt: time(),
        state: z.enum(['to-call', 'reached', 'nobody']),
        next: z.string().nullable(),
        reachedAt: time().nullable(),
        reached: person.nullable(),
        late: z.number(),
        callees: z.array(callee),
        tried: z.array(z.strictObject({ staffId: z.string(), name: z.string(), reached: z.boolean(), at: time() })),
      }),
    ),
    /** The newest first. */
    log: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(ENTRY_KINDS),
        body: z.string(),
        by: person.nullable(),
        at: time(),
        attachments: z.array(z.strictObject({ id: z.string(), name: z.string(), caseId: z.string() })),
      }),
    ),
    /** That an entry may name. */
    attachments: z.array(z.strictObject({ id: z.string(), name: z.string(), caseId: z.string() })),
    levelBy: person.nullable(),
    levelAt: time().nullable(),
    review: z.string(),
    reviewedBy: person.nullable(),
    reviewBy: z.array(z.string()),
    /** Titles of the posts that may lower it. */
    lowerBy: z.array(z.string()),
    mayWork: z.boolean(),
    mayLower: z.boolean(),
    mayReview: z.boolean(),
  }),
});

const on = <const P extends string, I extends z.ZodType>(path: P, summary: string, input: I) =>
  endpoint({
    method: 'POST',
    path: `/api/crisis/:id/${path}` as `/api/crisis/:id/${P}`,
    permission: 'complaint.work',
    summary,
    params: byId,
    input,
  });

export const markCall = on(
  'calls',
  'Somebody of the call tree was reached, or not: then the next one is to be called',
  z.strictObject({ branch: key(), staffId: id(), reached: z.boolean() }),
);
export const meetPoint = on(
  'points',
  'Tick a time point; how late it was stays recorded',
  z.strictObject({ point: key(), note: someWords(500).optional() }),
);
export const write = on(
  'log',
  'Add an entry to the log; entries are never changed',
  z.strictObject({ words: someWords(4000), attachmentIds: z.array(id()).max(20).default([]) }),
);
export const lower = on(
  'lowering',
  'Lower the level, with the reason, by the posts that the pack names; at its end a review is asked for',
  z.strictObject({ to: z.enum(LOWER_LEVELS), reason: someWords(1000) }),
);
export const review = on('review', 'Write down the review of what is over', z.strictObject({ words: someWords(8000) }));

export const tellSafety = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/safety',
  permission: 'complaint.work',
  summary: 'Say of safety cards that they were told, or do not apply; once each',
  params: byId,
  input: z.strictObject({
    cards: z
      .array(z.strictObject({ card: key(), answer: z.enum(SAFETY_ANSWERS) }))
      .min(1)
      .max(30),
  }),
});

export const setHold = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/legal-hold',
  permission: 'complaint.read',
  summary: 'Put a case under legal hold, with the reason: nothing of it may be redacted or removed',
  params: byId,
  input: z.strictObject({ reason: someWords(500) }),
});
export const liftHold = endpoint({
  method: 'DELETE',
  path: '/api/complaints/:id/legal-hold',
  permission: 'complaint.read',
  summary: 'Lift the legal hold, with the reason, by another person than who set it',
  params: byId,
  input: z.strictObject({ reason: someWords(500) }),
});
