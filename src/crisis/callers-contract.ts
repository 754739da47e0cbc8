import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, key, line, page, pageOf, someLine, someWords, time } from '../base/schemas.ts';

const person = z.strictObject({ id: z.string(), name: z.string() });

export const callerCard = endpoint({
  method: 'GET',
  path: '/api/outside-callers/card',
  permission: 'complaint.register',
  summary: 'What is said to journalists, lawyers and police, by whoever picks up',
  input: z.strictObject({ storeId: id().optional() }),
  reply: z.strictObject({
    kinds: z.array(z.strictObject({ key: z.string(), title: z.string(), say: z.string() })),
  }),
});

export const noteCaller = endpoint({
  method: 'POST',
  path: '/api/outside-callers',
  permission: 'complaint.register',
  summary: 'Note who called, their outlet, number and deadline, nothing else; whoever answers is told at once',
  input: z.strictObject({
    kind: key(),
    name: someLine(40),
    outlet: line(60).default(''),
    phone: line(40).default(''),
    deadlineAt: instant().nullable().default(null),
    /** The case that stands open; without one a case of its own is opened. */
    complaintId: id().nullable().default(null),
    storeId: id().optional(),
  }),
  /** Nothing of any case. */
  reply: z.strictObject({ id: z.string(), say: z.string(), dueAt: time() }),
  status: 201,
});

export const callers = endpoint({
  method: 'GET',
  path: '/api/outside-callers',
  permission: 'complaint.read',
  summary: 'Outside callers, the newest first; for the posts that answer them and the crisis posts',
  input: z.strictObject({ ...page, complaintId: id().optional(), state: z.enum(['waiting', 'answered']).optional() }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      title: z.string(),
      name: z.string(),
      outlet: z.string(),
      phone: z.string(),
      deadlineAt: time().nullable(),
      dueAt: time(),
      notedBy: person.nullable(),
      notedAt: time(),
      answeredBy: person.nullable(),
      answeredAt: time().nullable(),
      answer: z.string(),
      case: z.strictObject({ id: z.string(), number: z.string() }),
    }),
  ),
});

export const answerCaller = endpoint({
  method: 'POST',
  path: '/api/outside-callers/:id/answer',
  permission: 'complaint.read',
  summary: 'An outside caller has been answered, and how',
  params: z.strictObject({ id: id() }),
  input: z.strictObject({ answer: someWords(1000) }),
});
