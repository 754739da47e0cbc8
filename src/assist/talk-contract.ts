import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, someLine, someWords, time, words } from '../base/schemas.ts';
import { caseId, moved } from '../complaints/act-endpoint.ts';
import { APOLOGIES, CHANNELS, OBJECTIONS, PHASES, PRINCIPLES, PROMISE_KINDS, SEVERITIES } from './language.ts';
import { ITEMS, type Item, SECTIONS } from './review.ts';
import { ENDINGS, MOST_KEPT, TALK_SOURCES } from './talk.ts';
import { HOLD_PARTS } from './voice.ts';

export const person = z.strictObject({ id: z.string(), name: z.string() });
export const count = z.number().int().nonnegative();
const seconds = z.number().min(0).max(86_400);
export const talkId = z.strictObject({ id: id() });
export const each = <K extends string>(names: readonly K[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, count])) as Record<K, typeof count>);

const given = z
  .strictObject({
    speaker: z.enum(['agent', 'customer']),
    text: someWords(MOST_KEPT.each),
    /** Seconds since the conversation began. */
    at: seconds.nullable().default(null),
    end: seconds.nullable().default(null),
    /** Who of ours, where it is another one than `staffId`. */
    staffId: id().nullable().default(null),
  })
  .refine(({ at, end }) => end === null || (at !== null && end >= at), { error: 'ends-before-it-begins' });

export const keepConversation = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/conversations',
  permission: 'complaint.work',
  summary: 'Keep what was said to a customer on the case: a pasted transcript, or utterances',
  params: caseId,
  input: z
    .strictObject({
      channel: z.enum(CHANNELS),
      startedAt: instant(),
      /** Who of ours spoke. */
      staffId: id(),
      /** Which side ended it first. */
      endedBy: z.enum(ENDINGS).nullable().default(null),
      /** `客服：…` and `客户：…`, a line each, at will with `[mm:ss]`. */
      transcript: words(MOST_KEPT.all).optional(),
      utterances: z.array(given).min(1).max(MOST_KEPT.utterances).optional(),
    })
    .refine(({ transcript, utterances }) => (transcript === undefined) !== (utterances === undefined), {
      error: 'transcript-or-utterances',
    }),
  reply: moved.extend({ made: z.string() }),
  status: 201,
  bodyLimit: 2 * 1024 * 1024,
});

const head = z.strictObject({
  id: z.string(),
  channel: z.enum(CHANNELS),
  source: z.enum(TALK_SOURCES),
  startedAt: time(),
  spokenBy: z.array(person),
  keptBy: person.nullable(),
  keptAt: time(),
  /** Which side ended it first; null: nobody has told. */
  endedBy: z.enum(ENDINGS).nullable(),
  utterances: count,
  examples: count,
  /** Disputes that nobody has answered. */
  disputes: count,
});
export type TalkHead = z.output<typeof head>;

export const list = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/conversations',
  permission: 'complaint.read',
  summary: 'Conversations that are kept on the case, the newest first',
  params: caseId,
  reply: z.strictObject({ items: z.array(head) }),
});

const span = { start: count, end: count };
const utterance = z.strictObject({
  index: count,
  speaker: z.enum(['agent', 'customer']),
  text: z.string(),
  at: z.number().nullable(),
  end: z.number().nullable(),
  by: person.nullable(),
  phase: z.enum(PHASES),
  principles: z.array(z.strictObject({ ...span, principle: z.enum(PRINCIPLES) })),
  promises: z.array(z.strictObject({ ...span, kind: z.enum(PROMISE_KINDS) })),
  apology: z.enum(APOLOGIES).nullable(),
  objection: z.enum(OBJECTIONS).nullable(),
});
export type TalkUtterance = z.output<typeof utterance>;

const finding = z.strictObject({
  utterance: count,
  ...span,
  rule: z.string(),
  family: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  message: z.string(),
  suggestion: z.string(),
  /** A dispute about it was upheld: it no longer counts. */
  isLifted: z.boolean(),
});

const review = z.strictObject({
  sections: z.array(
    z.strictObject({
      section: z.enum(SECTIONS),
      items: z.array(z.strictObject({ item: z.enum(Object.values(ITEMS).flat() as Item[]), isDone: z.boolean() })),
      score: z.number().nullable(),
    }),
  ),
  phases: z.array(z.enum(PHASES)),
  principles: each(PRINCIPLES),
  promises: z.array(z.strictObject({ utterance: count, kind: z.enum(PROMISE_KINDS), words: z.string() })),
  apologies: each(APOLOGIES),
});

