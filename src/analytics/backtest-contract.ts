import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { day, id, line as oneLine } from '../base/schemas.ts';
import { MEASURES, PARTS } from './backtest-sums.ts';
import { EXPORT_FORMATS } from './export-columns.ts';

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const line = z.strictObject({
  part: z.enum(PARTS),
  key: oneLine(80),
  measure: z.enum(MEASURES),
  /** As the policy calls it; empty where the desk has a word of its own. */
  title: oneLine(120),
  really: count,
  draft: count,
});
const sums = {
  cases: count,
  /** Imported as closed, without a history to play again. */
  skipped: count,
  lines: z.array(line),
};
/** Days of the organisation, the last one included; a case belongs to the day on which it came in. */
const period = { from: day(), to: day(), storeId: id().nullable().default(null) };

export const backtestDraft = endpoint({
  method: 'POST',
  path: '/api/policy/drafts/:id/backtest',
  permission: 'policy.draft',
  summary: 'Plays past complaints again under a draft, some at a time: how they went, and how they would have gone',
  params: z.strictObject({ id: id() }),
  input: z.strictObject({
    ...period,
    /** Where the call before ended (`next`). */
    after: id().nullable().default(null),
  }),
  reply: z.strictObject({
    ...sums,
    /** Of the draft as it was tried: another one than before means to begin anew. */
    version: z.number(),
    /** Complaints of the period that the caller may see; told with the first batch. */
    total: count.nullable(),
    /** To ask on with; null: all were tried. */
    next: id().nullable(),
  }),
});

export const backtestSheet = endpoint({
  method: 'POST',
  path: '/api/policy/drafts/:id/backtest/sheet',
  permission: 'policy.draft',
  summary: 'The figures of a trial as a table to be kept: CSV or XLSX, in the language of the request',
  params: z.strictObject({ id: id() }),
  input: z.strictObject({ ...period, format: z.enum(EXPORT_FORMATS), ...sums, lines: z.array(line).max(5000) }),
  bodyLimit: 2 * 1024 * 1024,
});
