import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, someWords, time } from '../base/schemas.ts';

export const person = z.strictObject({ id: z.string(), name: z.string() });
export const ofCase = z.strictObject({ id: id() });
export const paper = z.strictObject({ id: z.string(), type: z.string(), bytes: z.number() });

const hearing = z.strictObject({
  id: z.string(),
  staff: person,
  accusation: z.string(),
  attachments: z.array(paper.extend({ name: z.string() })),
  dueAt: time(),
  askedBy: person.nullable(),
  askedAt: time(),
  statement: z.string(),
  statedAt: time().nullable(),
  endedAt: time().nullable(),
});
export type Hearing = z.output<typeof hearing>;

export const hearings = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/hearings',
  permission: 'complaint.investigation-notes',
  summary: 'What the persons meant were asked, and their statements',
  params: ofCase,
  reply: z.strictObject({ items: z.array(hearing) }),
});

export const askStatement = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/hearings',
  permission: 'complaint.investigate',
  summary: 'Hear the person meant: they read this accusation and these files, not the case nor who told us',
  params: ofCase,
  input: z.strictObject({
    staffId: id(),
    accusation: someWords(4000),
    attachmentIds: z.array(id()).max(20).default([]),
    dueAt: instant(),
  }),
  reply: z.strictObject({ id: z.string() }),
  status: 201,
});

export const endHearing = endpoint({
  method: 'DELETE',
  path: '/api/hearings/:id',
  permission: 'complaint.investigate',
  summary: 'Take the page of the person meant away; what they stated stays with the case',
  params: ofCase,
  reply: z.strictObject({ id: z.string() }),
});

export const giveStatement = endpoint({
  method: 'POST',
  path: '/api/own-hearings/:id/statement',
  permission: 'signed-in',
  summary: 'State one’s own view of what one is accused of; once',
  params: ofCase,
  input: z.strictObject({ statement: someWords(8000) }),
  reply: z.strictObject({ id: z.string() }),
});

export const ownAttachment = endpoint({
  method: 'GET',
  path: '/api/own-hearings/:id/attachments/:attachmentId',
  permission: 'signed-in',
  summary: 'A file that one is shown at one’s hearing',
  params: z.strictObject({ id: id(), attachmentId: id() }),
});
