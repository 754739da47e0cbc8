import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, line, someLine, time } from '../base/schemas.ts';
import { MAIL_SECURITIES, ROBOT_KINDS } from './message.ts';
import { DELIVERY_STATES } from './notice.ts';

const PERMISSION = 'notices.manage';

/** Kept for writing only: what comes back says whether there is one. */
const secret = () => someLine(500);

export const readSettings = endpoint({
  method: 'GET',
  path: '/api/notice-settings',
  permission: PERMISSION,
  summary: 'Mail server and group robots; no password, no whole address of a robot',
  reply: z.strictObject({
    /** Where links in messages lead; null: they go without one. */
    publicUrl: z.string().nullable(),
    mail: z
      .strictObject({
        host: z.string(),
        port: z.number().int(),
        security: z.enum(MAIL_SECURITIES),
        user: z.string(),
        from: z.string(),
        anyCertificate: z.boolean(),
        hasPassword: z.boolean(),
        changedAt: time(),
      })
      .nullable(),
    robots: z.array(
      z.strictObject({
        id: id(),
        kind: z.enum(ROBOT_KINDS),
        title: z.string(),
        storeId: id().nullable(),
        departmentId: id().nullable(),
        urlShown: z.string(),
        hasSecret: z.boolean(),
        changedAt: time(),
      }),
    ),
  }),
});

export const saveMail = endpoint({
  method: 'PUT',
  path: '/api/notice-settings/mail',
  permission: PERMISSION,
  summary: 'Set the mail server; a password left out stays, null takes it away',
  confidential: true,
  input: z.strictObject({
    host: someLine(253),
    port: z.number().int().min(1).max(65_535),
    security: z.enum(MAIL_SECURITIES),
    user: line(200).default(''),
    password: secret().nullable().optional(),
    from: z.email().max(200),
    anyCertificate: z.boolean().default(false),
  }),
});

export const removeMail = endpoint({
  method: 'DELETE',
  path: '/api/notice-settings/mail',
  permission: PERMISSION,
  summary: 'No mail any more; what still waits is given up',
});

const tested = z.strictObject({
  sent: z.boolean(),
  /** Empty, or a word under `faults`. */
  code: z.string(),
  /** The other side's own answer. */
  said: z.string(),
});

export const testMail = endpoint({
  method: 'POST',
  path: '/api/notice-settings/mail/test',
  permission: PERMISSION,
  summary: 'Send a test mail to my own address by the saved settings, and tell what the server answered',
  reply: tested,
});

const robotPlace = {
  title: someLine(40),
  storeId: id().nullable().default(null),
  departmentId: id().nullable().default(null),
};

export const addRobot = endpoint({
  method: 'POST',
  path: '/api/notice-settings/robots',
  permission: PERMISSION,
  summary: 'Add a group robot for all stores, one store or one department',
  confidential: true,
  status: 201,
  input: z.strictObject({
    ...robotPlace,
    kind: z.enum(ROBOT_KINDS),
    url: someLine(1000),
    secret: secret().nullable().default(null),
  }),
  reply: z.strictObject({ id: id() }),
});

export const changeRobot = endpoint({
  method: 'PUT',
  path: '/api/notice-settings/robots/:id',
  permission: PERMISSION,
  summary: 'Change a robot; an address or secret left out stays, a null secret takes it away',
  confidential: true,
  params: z.strictObject({ id: id() }),
  input: z.strictObject({ ...robotPlace, url: someLine(1000).optional(), secret: secret().nullable().optional() }),
});

export const removeRobot = endpoint({
  method: 'DELETE',
  path: '/api/notice-settings/robots/:id',
  permission: PERMISSION,
  summary: 'Take a robot away',
  params: z.strictObject({ id: id() }),
});

export const testRobot = endpoint({
  method: 'POST',
  path: '/api/notice-settings/robots/:id/test',
  permission: PERMISSION,
  summary: 'Let the robot say a test line, and tell what the service answered',
  params: z.strictObject({ id: id() }),
  reply: tested,
});

export const retryDelivery = endpoint({
  method: 'POST',
  path: '/api/notice-settings/deliveries/:id/retries',
  permission: PERMISSION,
  summary: 'Try a failed or given-up delivery again now; nothing changes for one that is on its way',
  params: z.strictObject({ id: id() }),
});

export const listDeliveries = endpoint({
  method: 'GET',
  path: '/api/notice-settings/deliveries',
  permission: PERMISSION,
  summary: 'The last 200 deliveries, failures first; never which case',
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        id: id(),
        way: z.enum(['mail', 'robot']),
        happening: z.string(),
        /** Name of the person or the robot; null: gone. */
        to: z.string().nullable(),
        state: z.enum(DELIVERY_STATES),
        code: z.string(),
        said: z.string(),
        attempts: z.number().int(),
        madeAt: time(),
        dueAt: time(),
        settledAt: time().nullable(),
      }),
    ),
  }),
});
