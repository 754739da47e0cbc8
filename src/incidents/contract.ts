import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, line, page, pageOf, someLine, someWords, time, words } from '../base/schemas.ts';
import { complaintRow } from '../complaints/contract.ts';
import { AUTHORITIES, INCIDENT_STATES } from './incident.ts';

export const incidentId = z.strictObject({ id: id() });
const person = z.strictObject({ id: z.string(), name: z.string() });

const head = {
  id: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.enum(INCIDENT_STATES),
  /** Null: the whole organisation. */
  store: person.nullable(),
  owner: person.nullable(),
  openedAt: time(),
  closedAt: time().nullable(),
  /** Of the cases that the reader may see. */
  cases: z.number(),
  openCases: z.number(),
  wordingVersion: z.number(),
};
const incidentHead = z.strictObject(head);
export type IncidentHead = z.output<typeof incidentHead>;

export const list = endpoint({
  method: 'GET',
  path: '/api/incidents',
  permission: 'complaint.read',
  summary: 'Incidents that one manages, owns, or sees a case of; the newest first',
  input: z.strictObject({ ...page, state: z.enum(INCIDENT_STATES).optional(), storeId: id().optional() }),
  reply: pageOf(incidentHead),
});

export const open = endpoint({
  method: 'POST',
  path: '/api/incidents',
  permission: 'incident.manage',
  summary: 'Open an incident for a store, or without one for the whole organisation',
  input: z.strictObject({
    title: someLine(80),
    known: words(4000).default(''),
    storeId: id().nullable(),
    /** Whoever opens it unless told. */
    ownerId: id().optional(),
    spokespersonId: id().nullable().default(null),
    spokespersonContact: line(60).default(''),
  }),
  reply: z.strictObject({ id: z.string(), number: z.string() }),
  status: 201,
});

const wording = z.strictObject({ version: z.number(), body: z.string(), by: person.nullable(), at: time() });

const representative = z.strictObject({
  /** Empty for those who may not see the representative's case. */
  name: z.string(),
  caseId: z.string().nullable(),
  caseNumber: z.string().nullable(),
  authority: z.enum(AUTHORITIES),
  note: z.string(),
});

const round = z.strictObject({
  id: z.string(),
  kind: z.enum(['note', 'next-step']),
  body: z.string(),
  at: time().nullable(),
  by: person.nullable(),
  begunAt: time(),
  /** Whoever began it goes on with it. */
  mine: z.boolean(),
  total: z.number(),
  left: z.number(),
  skipped: z.number(),
});
export type RoundView = z.output<typeof round>;

export const view = endpoint({
  method: 'GET',
  path: '/api/incidents/:id',
  permission: 'complaint.read',
  summary: 'An incident with its wording in all versions and its rounds; counts under the reader’s rights',
  params: incidentId,
  reply: z.strictObject({
    ...head,
    version: z.number(),
    known: z.string(),
    spokesperson: person.nullable(),
    spokespersonContact: z.string(),
    representative: representative.nullable(),
    openedBy: person.nullable(),
    closedBy: person.nullable(),
    result: z.string(),
    /** The newest first. */
    wordings: z.array(wording),
    rounds: z.array(round),
    mayManage: z.boolean(),
    /** In some store. */
    mayLink: z.boolean(),
  }),
});

export const change = endpoint({
  method: 'PUT',
  path: '/api/incidents/:id',
  permission: 'incident.manage',
  summary: 'Change what is known of an open incident and who speaks',
  params: incidentId,
  input: z.strictObject({
    version: z.number().int().positive(),
    title: someLine(80),
    known: words(4000),
    ownerId: id(),
    spokespersonId: id().nullable(),
    spokespersonContact: line(60),
    representative: z
      .strictObject({
        name: someLine(60),
        /** Their own case, one of this incident. */
        caseId: id().nullable(),
        authority: z.enum(AUTHORITIES),
        note: words(500).default(''),
      })
      .nullable(),
  }),
  reply: z.strictObject({ version: z.number() }),
});

export const changeWording = endpoint({
  method: 'PUT',
  path: '/api/incidents/:id/wording',
  permission: 'incident.manage',
  summary: 'Give the common wording anew; former versions stay',
  params: incidentId,
  input: z.strictObject({
    /** The version that was read; 0: there was none. */
    from: z.number().int().min(0),
    body: someWords(4000),
  }),
  reply: z.strictObject({ version: z.number() }),
});

export const close = endpoint({
  method: 'POST',
  path: '/api/incidents/:id/closing',
  permission: 'incident.manage',
  summary: 'Close an incident with its result; its cases stay as they are',
  params: incidentId,
  input: z.strictObject({ result: someWords(2000) }),
  reply: z.strictObject({
    /** Of the cases that one may see. */
    stillOpen: z.number(),
  }),
});

export const timeline = endpoint({
  method: 'GET',
  path: '/api/incidents/:id/timeline',
  permission: 'complaint.read',
  summary: 'What happened on an incident, the newest first; cases that one may not see are left out',
  params: incidentId,
  input: z.strictObject(page),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      by: person.nullable(),
      at: time(),
      case: z.strictObject({ id: z.string(), number: z.string() }).nullable(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const ofCase = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/incident',
  permission: 'complaint.read',
  summary: 'The incident of a case: its common wording and who speaks outside; null when there is none',
  params: incidentId,
  reply: z.strictObject({
    incident: z
      .strictObject({
        id: z.string(),
        number: z.string(),
        title: z.string(),
        state: z.enum(INCIDENT_STATES),
        result: z.string(),
        spokesperson: person.nullable(),
        spokespersonContact: z.string(),
        wording: wording.nullable(),
      })
      .nullable(),
    /** To an incident, or away from it. */
    mayLink: z.boolean(),
  }),
});

export const suggestions = endpoint({
  method: 'GET',
  path: '/api/incidents/suggestions',
  permission: 'incident.manage',
  summary: 'Cases of the last days that may belong together, by the pack in force',
  input: z.strictObject({ storeId: id().optional(), incidentId: id().optional() }),
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        category: z.string(),
        field: z.string(),
        value: z.string(),
        /** All alike, with those that belong to the incident already. */
        count: z.number(),
        ids: z.array(z.string()),
        /** The newest of them. */
        rows: z.array(complaintRow),
        incident: z.strictObject({ id: z.string(), number: z.string(), title: z.string() }).nullable(),
      }),
    ),
    cases: z.number(),
    days: z.number(),
  }),
});
