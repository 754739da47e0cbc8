import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, page, pageOf, someLine, someWords, time, words } from '../base/schemas.ts';
import { CHANGE_STATES, ENTRY_ACTS, entrySchema, KINDS } from './entry.ts';
import { card, rule, SEVERITIES } from './language.ts';
import { librarySchema } from './library.ts';

const person = z.strictObject({ id: z.string(), name: z.string() });
const count = z.number().int().nonnegative();

const change = z.strictObject({
  id: z.string(),
  kind: z.enum(KINDS),
  name: z.string(),
  act: z.enum(ENTRY_ACTS),
  /** Null: the desk is newer than it and reads it no more; it counts as if it were not there. */
  entry: entrySchema.nullable(),
  why: z.string(),
  state: z.enum(CHANGE_STATES),
  by: person.nullable(),
  at: time(),
  answer: z.string(),
  decidedBy: person.nullable(),
  decidedAt: time().nullable(),
  /** It takes another one back. */
  undoes: z.boolean(),
});
export type LibraryChange = z.output<typeof change>;

export const library = endpoint({
  method: 'GET',
  path: '/api/assist/library',
  permission: 'signed-in',
  summary: 'Phrases, cards and rules as they come with the desk, and what the organisation laid over them',
  reply: z.strictObject({
    shipped: z.strictObject({
      phrases: librarySchema.shape.phrases,
      objectionCards: librarySchema.shape.objectionCards,
      styles: librarySchema.shape.styles,
      families: z.array(
        z.strictObject({
          key: z.string(),
          title: z.string(),
          severity: z.enum(SEVERITIES),
          reason: z.string(),
          cards: z.array(card),
          /** Found as well where no rule of it does, by what was learned; switched off as the rule `family/sense`. */
          isLearned: z.boolean(),
          /** With the first sentence that it must find, and the number of its patterns. */
          rules: z.array(z.strictObject({ key: z.string(), example: z.string(), patterns: count })),
        }),
      ),
      /** What patterns may name. */
      classes: z.array(z.string()),
      signals: z.array(z.string()),
    }),
    /** In force; `broken`: it cannot be read any more and is left out. */
    own: z.array(change.extend({ broken: z.boolean() })),
    /** Proposals that wait for an answer of whoever asks. */
    waiting: count,
    can: z.strictObject({ propose: z.boolean(), answer: z.boolean() }),
  }),
});

export const edition = endpoint({
  method: 'GET',
  path: '/api/assist/language/edition',
  permission: 'signed-in',
  summary: 'Names what GET /api/assist/language would say now: another name, another language',
  reply: z.strictObject({
    edition: z.string(),
    /** The policy stops sentences of whoever asks before they are sent: nothing goes out unread. */
    stops: z.boolean(),
  }),
});

export const shippedRule = endpoint({
  method: 'GET',
  path: '/api/assist/library/rule',
  permission: 'signed-in',
  summary: 'A rule that comes with the desk, with its patterns and examples',
  input: z.strictObject({ family: z.string().max(50), key: z.string().max(64) }),
  reply: rule,
});

export const changes = endpoint({
  method: 'GET',
  path: '/api/assist/library/changes',
  permission: 'signed-in',
  summary: 'What was changed in the library, by whom and when; proposals of others for those who answer them',
  input: z.strictObject({
    ...page,
    state: z.enum(CHANGE_STATES).optional(),
    kind: z.enum(KINDS).optional(),
    name: someLine(110).optional(),
  }),
  reply: pageOf(change),
});

const params = z.strictObject({ id: id() });

export const viewChange = endpoint({
  method: 'GET',
  path: '/api/assist/library/changes/:id',
  permission: 'signed-in',
  summary: 'A change, with what it replaces',
  params,
  reply: z.strictObject({
    change,
    /** What stood, or stands, in its place; null: nothing. */
    before: entrySchema.nullable(),
    can: z.strictObject({ answer: z.boolean(), withdraw: z.boolean(), undo: z.boolean() }),
  }),
});

export const proposeChange = endpoint({
  method: 'POST',
  path: '/api/assist/library/changes',
  permission: 'complaint.work',
  summary: 'Propose a phrase, card or rule, or to switch off one that comes with the desk',
  input: z.strictObject({ entry: entrySchema, why: someWords(500) }),
  reply: z.strictObject({ id: z.string() }),
  status: 201,
});

export const answerChange = endpoint({
  method: 'POST',
  path: '/api/assist/library/changes/:id/answer',
  permission: 'language.manage',
  summary: 'Approve another’s proposal, which is then in force for everybody, or return it with a reason',
  params,
  input: z.strictObject({ approved: z.boolean(), words: words(500).default('') }),
});

export const withdrawChange = endpoint({
  method: 'DELETE',
  path: '/api/assist/library/changes/:id',
  permission: 'complaint.work',
  summary: 'Withdraw one’s own proposal',
  params,
});

export const undoChange = endpoint({
  method: 'POST',
  path: '/api/assist/library/changes/:id/undo',
  permission: 'language.manage',
  summary: 'Take a change in force back: what stood before it, which was approved then, stands again at once',
  params,
  input: z.strictObject({ why: someWords(500) }),
  reply: z.strictObject({ id: z.string() }),
});

export const TRIAL_DAYS = 30;
export const TRIAL_MOST = 5000;
export const TRIAL_EXAMPLES = 50;

const flagged = z.strictObject({
  of: z.enum(['reply', 'letter', 'conversation']),
  case: person.omit({ name: true }).extend({ number: z.string() }),
  /** Set for a conversation. */
  conversationId: z.string().nullable(),
  at: time(),
  /** The sentence around it, and where in it, in UTF-16 units. */
  text: z.string(),
  start: count,
  end: count,
  /** What stands in force under the same name finds it as well. */
  known: z.boolean(),
  /** What finds something in the same sentence without it, as `family/rule`. */
  others: z.array(z.string()),
});
export type FlaggedText = z.output<typeof flagged>;

export const tryChange = endpoint({
  method: 'GET',
  path: '/api/assist/library/changes/:id/trial',
  permission: 'signed-in',
  summary:
    'What a change of a rule finds, or no longer finds, in a slice of what was sent in the last 30 days and one may see',
  params,
  input: z.strictObject({ cursor: z.string().max(400).optional() }),
  reply: z.strictObject({
    /** Replies, letters and conversations of these days, up to 5,000; read and flagged ones of this slice. */
    total: count,
    read: count,
    flagged: count,
    /** Of the flagged ones, those that nothing of the same name in force finds. */
    fresh: count,
    /** Of the flagged ones, those in whose sentence something else finds something, with it or without it. */
    others: count,
    examples: z.array(flagged).max(TRIAL_EXAMPLES),
    next: z.string().nullable(),
  }),
  long: true,
});

export const libraryFile = endpoint({
  method: 'GET',
  path: '/api/assist/library/file',
  permission: 'complaint.work',
  summary: 'What the organisation laid over the library, as one YAML file',
});

export const importFile = endpoint({
  method: 'POST',
  path: '/api/assist/library/file',
  permission: 'complaint.work',
  summary:
    'Propose all that stands in a YAML file and differs from what is in force; nothing of it, if one thing is wrong',
  input: z.strictObject({ text: someWords(400_000), why: someWords(500) }),
  reply: z.strictObject({ proposed: count, same: count }),
  bodyLimit: 1024 * 1024,
  long: true,
  status: 201,
});
