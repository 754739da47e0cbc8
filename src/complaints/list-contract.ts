import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { day, id, page, pageOf, time } from '../base/schemas.ts';
import { complaintRow, person } from './contract.ts';
import { FIGURE_NAMES, type FigureName } from './figures.ts';
import { FIELDS, type FieldName, type FieldValue, ORDERS } from './filter.ts';

const MOST = 2000;

/** The text of one field, read as the pages read it. */
const fieldSchema = <Name extends FieldName>(name: Name): z.ZodOptional<z.ZodType<FieldValue<Name>, string>> =>
  z
    .string()
    .max(MOST)
    .transform((text, context) => {
      const value = FIELDS[name].read(text);
      if (value !== null) return value as FieldValue<Name>;
      context.issues.push({ code: 'custom', message: 'not-a-filter', input: text });
      return z.NEVER;
    })
    .optional();

type FilterShape = { [Name in FieldName]: ReturnType<typeof fieldSchema<Name>> };
export const filterShape = Object.fromEntries(
  (Object.keys(FIELDS) as FieldName[]).map((name) => [name, fieldSchema(name)]),
) as unknown as FilterShape;

export const order = z.enum(ORDERS).default('attention');

export const list = endpoint({
  method: 'GET',
  path: '/api/complaints',
  permission: 'complaint.read',
  summary:
    'List complaints: filters joined by and, several values of one by or; a cursor belongs to its filter and order',
  input: z.strictObject({ ...page, ...filterShape, order }),
  reply: pageOf(complaintRow),
});

export const COUNTED_TO = 1000;

export const count = endpoint({
  method: 'GET',
  path: '/api/complaints/count',
  permission: 'complaint.read',
  summary: 'How many complaints a list holds: exact to 1,000, `more` beyond',
  input: z.strictObject(filterShape),
  reply: z.strictObject({ count: z.number(), more: z.boolean() }),
});

const share = z.strictObject({ count: z.number(), of: z.number() });

export const figures = endpoint({
  method: 'GET',
  path: '/api/complaints/figures',
  permission: 'complaint.read',
  summary: 'The five figures, each the count of the list that src/complaints/figures.ts names; shares over 14 days',
  input: z.strictObject({ storeId: id().optional() }),
  reply: z.strictObject({
    open: z.number(),
    overdue: z.number(),
    today: z.number(),
    contactOnTime: share,
    satisfied: share,
  }),
});

export const trends = endpoint({
  method: 'GET',
  path: '/api/complaints/trends',
  permission: 'complaint.read',
  summary:
    'The five figures day by day over 14 days, today last; shares in percent, null on days with nothing to share',
  input: z.strictObject({ storeId: id().optional() }),
  reply: z.strictObject({
    days: z.array(day()),
    ...(Object.fromEntries(FIGURE_NAMES.map((name) => [name, z.array(z.number().nullable())])) as Record<
      FigureName,
      z.ZodArray<z.ZodNullable<z.ZodNumber>>
    >),
  }),
});

export const WAITING = [
  'promise',
  'hand-over',
  'help',
  'mention',
  'work-order',
  'work-order-reply',
  'approval',
  'choice',
  'review',
  'redaction',
  'late-record',
] as const;
export type WaitingKind = (typeof WAITING)[number];

export const waiting = endpoint({
  method: 'GET',
  path: '/api/complaints/waiting',
  permission: 'complaint.read',
  summary: 'What waits for a word of mine: the earliest due first, then the longest waiting; 100 at most',
  input: z.strictObject({ storeId: id().optional() }),
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum(WAITING),
        /** The record, promise or work order that it is about; the case itself for a hand-over. */
        thingId: z.string(),
        row: complaintRow,
        at: time(),
        dueAt: time().nullable(),
        by: person.nullable(),
        /** The question, the promise, the task. */
        words: z.string(),
      }),
    ),
    more: z.boolean(),
  }),
});

export const ownRegistrations = endpoint({
  method: 'GET',
  path: '/api/own-registrations',
  permission: 'signed-in',
  summary: 'What one registered of cases that one must not see: the words as registered and the number, nothing later',
  reply: z.strictObject({
    items: z.array(z.strictObject({ number: z.string(), at: time(), ownWords: z.string() })),
  }),
});