const pace = z.strictObject({
  characters: count,
  seconds: z.number(),
  perMinute: count,
  isExact: z.boolean(),
  verdict: z.enum(['slow', 'fitting', 'fast']).nullable(),
});
const voice = z.strictObject({
  pace: z.strictObject({ agent: pace.nullable(), customer: pace.nullable() }),
  monologue: z
    .strictObject({
      from: count,
      to: count,
      characters: count,
      seconds: z.number().nullable(),
      isLong: z.boolean().nullable(),
    })
    .nullable(),
  overlap: z.strictObject({ seconds: z.number(), interruptions: z.array(count), isOften: z.boolean() }).nullable(),
  silence: z.strictObject({ seconds: z.number(), percent: z.number(), unannounced: count }).nullable(),
  holds: z.array(
    z.strictObject({
      utterance: count,
      seconds: z.number().nullable(),
      isLong: z.boolean().nullable(),
      missing: z.array(z.enum(HOLD_PARTS)),
      isCourteous: z.boolean().nullable(),
    }),
  ),
  repeats: z.strictObject({ places: z.array(count), isOften: z.boolean() }),
});

const limits = z.strictObject({
  pace: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  /** Where the band of the pace comes from, or with what it is compared. */
  paceReason: z.string(),
  monologueSeconds: z.number(),
  holdSeconds: z.number(),
  interruptions: z.number(),
});

const dispute = z.strictObject({
  id: z.string(),
  by: person,
  /** Null: about a figure. */
  place: count.nullable(),
  /** The rule of a finding, or the name of a figure. */
  about: z.string(),
  reason: z.string(),
  at: time(),
  answer: z.strictObject({ upheld: z.boolean(), words: z.string(), by: person.nullable(), at: time() }).nullable(),
});
export type TalkDispute = z.output<typeof dispute>;

const example = z.strictObject({
  id: z.string(),
  place: count,
  note: z.string(),
  by: person.nullable(),
  at: time(),
  /** By whoever asks. */
  canTakeBack: z.boolean(),
});
export type GoodExample = z.output<typeof example>;

export const view = endpoint({
  method: 'GET',
  path: '/api/conversations/:id',
  permission: 'complaint.read',
  summary: 'A conversation with what the checks hear in it today, worked out anew at every reading',
  params: talkId,
  reply: z.strictObject({
    ...head.omit({ utterances: true, examples: true, disputes: true }).shape,
    case: z.strictObject({ id: z.string(), number: z.string() }),
    utterances: z.array(utterance),
    findings: z.array(finding),
    review,
    voice,
    /** A fault of manners: ours hung up first, and no abuse had to be ended. Null: not known. */
    hungUpFirst: z.boolean().nullable(),
    limits,
    examples: z.array(example),
    disputes: z.array(dispute),
    can: z.strictObject({ mark: z.boolean(), answer: z.boolean() }),
  }),
});

export const markExample = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/good-examples',
  permission: 'complaint.work',
  summary: 'Mark an utterance as a good example for others',
  params: talkId,
  input: z.strictObject({ place: count, note: words(500).default('') }),
  reply: talkId,
  status: 201,
});

export const takeExampleBack = endpoint({
  method: 'DELETE',
  path: '/api/good-examples/:id',
  permission: 'complaint.read',
  summary: 'Take the mark of a good example back: by whoever set it, or who answers disputes',
  params: talkId,
  reply: talkId,
});

export const disputeTalk = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/disputes',
  permission: 'signed-in',
  summary: 'Dispute a finding or figure about one’s own words, once, with a reason',
  params: talkId,
  input: z.strictObject({ place: count.nullable().default(null), about: someLine(100), reason: someWords(1000) }),
  reply: talkId,
  status: 201,
});

export const answerDispute = endpoint({
  method: 'POST',
  path: '/api/talk-disputes/:id/answer',
  permission: 'talk.review',
  summary: 'Answer a dispute: upheld, and what it is about no longer counts, or kept, with a reason',
  params: talkId,
  input: z.strictObject({ upheld: z.boolean(), words: someWords(1000) }),
  reply: talkId,
});

export const openDisputes = endpoint({
  method: 'GET',
  path: '/api/talk-disputes',
  permission: 'talk.review',
  summary: 'Disputes that wait for an answer which one may give, the oldest first',
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        ...dispute.omit({ answer: true }).shape,
        conversationId: z.string(),
        case: z.strictObject({ id: z.string(), number: z.string() }),
      }),
    ),
  }),
});
