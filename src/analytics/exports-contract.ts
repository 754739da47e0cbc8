import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, line, time } from '../base/schemas.ts';
import { filterShape } from '../complaints/list-contract.ts';
import { EXPORT_COLUMNS, EXPORT_FORMATS, EXPORT_PURPOSES, EXPORT_STATES } from './export-columns.ts';

export const exportRun = z.strictObject({
  id: z.string(),
  format: z.enum(EXPORT_FORMATS),
  state: z.enum(EXPORT_STATES),
  unmasked: z.boolean(),
  askedAt: time(),
  /** Rows in all, once they have been counted; rows written so far. */
  total: z.number().nullable(),
  made: z.number(),
  bytes: z.number().nullable(),
  /** Why it failed: the code of a refusal. */
  problem: z.string().nullable(),
  /** Until when the file can be fetched; null while there is none. */
  until: time().nullable(),
});
export type ExportRun = z.output<typeof exportRun>;

export const askExport = endpoint({
  method: 'POST',
  path: '/api/exports',
  permission: 'export',
  summary: 'Export the list of complaints as a file; made in the background',
  onFullDisk: 'stops-first',
  input: z.strictObject({
    /** As the list takes it. */
    filter: z.strictObject(filterShape).default({}),
    format: z.enum(EXPORT_FORMATS),
    columns: z
      .array(z.enum(EXPORT_COLUMNS))
      .min(1)
      .max(EXPORT_COLUMNS.length)
      .refine((names) => new Set(names).size === names.length, { error: 'twice' }),
    purpose: z.enum(EXPORT_PURPOSES),
    /** Numbers whole instead of masked, in stores where the asker may reveal them; needs a reason. */
    unmasked: z.boolean().default(false),
    reason: line(200).default(''),
    language: z.enum(['zh', 'en']).default('zh'),
  }),
  reply: exportRun,
  status: 202,
});

export const exportsOfMine = endpoint({
  method: 'GET',
  path: '/api/exports',
  permission: 'export',
  summary: 'My exports of the last day, newest first',
  reply: z.strictObject({ items: z.array(exportRun) }),
});

const params = z.strictObject({ id: id() });

export const exportOfMine = endpoint({
  method: 'GET',
  path: '/api/exports/:id',
  permission: 'export',
  summary: 'How far an export of mine has come',
  params,
  reply: exportRun,
});

export const dropExport = endpoint({
  method: 'DELETE',
  path: '/api/exports/:id',
  permission: 'export',
  summary: 'Cancel an export of mine, or remove its file',
  params,
  status: 204,
});

export const exportFile = endpoint({
  method: 'GET',
  path: '/api/exports/:id/file',
  permission: 'export',
  summary: 'The file of an export of mine, within 24 hours',
  params,
});
