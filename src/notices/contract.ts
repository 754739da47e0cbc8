import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, page, pageOf, time } from '../base/schemas.ts';
import { HAPPENINGS } from './notice.ts';

const notice = z.strictObject({
  id: id(),
  happening: z.enum(HAPPENINGS),
  /** Null of a page of one's own: the person meant does not see the case. */
  complaintId: id().nullable(),
  /** Empty where the case is not told. */
  number: z.string(),
  /** Where it is dealt with, a path of the desk. */
  path: z.string(),
  /** The pack's name of the clock it is about. */
  clock: z.string().nullable(),
  madeAt: time(),
  acknowledgedAt: time().nullable(),
});

export const listNotices = endpoint({
  method: 'GET',
  path: '/api/notices',
  permission: 'signed-in',
  summary: 'My notices, newest first',
  input: z.strictObject({ ...page, open: z.stringbool().optional() }),
  reply: pageOf(notice),
});

/** `open` counts up to 100. A crisis stays open until it is acknowledged by itself. */
export const newsOfNotices = endpoint({
  method: 'GET',
  path: '/api/notices/news',
  permission: 'signed-in',
  summary: 'What the bell shows: how many are open, and which should ring in the browser',
  reply: z.strictObject({
    open: z.number().int(),
    crises: z.number().int(),
    rings: z.array(notice.pick({ id: true, happening: true, complaintId: true, number: true, path: true })),
  }),
});

export const acknowledgeNotice = endpoint({
  method: 'POST',
  path: '/api/notices/:id/acknowledgement',
  permission: 'signed-in',
  summary: 'Acknowledge one notice; for a crisis this ends the calling of further people',
  params: z.strictObject({ id: id() }),
});

export const acknowledgeNotices = endpoint({
  method: 'POST',
  path: '/api/notices/acknowledgements',
  permission: 'signed-in',
  summary: 'Acknowledge all notices up to the newest one seen, except crises',
  input: z.strictObject({ upTo: id() }),
});

const choices = z.strictObject({ browser: z.boolean(), mail: z.boolean(), digest: z.boolean() });

export const readChoices = endpoint({
  method: 'GET',
  path: '/api/notices/choices',
  permission: 'signed-in',
  summary: 'By which ways I want to hear',
  reply: choices,
});

export const saveChoices = endpoint({
  method: 'PUT',
  path: '/api/notices/choices',
  permission: 'signed-in',
  summary: 'Choose the ways; a crisis uses all of them nevertheless',
  input: choices,
});
