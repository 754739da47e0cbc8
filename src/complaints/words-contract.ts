import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, key, line, someWords, time } from '../base/schemas.ts';
import { caseId, making, moved } from './act-endpoint.ts';
import { REDACTABLE } from './complaint.ts';

export const addWords = making(
  'words',
  'complaint.work',
  'Add to the customer’s own words',
  z.strictObject({ body: someWords(20_000) }),
);

export const correctWords = endpoint({
  method: 'PUT',
  path: '/api/complaints/:id/words/:textId',
  permission: 'complaint.work',
  summary: 'Correct own words, by who wrote them and within the minutes allowed',
  params: z.strictObject({ id: id(), textId: id() }),
  input: z.strictObject({ body: someWords(20_000) }),
  reply: moved,
});

export const askRedaction = making(
  'redactions',
  'complaint.redact',
  'Ask to redact words, a fact or a file: the passages given, or without any the whole',
  z.strictObject({
    of: z.enum(REDACTABLE),
    /** The case itself for a fact. */
    thingId: id(),
    /** Which fact: `callerName`, `callerPhone`, `fields.vin` … */
    name: line(80).optional(),
    /** Exactly as they stand in the words; each is hidden wherever it occurs there. */
    passages: z.array(someWords(2000)).max(20).default([]),
    reason: key(),
  }),
);

const keptWord = z.strictObject({
  of: z.enum(REDACTABLE),
  thingId: z.string(),
  at: time(),
  words: z.array(z.string()),
});
export type KeptWord = z.output<typeof keptWord>;

export const keptWords = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/kept-words',
  permission: 'complaint.redact',
  summary:
    'Words that are kept beside the case (letters, hearings, proposals, emergency plans, outside callers) and can be redacted',
  params: caseId,
  reply: z.strictObject({ items: z.array(keptWord) }),
});

const onRedaction = z.strictObject({ id: id(), redactionId: id() });

export const approveRedaction = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/redactions/:redactionId/approval',
  permission: 'complaint.redact',
  summary: 'Confirm a redaction as a second person',
  params: onRedaction,
  input: z.strictObject({}),
  reply: moved,
});

export const declineRedaction = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/redactions/:redactionId/refusal',
  permission: 'complaint.redact',
  summary: 'Decline a redaction as a second person; why is written as a note that mentions who asked',
  params: onRedaction,
  input: z.strictObject({ why: someWords(1000) }),
  reply: moved,
});

export const withdrawRedaction = endpoint({
  method: 'DELETE',
  path: '/api/complaints/:id/redactions/:redactionId',
  permission: 'complaint.redact',
  summary: 'Take back a request for redaction that nobody has answered, by who asked',
  params: onRedaction,
  reply: moved,
});

export const writeNote = making(
  'notes',
  'complaint.work',
  'Write a note, mentioning colleagues if wanted',
  z.strictObject({
    body: someWords(5000),
    mentions: z.array(id()).max(20).default([]),
    class: z.enum(['case', 'investigation']).default('case'),
  }),
);

export const askHelp = making(
  'help',
  'complaint.work',
  'Ask a colleague for help without handing over',
  z.strictObject({ askedId: id(), question: someWords(1000) }),
);

export const answerHelp = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/help/:helpId/answer',
  permission: 'signed-in',
  summary: 'Answer a request for help',
  params: z.strictObject({ id: id(), helpId: id() }),
  input: z.strictObject({ answer: someWords(2000) }),
  reply: moved,
});
