import * as z from 'zod';
import { line, someLine } from '../base/schemas.ts';

/** The questions on which the documents contradict each other. */
export const CONFLICTS = Array.from({ length: 24 }, (_, i) => `K${i + 1}`) as [string, ...string[]];
/** The table of time limits found in the documents. */
export const ROWS = 33;

/** Where a pack answers to the documents it was written from: entries that only point. */
export const ROW_SHAPES = {
  /** Rows of the table of limits that have their home here. */
  rows: z
    .array(
      z.strictObject({
        row: z.number().int().min(1).max(ROWS),
        path: someLine(160),
        says: line(200).default(''),
      }),
    )
    .default([]),
  /** Which side this pack takes where documents contradict each other. */
  answers: z
    .array(
      z.strictObject({
        conflict: z.enum(CONFLICTS),
        side: z.enum(['a', 'b', 'both', 'ours']),
        /** Where it is set; null: a note only, no rule reads it. */
        path: someLine(160).nullable().default(null),
        says: someLine(200),
      }),
    )
    .default([]),
};
