import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, key, line, someWords, words } from '../base/schemas.ts';
import { act, caseId, moved } from './act-endpoint.ts';
import { missingItem } from './case-contract.ts';
import { CLOSE_KINDS, CONTACT_OUTCOMES, MOODS, SATISFACTIONS } from './complaint.ts';
import { CLOSING_NEEDS } from './pack.ts';

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
  }),
);

export const askApproval = act(
  'approval-requests',
  'complaint.work',
  'Ask for approval to close',
  z.strictObject({ of: z.enum(CLOSE_KINDS), note: words(1000).default('') }),
);

export const approve = act(
  'approvals',
  'complaint.approve',
  'Approve a closing, or not',
  z.strictObject({ of: z.enum(CLOSE_KINDS), approved: z.boolean(), note: words(1000).default('') }),
);

export const notApplicable = act(
  'not-applicable',
  'complaint.work',
  'Say that something needed to close does not apply, with a reason; null takes it back',
  z.strictObject({ need: z.enum(CLOSING_NEEDS), reason: key().nullable() }),
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
