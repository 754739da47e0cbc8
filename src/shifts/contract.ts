import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, page, pageOf, time, words } from '../base/schemas.ts';
import { complaintRow } from '../complaints/contract.ts';
import { DUE_KINDS } from './list.ts';

const byId = z.strictObject({ id: id() });
const person = z.strictObject({ id: z.string(), name: z.string() });

/** `mine`: what I own or promised. `store`: every open case of the store that I may see. */
const whose = z.enum(['mine', 'store']);

const entry = z.strictObject({
  /** As it stands now, under the reader's rights; numbers masked. */
  row: complaintRow,
  due: z.array(
    z.strictObject({ kind: z.enum(DUE_KINDS), thingId: z.string().nullable(), title: z.string(), at: time() }),
  ),
  promises: z.array(z.strictObject({ id: z.string(), body: z.string(), dueAt: time(), keptAt: time().nullable() })),
  handOverOpen: z.boolean(),
  /** For the next one. */
  words: z.string(),
  owner: person.nullable(),
  newOwner: person.nullable(),
});
export type HandOverEntry = z.output<typeof entry>;

export const draft = endpoint({
  method: 'GET',
  path: '/api/shifts/draft',
  permission: 'complaint.work',
  summary: 'What a hand-over would list now, until when, and who would take over',
  input: z.strictObject({ storeId: id(), whose: whose.default('mine'), until: instant().optional() }),
  reply: z.strictObject({
    until: time(),
    /** Where the end comes from: told, the asker's own next shift, or tomorrow morning. */
    untilBy: z.enum(['told', 'own-shift', 'morning']),
    takers: z.array(person),
    people: z.array(person),
    entries: z.array(entry),
    /** There are more cases than a hand-over lists. */
    more: z.boolean(),
  }),
});

export const handOver = endpoint({
  method: 'POST',
  path: '/api/shifts',
  permission: 'complaint.work',
  summary: 'Hand the shift over: the list as it is now, with words, to one or more takers',
  input: z.strictObject({
    storeId: id(),
    whose: whose.default('mine'),
    until: instant(),
    takerIds: z.array(id()).min(1).max(10),
    words: words(2000).default(''),
    /** Words for the next one become a note; a new owner takes the case over. Cases left out keep what they have. */
    cases: z
      .array(z.strictObject({ id: id(), words: words(500).default(''), ownerId: id().nullable().default(null) }))
      .max(300)
      .default([]),
  }),
  reply: z.strictObject({ id: z.string(), cases: z.number() }),
  status: 201,
});

const handedOver = {
  id: z.string(),
  store: person,
  giver: person,
  givenAt: time(),
  until: time(),
  whose,
  takers: z.array(person),
  acknowledged: z.strictObject({ by: person, at: time() }).nullable(),
  mayAcknowledge: z.boolean(),
};

export const history = endpoint({
  method: 'GET',
  path: '/api/shifts',
  permission: 'complaint.read',
  summary: 'Hand-overs that one gave, takes, or oversees; the newest first',
  input: z.strictObject({ ...page, storeId: id().optional(), open: z.stringbool().optional() }),
  reply: pageOf(z.strictObject(handedOver)),
});

export const readHandOver = endpoint({
  method: 'GET',
  path: '/api/shifts/:id',
  permission: 'complaint.read',
  summary: 'One hand-over with its list as it was handed over',
  params: byId,
  reply: z.strictObject({ ...handedOver, words: z.string(), entries: z.array(entry) }),
});

export const acknowledgeShift = endpoint({
  method: 'POST',
  path: '/api/shifts/:id/acknowledgement',
  permission: 'complaint.work',
  summary: 'Take a shift over: one acknowledgement for the whole list',
  params: byId,
  reply: z.strictObject({ cases: z.number() }),
});

export const takenOver = endpoint({
  method: 'GET',
  path: '/api/shifts/taken-over',
  permission: 'complaint.read',
  summary: 'What falls due while its owner is off, for whoever is on duty now',
  input: z.strictObject({ storeId: id().optional() }),
  reply: z.strictObject({
    /** Stores in which the asker answers now; none: not on duty. */
    stores: z.array(person),
    items: z.array(
      z.strictObject({
        row: complaintRow,
        why: z.enum(['leave', 'shift', 'nobody']),
        /** When the owner is back, as far as it is known. */
        backAt: time().nullable(),
      }),
    ),
  }),
});
