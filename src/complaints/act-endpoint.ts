import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id } from '../base/schemas.ts';
import { STAGES } from './complaint.ts';

export const caseId = z.strictObject({ id: id() });

/** Every act answers with the case's new place, so that a screen can say what happened before it reads again. */
export const moved = z.strictObject({ id: z.string(), stage: z.enum(STAGES), version: z.number() });

const made = moved.extend({ made: z.string() });

export const act = <const P extends string, I extends z.ZodType>(
  path: P,
  permission: string,
  summary: string,
  input: I,
) =>
  endpoint({
    method: 'POST',
    path: `/api/complaints/:id/${path}` as `/api/complaints/:id/${P}`,
    permission,
    summary,
    params: caseId,
    input,
    reply: moved,
  });

export const making = <const P extends string, I extends z.ZodType>(
  path: P,
  permission: string,
  summary: string,
  input: I,
) =>
  endpoint({
    method: 'POST',
    path: `/api/complaints/:id/${path}` as `/api/complaints/:id/${P}`,
    permission,
    summary,
    params: caseId,
    input,
    reply: made,
    status: 201,
  });
