import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { day, id, key, time } from '../base/schemas.ts';
import { SEVERITIES } from '../complaints/complaint.ts';
import { GROUPINGS, MEASURES, VERDICTS } from './equal-service.ts';

const count = z.number().int().nonnegative();
const titled = z.strictObject({ key: z.string(), title: z.string() });
const hours = z.strictObject({ count, median: z.number().nullable(), p90: z.number().nullable() });

export const equalService = endpoint({
  method: 'GET',
  path: '/api/analytics/equal-service',
  permission: 'complaint.read',
  summary: 'Whether limits, first contact, resolution and kept limits differ between groups of cases beyond chance',
  input: z.strictObject({
    from: day(),
    /** The last day that belongs to it; a year at most. */
    to: day(),
    storeId: id().optional(),
    severity: z.enum(SEVERITIES).optional(),
    /** A field of choices to group by: the kind of customer, where the pack has one. */
    field: key().optional(),
  }),
  reply: z.strictObject({
    from: day(),
    to: day(),
    store: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
    askedAt: time(),
    cases: count,
    /** There are more; the newest were looked at. */
    cut: z.boolean(),
    /** Fewer cases in a group than these are not compared. */
    least: count,
    /** Fields of choices in the policy now in force. */
    fields: z.array(titled),
    groupings: z.array(
      z.strictObject({
        by: z.enum(GROUPINGS),
        groups: z.array(
          z.strictObject({
            key: z.string(),
            /** Of a channel or a choice; empty where the page has the word. */
            title: z.string(),
            cases: count,
            limit: hours,
            contact: hours,
            resolution: hours,
            kept: z.strictObject({ kept: count, of: count }),
          }),
        ),
        comparisons: z.array(
          z.strictObject({
            measure: z.enum(MEASURES),
            compared: count,
            chance: z.number().min(0).max(1).nullable(),
            verdict: z.enum(VERDICTS),
          }),
        ),
      }),
    ),
  }),
});
