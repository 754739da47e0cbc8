import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, key, page, pageOf, time, words } from '../base/schemas.ts';
import { act, caseId } from './act-endpoint.ts';
import { APPROVALS } from './approval-of.ts';
import { RESPONSIBLE } from './complaint.ts';
import { complaintRow, person } from './contract.ts';
import { TO_MANAGER } from './pack-routing.ts';

const post = z.strictObject({ key: z.string(), title: z.string() });

/** What the page needs to propose a way: `ask` goes into the rule that the server uses too (routing.ts). */
export const flow = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/flow',
  permission: 'signed-in',
  summary: 'Which way a complaint takes: what decides it, the department proposed, who answers, who may allow more',
  params: caseId,
  reply: z.strictObject({
    /** As decided; null: nobody has. */
    flow: z.string().nullable(),
    purpose: z.string().nullable(),
    ask: z.strictObject({
      kind: z.string(),
      category: z.string().nullable(),
      cause: z.string().nullable(),
      responsible: z.enum(RESPONSIBLE).nullable(),
      withinAuthority: z.boolean().nullable(),
      area: z.string().nullable(),
      conditions: z.array(z.enum(TO_MANAGER)),
    }),
    /** Where a work order would go; null: the pack names nobody, or the organisation has no such department. */
    department: z
      .strictObject({
        key: z.string(),
        id: z.string(),
        name: z.string(),
        posts: z.array(post),
        minutes: z.number().nullable(),
        because: z.enum(['cause', 'category']),
        source: z.string(),
        /** Of the area; else null. */
        assignee: person.nullable(),
      })
      .nullable(),
    /** Who may check a department's answer; empty: whoever may send work orders. */
    verify: z.array(post),
    /** Who gives the final answer; null: the owner. */
    answering: z
      .strictObject({ posts: z.array(post), holders: z.array(person), mine: z.boolean(), source: z.string() })
      .nullable(),
    /** The viewer's own; `above`: who may say yes up to which amount beyond it, null: to any. */
    authority: z.strictObject({
      fen: z.number().nullable(),
      promises: z.array(z.string()).nullable(),
      above: z.array(z.strictObject({ upToFen: z.number().nullable(), posts: z.array(post) })),
    }),
    /** Requests that nobody has answered: authorisations, special matters. `mine`: the viewer may answer. */
    matters: z.array(
      z.strictObject({ id: z.string(), of: z.enum(APPROVALS), posts: z.array(post), mine: z.boolean() }),
    ),
    /** Matters about which the pack lets somebody be asked. */
    askable: z.array(z.enum(APPROVALS)),
    /** What this kind turns into by itself when the answer does not satisfy. */
    becomes: z.enum(['complaint', 'grievance']).nullable(),
  }),
});

export const decideFlow = act(
  'flow-decisions',
  'complaint.work',
  'Decide which way a complaint takes; another one than proposed needs a reason',
  z.strictObject({
    flow: key().nullish(),
    purpose: key().nullish(),
    /** Another department is needed: its key in the pack. */
    department: key().nullish(),
    heard: z.array(z.enum(TO_MANAGER)).max(6).default([]),
    reason: words(500).default(''),
  }),
);

export const turnInto = act(
  'turning',
  'complaint.work',
  'The answer did not satisfy: the enquiry becomes a complaint in the same thread, its clocks begin anew',
  z.strictObject({ kind: z.enum(['complaint', 'grievance']).default('complaint'), words: words(2000).default('') }),
);

export const specialMatters = endpoint({
  method: 'GET',
  path: '/api/complaints/special-matters',
  permission: 'complaint.read',
  summary: 'Special matters put before the post that decides them, those undecided first',
  input: z.strictObject({
    ...page,
    state: z.enum(['open', 'decided', 'any']).default('open'),
    storeId: id().optional(),
  }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      row: complaintRow,
      /** A key of the pack's special matters, and its title. */
      matter: z.string().nullable(),
      title: z.string(),
      what: z.string(),
      note: z.string(),
      amountFen: z.number().nullable(),
      by: person.nullable(),
      at: time(),
      decision: z
        .strictObject({
          approved: z.boolean(),
          amountFen: z.number().nullable(),
          note: z.string(),
          by: person.nullable(),
          at: time(),
        })
        .nullable(),
      /** Whether the viewer may decide it. */
      mine: z.boolean(),
    }),
  ),
});

const area = z.strictObject({ area: key(), staffId: id() });

export const listAreas = endpoint({
  method: 'GET',
  path: '/api/areas',
  permission: 'people.read',
  summary: 'Who answers for which area of a store',
  input: z.strictObject({ storeId: id() }),
  reply: z.strictObject({
    /** The pack's area field; null: it has none. */
    field: z.string().nullable(),
    title: z.string(),
    areas: z.array(z.strictObject({ key: z.string(), title: z.string(), person: person.nullable() })),
  }),
});

export const setAreas = endpoint({
  method: 'PUT',
  path: '/api/areas',
  permission: 'people.manage',
  summary: 'Say who answers for which area of a store; those not named answer for none',
  input: z.strictObject({ storeId: id(), areas: z.array(area).max(500) }),
  reply: z.strictObject({ count: z.number() }),
});
