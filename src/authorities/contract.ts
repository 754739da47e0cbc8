import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, line, page, pageOf, someLine, time, words } from '../base/schemas.ts';
import { caseId, making, moved } from '../complaints/act-endpoint.ts';
import { SEVERITIES, STAGES } from '../complaints/complaint.ts';
import {
  END_REASONS,
  LETTER_KINDS,
  LETTER_NEXT,
  LETTER_STATES,
  MOVE_REASONS,
  PARTS,
  RETURN_REASONS,
  STEPS,
  WAYS,
} from './letter.ts';

const person = z.strictObject({ id: z.string(), name: z.string() });

const letterHead = {
  id: z.string(),
  outsideNumberId: z.string(),
  number: z.string(),
  sender: z.string(),
  contact: z.string(),
  kind: z.enum(LETTER_KINDS),
  parts: z.array(z.enum(PARTS)),
  receivedAt: time(),
  dueAt: time().nullable(),
  state: z.enum(LETTER_STATES),
  /** An answer is owed: its case cannot be closed. */
  isOwed: z.boolean(),
  hasPhoto: z.boolean(),
};

export const letterView = z.strictObject({
  ...letterHead,
  unanswered: z.array(z.enum(PARTS)),
  unaccepted: z.array(z.enum(PARTS)),
  extension: z.strictObject({ askedAt: time(), until: time().nullable() }).nullable(),
  customerToldAt: time().nullable(),
  hearingAt: time().nullable(),
  next: z.enum(LETTER_NEXT).nullable(),
  /** The oldest first. */
  steps: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['received', ...STEPS]),
      part: z.enum(PARTS).nullable(),
      at: time(),
      recordedAt: time(),
      by: person.nullable(),
      dueAt: time().nullable(),
      late: z.boolean(),
      reason: z.string().nullable(),
      way: z.enum(WAYS).nullable(),
      body: z.string(),
      redacted: z.boolean(),
      attachmentId: z.string().nullable(),
      paperId: z.string().nullable(),
    }),
  ),
});
export type LetterView = z.output<typeof letterView>;

export const ofCase = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/authority-letters',
  permission: 'complaint.read',
  summary: 'Letters of authorities about a case, with everything that happened to them',
  params: caseId,
  reply: z.strictObject({ items: z.array(letterView) }),
});

export const receive = making(
  'authority-letters',
  'complaint.work',
  'Record a letter of an authority; its due time is typed from it',
  z
    .strictObject({
      /** A number that the case has already; else `number` makes one. */
      outsideNumberId: id().nullish(),
      number: line(60).default(''),
      sender: someLine(60),
      contact: line(60).default(''),
      kind: z.enum(LETTER_KINDS),
      parts: z.array(z.enum(PARTS)).min(1).max(2).default(['complaint']),
      receivedAt: instant(),
      dueAt: instant().nullish(),
      note: words(2000).default(''),
      attachmentId: id().nullish(),
    })
    .refine(({ outsideNumberId, number }) => Boolean(outsideNumberId) || number !== '', {
      error: 'no-number',
      path: ['number'],
    }),
);

const at = { at: instant().optional(), note: words(4000).default(''), attachmentId: id().nullish() };
const part = { part: z.enum(PARTS).nullish() };
/** A document of the desk by its id, beside or instead of an upload. */
const answer = { way: z.enum(WAYS), paperId: id().nullish() };

export const step = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/authority-letters/:letterId/steps',
  permission: 'complaint.work',
  summary: 'Record what happened to a letter: extension, return, answers, acceptance, its end',
  params: z.strictObject({ id: id(), letterId: id() }),
  input: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('photo-added'), attachmentId: id() }),
    z.strictObject({ kind: z.literal('due-corrected'), dueAt: instant(), note: words(4000).default('') }),
    z.strictObject({ kind: z.literal('extension-asked'), dueAt: instant(), ...at }),
    z.strictObject({ kind: z.literal('extension-granted'), dueAt: instant(), ...at }),
    z.strictObject({ kind: z.literal('extension-declined'), ...at }),
    z.strictObject({ kind: z.literal('returned'), reason: z.enum(RETURN_REASONS), ...at }),
    z.strictObject({ kind: z.literal('return-accepted'), ...at }),
    z.strictObject({ kind: z.literal('return-declined'), dueAt: instant().nullish(), ...at }),
    z.strictObject({ kind: z.literal('answered'), ...part, ...answer, ...at }),
    z.strictObject({ kind: z.literal('told-customer'), ...answer, ...at }),
    z.strictObject({ kind: z.literal('accepted'), ...part, ...at }),
    z.strictObject({ kind: z.literal('sent-back'), ...part, dueAt: instant().nullish(), ...at }),
    z.strictObject({ kind: z.literal('hearing-set'), dueAt: instant(), ...at }),
    z.strictObject({ kind: z.literal('hearing-moved'), dueAt: instant(), reason: z.enum(MOVE_REASONS), ...at }),
    z.strictObject({ kind: z.literal('hearing-held'), ...at }),
    z.strictObject({ kind: z.literal('ended'), reason: z.enum(END_REASONS), ...at }),
  ]),
  reply: moved.extend({ made: z.string() }),
  status: 201,
});

/** `owed`: an answer is owed. `waiting`: answered, and they have not accepted yet. `over`: the rest. */
export const LIST_STATES = ['owed', 'waiting', 'over', 'all'] as const;

const filter = {
  state: z.enum(LIST_STATES).default('owed'),
  sender: line(60).optional(),
  kind: z.enum(LETTER_KINDS).optional(),
  storeId: id().optional(),
};

export const letterRow = z.strictObject({
  ...letterHead,
  extensionUntil: time().nullable(),
  case: z.strictObject({
    id: z.string(),
    number: z.string(),
    severity: z.enum(SEVERITIES),
    stage: z.enum(STAGES),
    store: person,
    owner: person.nullable(),
  }),
});
export type LetterRow = z.output<typeof letterRow>;

export const list = endpoint({
  method: 'GET',
  path: '/api/authority-letters',
  permission: 'complaint.read',
  summary: 'Letters of the cases that one may see; what is due first, first',
  input: z.strictObject({ ...page, ...filter }),
  reply: pageOf(letterRow),
});

export const senders = endpoint({
  method: 'GET',
  path: '/api/authority-letters/senders',
  permission: 'complaint.read',
  summary: 'Who sent letters about the cases that one may see, with how many answers are owed to them',
  reply: z.strictObject({ items: z.array(z.strictObject({ sender: z.string(), owed: z.number(), all: z.number() })) }),
});

export const file = endpoint({
  method: 'GET',
  path: '/api/authority-letters/file',
  permission: 'export',
  summary: 'The same list as CSV; recorded',
  input: z.strictObject({ ...filter, language: z.enum(['zh', 'en']).default('zh') }),
});
