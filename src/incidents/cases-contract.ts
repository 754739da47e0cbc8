import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, line, page, pageOf, someWords, time } from '../base/schemas.ts';
import { complaintRow } from '../complaints/contract.ts';
import { incidentId } from './contract.ts';

export const MOST_AT_ONCE = 200;

const outcome = z.strictObject({
  /** Null for a number that names no case. */
  id: z.string().nullable(),
  number: z.string().nullable(),
  /** `same`: it was so already. */
  outcome: z.enum(['done', 'same', 'skipped']),
  /** The code of the refusal with the values of its sentence. */
  code: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Outcome = z.output<typeof outcome>;

export const cases = endpoint({
  method: 'GET',
  path: '/api/incidents/:id/cases',
  permission: 'complaint.read',
  summary: 'The cases of an incident that one may see, those linked last first',
  params: incidentId,
  input: z.strictObject(page),
  reply: pageOf(
    z.strictObject({
      row: complaintRow,
      linkedBy: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
      linkedAt: time(),
      mayUnlink: z.boolean(),
    }),
  ),
});

export const ofCases = endpoint({
  method: 'POST',
  path: '/api/incidents/look-up',
  permission: 'complaint.read',
  summary: 'Which of these cases belong to an open incident; those that one may not see are left out',
  input: z.strictObject({ ids: z.array(id()).min(1).max(MOST_AT_ONCE) }),
  reply: z.strictObject({
    items: z.array(z.strictObject({ caseId: z.string(), number: z.string(), title: z.string() })),
  }),
});

export const link = endpoint({
  method: 'POST',
  path: '/api/incidents/:id/cases',
  permission: 'incident.manage',
  summary: 'Link cases by id or number, each in a transaction of its own; doing it again changes nothing',
  params: incidentId,
  input: z
    .strictObject({
      ids: z.array(id()).max(MOST_AT_ONCE).default([]),
      numbers: z.array(line(20)).max(MOST_AT_ONCE).default([]),
    })
    .refine(({ ids, numbers }) => ids.length + numbers.length > 0, { error: 'no-cases', path: ['ids'] }),
  reply: z.strictObject({ items: z.array(outcome) }),
});

export const unlink = endpoint({
  method: 'DELETE',
  path: '/api/incidents/:id/cases/:caseId',
  permission: 'incident.manage',
  summary: 'Take a case out of an open incident, with the reason',
  params: z.strictObject({ id: id(), caseId: id() }),
  input: z.strictObject({ reason: someWords(500) }),
});

export const beginRound = endpoint({
  method: 'POST',
  path: '/api/incidents/:id/rounds',
  permission: 'incident.manage',
  summary: 'Prepare one note, or one next step, for all linked cases that one may see',
  params: incidentId,
  input: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('note'), body: someWords(5000) }),
    z.strictObject({ kind: z.literal('next-step'), step: line(100), at: instant() }),
  ]),
  reply: z.strictObject({ id: z.string(), total: z.number() }),
  status: 201,
});

export const continueRound = endpoint({
  method: 'POST',
  path: '/api/incidents/:id/rounds/:roundId/continuation',
  permission: 'incident.manage',
  summary: 'Go on with a round of one’s own: some cases at a time, each once, until none is left',
  params: z.strictObject({ id: id(), roundId: id() }),
  input: z.strictObject({
    /** Tries what was skipped once more. */
    again: z.boolean().default(false),
  }),
  reply: z.strictObject({ total: z.number(), left: z.number(), items: z.array(outcome) }),
});

export const readRound = endpoint({
  method: 'GET',
  path: '/api/incidents/:id/rounds/:roundId',
  permission: 'complaint.read',
  summary: 'What a round did, and what was skipped and why; of the cases that one may see',
  params: z.strictObject({ id: id(), roundId: id() }),
  reply: z.strictObject({
    total: z.number(),
    left: z.number(),
    done: z.number(),
    same: z.number(),
    skipped: z.array(outcome),
  }),
});
