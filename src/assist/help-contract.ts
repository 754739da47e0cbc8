import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, key, time, words } from '../base/schemas.ts';
import { ABUSES, ENDED_BY } from './help.ts';

const ofCase = z.strictObject({ id: id() });
const ofCall = z.strictObject({ id: id(), callId: id() });
const ofIncident = z.strictObject({ id: id(), incidentId: id() });
const person = z.strictObject({ id: z.string(), name: z.string() });

export const contactHelp = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/contact-help',
  permission: 'complaint.read',
  summary:
    'What stands by whoever talks to the customer of a case: calls for a supervisor, abuse, way of talking, words',
  params: ofCase,
  reply: z.strictObject({
    /** Of the contact under way, the oldest first; withdrawn ones are left out. */
    calls: z.array(
      z.strictObject({
        id: z.string(),
        by: person.nullable(),
        at: time(),
        mine: z.boolean(),
        answeredBy: person.nullable(),
        answeredAt: time().nullable(),
        mayAnswer: z.boolean(),
      }),
    ),
    /** The newest first. */
    incidents: z.array(
      z.strictObject({
        id: z.string(),
        /** Null, as its words: of harassment, for whoever is not trusted with confidential cases. */
        kind: z.enum(ABUSES).nullable(),
        words: z.string().nullable(),
        by: person.nullable(),
        mine: z.boolean(),
        at: time(),
        warnings: z.number(),
        /** Another warning would count for it. */
        underWay: z.boolean(),
        mayEnd: z.boolean(),
        endedBy: z.enum(ENDED_BY).nullable(),
        /** Ended by us after both warnings, which is never a fault; null: not ended by us. */
        covered: z.boolean().nullable(),
        breakAt: time().nullable(),
        seenBy: person.nullable(),
        seenAt: time().nullable(),
        maySee: z.boolean(),
      }),
    ),
    /** A hint on this case alone, gone when it is closed. */
    style: z.strictObject({ key: z.string(), proposed: z.boolean(), by: person.nullable(), at: time() }).nullable(),
    reception: z.array(z.strictObject({ key: z.string(), title: z.string(), text: z.string() })),
    abuse: z.strictObject({
      warnings: z.array(z.string()),
      ending: z.string(),
      breakMinutes: z.number(),
    }),
  }),
});

export const callSupervisor = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/supervisor-calls',
  permission: 'complaint.work',
  summary: 'Call a supervisor of the store to a contact',
  params: ofCase,
  input: z.strictObject({}),
  /** How many hear it. */
  reply: z.strictObject({ made: z.string(), called: z.number() }),
  status: 201,
});

export const answerCall = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/supervisor-calls/:callId/answer',
  permission: 'complaint.work',
  summary: 'Say that one comes, as a supervisor of the store',
  params: ofCall,
  input: z.strictObject({}),
});

export const withdrawCall = endpoint({
  method: 'DELETE',
  path: '/api/complaints/:id/supervisor-calls/:callId',
  permission: 'complaint.work',
  summary: 'Withdraw one’s own call for a supervisor, or put it aside once somebody came',
  params: ofCall,
});

export const warnOfAbuse = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/abuse',
  permission: 'complaint.work',
  summary: 'Note that one was insulted or threatened and has asked the customer to stop; two times at most',
  params: ofCase,
  input: z.strictObject({ kind: z.enum(ABUSES) }),
  reply: z.strictObject({ made: z.string(), warnings: z.number(), mayEnd: z.boolean() }),
  status: 201,
});

export const recordAbuse = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/abuse/:incidentId/record',
  permission: 'complaint.work',
  summary: 'Record what was said and who ended the contact, once, by whom it was said to',
  params: ofIncident,
  input: z.strictObject({ endedBy: z.enum(ENDED_BY), words: words(2000).default('') }),
});

export const seeAbuse = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/abuse/:incidentId/seen',
  permission: 'complaint.work',
  summary: 'Say that one has looked at a record of abuse, as another supervisor of the store',
  params: ofIncident,
  input: z.strictObject({}),
});

export const takeBreak = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/abuse/:incidentId/break',
  permission: 'complaint.work',
  summary: 'Take the break that is offered after abuse',
  params: ofIncident,
  input: z.strictObject({}),
});

export const noteStyle = endpoint({
  method: 'PUT',
  path: '/api/complaints/:id/talk-style',
  permission: 'complaint.work',
  summary: 'Note the way of talking as a hint on this case; it is forgotten when the case is closed',
  params: ofCase,
  input: z.strictObject({ style: key(), proposed: z.boolean().default(false) }),
});

export const dropStyle = endpoint({
  method: 'DELETE',
  path: '/api/complaints/:id/talk-style',
  permission: 'complaint.work',
  summary: 'Drop the hint on the way of talking',
  params: ofCase,
});
