import * as z from 'zod';
import { key } from '../base/schemas.ts';

const mark = z.strictObject({
  /** A field of the pack. */
  field: key(),
  /** Compared by its first characters only: a vehicle number's first eleven name type, year and plant. */
  first: z.number().int().min(1).max(40).optional(),
});
export type MarkRule = z.output<typeof mark>;

export const incidentsSchema = z.strictObject({
  /** When cases of one category are proposed as one incident. */
  suggest: z
    .strictObject({
      /** So many of the same category with the same mark. */
      cases: z.number().int().min(2).max(100).default(6),
      /** Received within so many days. */
      days: z.number().int().min(1).max(366).default(14),
      /** Any of these being the same; none: nothing is proposed. */
      by: z.array(mark).default([]),
    })
    .prefault({}),
});
export type IncidentsSection = z.output<typeof incidentsSchema>;
/** Editions from before incidents have no such section. */
export const incidentsPart = { name: 'incidents', schema: incidentsSchema.prefault({}) } as const;
