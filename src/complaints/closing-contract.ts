import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, key, line, someLine, someWords, words } from '../base/schemas.ts';
import { act, caseId, moved } from './act-endpoint.ts';
import { APPROVAL_OF } from './approval-of.ts';
import { missingItem } from './case-contract.ts';
import { CLOSE_KINDS, CONTACT_MEANS, CONTACT_OUTCOMES, MOODS, SATISFACTIONS } from './complaint.ts';
import { ALL_NEEDS } from './pack.ts';
import { CONSENTS, DECISIONS, OUTCOME_CLASSES } from './records.ts';

const fen = z.number().int().min(0).max(100_000_000_00);

export const followUp = act(
  'follow-ups',
  'complaint.follow-up',
  'Record a follow-up after the work',
  z.strictObject({
    outcome: z.enum(CONTACT_OUTCOMES),
    relation: key().default('self'),
    satisfaction: z.enum(SATISFACTIONS).nullish(),
    note: words(2000).default(''),
    happenedAt: instant().optional(),
    moodAfter: z.enum(MOODS).nullish(),
    messageSent: z.boolean().default(false),
    /** Not satisfied with the answer: an enquiry becomes a complaint in the same breath. */
    turnInto: z.enum(['complaint', 'grievance']).nullish(),
  }),
);

export const askApproval = act(
  'approval-requests',
  'complaint.work',
  'Ask for approval: to close in a way, to promise more than one may alone, of a special matter',
  z.strictObject({
    of: z.enum(APPROVAL_OF),
    note: words(1000).default(''),
    /** Of an authorisation or special matter: what is to be promised, and how much. */
    what: words(500).default(''),
    amountFen: fen.nullable().default(null),
    remedy: key().nullish(),
    matter: key().nullish(),
  }),
);

export const approve = act(
  'approvals',
  'complaint.approve',
  'Approve what was asked for, or not',
  z.strictObject({
    of: z.enum(APPROVAL_OF),
    approved: z.boolean(),
    note: words(1000).default(''),
    /** How much; absent: what was asked for. */
    amountFen: fen.nullish(),
    /** How long it counts. */
    until: instant().nullish(),
    /** Which request; absent: the latest. */
    requestId: id().nullish(),
  }),
);

export const notApplicable = act(
  'not-applicable',
  'complaint.work',
  'Say that something needed to close does not apply, with a reason; null takes it back',
  z.strictObject({
    need: z.enum(ALL_NEEDS),
    reason: key().nullable(),
    /** With `records`: which of them. */
    record: key().nullish(),
  }),
);

/** What a document asks for before closing, one small form each. */
const paper = z.discriminatedUnion('need', [
  z.strictObject({
    need: z.literal('signature'),
    how: z.enum(CONSENTS),
    by: someLine(60),
    attachmentId: id().nullish(),
    words: words(1000).default(''),
  }),
  z.strictObject({
    need: z.literal('archive'),
    reference: someLine(100),
    place: line(100).default(''),
    box: line(40).default(''),
    pages: z.number().int().min(1).max(100_000).nullish(),
  }),
  z.strictObject({
    need: z.literal('statistics'),
    category: key(),
    finding: key().nullish(),
    rootCause: key(),
    note: words(1000).default(''),
  }),
  z.strictObject({
    need: z.literal('improvement'),
    what: someWords(1000),
    who: line(60).default(''),
    dueAt: instant().nullish(),
  }),
  z.strictObject({ need: z.literal('corrective-action'), reference: someLine(100), what: words(1000).default('') }),
  z.strictObject({ need: z.literal('insight'), what: someWords(2000) }),
  z.strictObject({
    need: z.literal('outcome-class'),
    outcome: z.enum(OUTCOME_CLASSES),
    note: words(1000).default(''),
  }),
  z.strictObject({
    need: z.literal('told-customer'),
    means: z.enum(CONTACT_MEANS),
    at: instant(),
    by: line(60).default(''),
    what: words(1000).default(''),
  }),
]);

export const writeClosingPaper = act(
  'closing-papers',
  'complaint.work',
  'Write down what the pack asks for before closing: signature, archive reference, statistics …',
  paper,
);

export const decide = act(
  'decisions',
  'complaint.close',
  'Decide how a case goes on after so many rounds without success',
  z.strictObject({ decision: z.enum(DECISIONS), words: someWords(1000) }),
);

export const writeLesson = act(
  'lesson',
  'complaint.close',
  'Write down root cause and lesson',
  z.strictObject({ rootCause: key(), lesson: someWords(2000), prevention: words(2000).default('') }),
);

const closingInput = z.strictObject({
  as: z.enum(CLOSE_KINDS),
  note: words(2000).default(''),
  /** An unresolved closing names the ways outside. */
  outsideWaysTold: z.boolean().default(false),
  passedTo: line(100).default(''),
});

export const close = act(
  'closing',
  'complaint.close',
  'Close; refused (409 complaints.not-ready-to-close) with what is missing',
  closingInput,
);

export const missingToClose = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/closing',
  permission: 'signed-in',
  summary: 'What is still missing to close in a given way',
  params: caseId,
  input: z.strictObject({ as: z.enum(CLOSE_KINDS).default('satisfied') }),
  reply: z.strictObject({ missing: z.array(missingItem), allowed: z.boolean() }),
});

export const reopen = endpoint({
  method: 'DELETE',
  path: '/api/complaints/:id/closing',
  permission: 'complaint.reopen',
  summary: 'Reopen a closed complaint',
  params: caseId,
  input: z.strictObject({ reason: key(), note: words(1000).default('') }),
  reply: moved,
});

export const withdraw = act(
  'withdrawal',
  'complaint.work',
  'Record that the customer withdraws',
  z.strictObject({
    ownWords: words(2000).default(''),
    signed: z.boolean().default(false),
    askedFirst: z.enum(['customer', 'us']),
  }),
);

export const voidEntry = act(
  'voiding',
  'complaint.void',
  'Void a complaint registered by mistake',
  z.strictObject({ reason: key(), note: words(500).default('') }),
);

export const merge = act(
  'merger',
  'complaint.merge',
  'Merge into another complaint',
  z.strictObject({ intoId: id(), reason: key() }),
);

export const link = act(
  'links',
  'complaint.merge',
  'Link with another complaint, or unlink',
  z.strictObject({ otherId: id(), linked: z.boolean().default(true) }),
);
