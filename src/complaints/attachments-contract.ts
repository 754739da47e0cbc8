import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id } from '../base/schemas.ts';
import { caseId } from './act-endpoint.ts';

export const attach = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/attachments',
  permission: 'complaint.work',
  summary: 'Upload attachments (multipart, field `file`)',
  onFullDisk: 'stops-first',
  params: caseId,
  reply: z.strictObject({
    items: z.array(z.strictObject({ id: z.string(), name: z.string(), type: z.string(), bytes: z.number() })),
  }),
  status: 201,
  bodyLimit: 26 * 1024 * 1024,
});

/** Bytes, always as a download except sniffed images (`?inline=1`). */
export const download = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/attachments/:attachmentId',
  permission: 'signed-in',
  summary: 'Download an attachment',
  params: z.strictObject({ id: id(), attachmentId: id() }),
  input: z.strictObject({ inline: z.literal('1').optional() }),
});
