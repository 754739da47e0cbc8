import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { day, id, key, line, time } from '../base/schemas.ts';
import { caseId } from '../complaints/act-endpoint.ts';
import { SORTS } from './paper.ts';

const run = z.string().nullable();
const part = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('heading'), text: z.string() }),
  z.strictObject({ is: z.literal('text'), paragraphs: z.array(z.array(run)) }),
  z.strictObject({
    is: z.literal('fields'),
    columns: z.union([z.literal(1), z.literal(2)]),
    fields: z.array(z.strictObject({ title: z.string(), value: z.string().nullable(), lines: z.number() })),
  }),
  z.strictObject({ is: z.literal('table'), columns: z.array(z.string()), rows: z.array(z.array(z.string())) }),
  z.strictObject({
    is: z.literal('sign'),
    seal: z.boolean(),
    signers: z.array(z.strictObject({ title: z.string(), value: z.string().nullable() })),
    date: z.string().nullable(),
  }),
  z.strictObject({ is: z.literal('break') }),
]);

const letterhead = z.strictObject({
  name: z.string(),
  address: z.string(),
  phone: z.string(),
  /** A data address of a picture. */
  logo: z.string().nullable(),
});

/** A sheet as it is printed. In a text, null is a line to write on. */
export const paperView = z.strictObject({
  form: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  head: letterhead,
  parts: z.array(part),
  masked: z.boolean(),
  printedAt: time(),
  printedBy: z.string(),
});
export type PaperView = z.output<typeof paperView>;

const formHead = z.strictObject({
  key: z.string(),
  title: z.string(),
  sort: z.enum(SORTS),
  when: z.string(),
  copies: z.number(),
  /** By the posts that the pack names. */
  mayMake: z.boolean(),
});
export type FormHead = z.output<typeof formHead>;

export const formParams = caseId.extend({ form: key() });

export const forms = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/forms',
  permission: 'complaint.read',
  summary: 'The forms and letters that the pack of a case has for it',
  params: caseId,
  reply: z.strictObject({
    items: z.array(formHead),
    /** Purposes for which whole numbers may be shown, to those who may. */
    purposes: z.array(z.strictObject({ key: z.string(), title: z.string() })),
  }),
});

export const form = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/forms/:form',
  permission: 'complaint.read',
  summary: 'A form filled from the case, personal numbers masked',
  params: formParams,
  reply: paperView,
});

export const wholeForm = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/forms/:form/whole',
  permission: 'contact.reveal',
  summary: 'The same with whole numbers; logged with its purpose',
  confidential: true,
  params: formParams,
  input: z.strictObject({ purpose: key() }),
  reply: paperView,
});

export const formDocx = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/forms/:form/docx',
  permission: 'complaint.read',
  summary: 'A filled form as DOCX (ISO/IEC 29500), personal numbers masked',
  params: formParams,
});

const period = { from: day(), to: day(), storeId: id().optional() };

export const reports = endpoint({
  method: 'GET',
  path: '/api/reports',
  permission: 'complaint.read',
  summary: 'The forms over many cases that the pack in force has',
  input: z.strictObject({ storeId: id().optional() }),
  reply: z.strictObject({ items: z.array(formHead) }),
});

export const report = endpoint({
  method: 'GET',
  path: '/api/reports/:report',
  permission: 'complaint.read',
  summary: 'A form over the cases that were received in a period, under the reader’s rights',
  long: true,
  params: z.strictObject({ report: key() }),
  input: z.strictObject(period),
  reply: paperView,
});

export const reportDocx = endpoint({
  method: 'GET',
  path: '/api/reports/:report/docx',
  permission: 'complaint.read',
  summary: 'The same as DOCX',
  long: true,
  params: z.strictObject({ report: key() }),
  input: z.strictObject(period),
});

const storeParams = z.strictObject({ id: id() });

export const letterheadOf = endpoint({
  method: 'GET',
  path: '/api/stores/:id/letterhead',
  permission: 'signed-in',
  summary: 'What stands at the head of a store’s paper',
  params: storeParams,
  reply: letterhead,
});

export const changeLetterhead = endpoint({
  method: 'PUT',
  path: '/api/stores/:id/letterhead',
  permission: 'people.manage',
  summary: 'Change what stands at the head of a store’s paper',
  bodyLimit: 512 * 1024,
  params: storeParams,
  input: z.strictObject({
    /** Empty: the store’s name. */
    name: line(60),
    address: line(120),
    phone: line(40),
    /** PNG or JPEG as base64; null takes it away, absent leaves it. */
    logo: z.base64().max(280_000).nullable().optional(),
  }),
});
