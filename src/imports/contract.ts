import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, key, line, page, pageOf, time } from '../base/schemas.ts';
import { ON_TWINS } from '../complaints/case-to-import.ts';
import { KINDS } from '../complaints/complaint.ts';
import { DELIMITERS, ENCODINGS, LIMITS, RUN_STATES } from './import-run.ts';

const runId = z.strictObject({ id: id() });

const reading = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal('csv'), encoding: z.enum(ENCODINGS), delimiter: z.enum(DELIMITERS) }),
  z.strictObject({ format: z.literal('xlsx'), sheet: z.string(), sheets: z.array(z.string()) }),
]);

/** Values of the file and what they mean; texts as they stand there. */
const columnMapping = z.strictObject({
  to: line(80),
  values: z
    .record(line(100), line(64))
    .refine((values) => Object.keys(values).length <= 100)
    .default({}),
});

export const settings = z.strictObject({
  /** In the order of the file's columns. */
  columns: z.array(columnMapping).max(LIMITS.cells),
  /** For rows that name no store. */
  storeId: id(),
  kind: z.enum(KINDS).default('complaint'),
  channel: key().nullish(),
  /** For rows that tell no day; the moment of the start unless told. */
  receivedAt: instant().nullish(),
  /** Rows mapped as open and received after this become running cases with clocks. */
  cutOff: instant().nullish(),
  onTwins: z.enum(ON_TWINS).default('skip'),
});
export type Settings = z.output<typeof settings>;
export type SettingsInput = z.input<typeof settings>;

const counts = {
  /** Rows beside the headings, and how many of them are dealt with. */
  rows: z.number(),
  done: z.number(),
  percent: z.number(),
  rowsPerSecond: z.number().nullable(),
  made: z.number(),
  /** Of those made: running cases with clocks. */
  running: z.number(),
  linked: z.number(),
  skipped: z.number(),
  refused: z.number(),
  removed: z.number(),
  stayed: z.number(),
};

const runRow = z.strictObject({
  id: z.string(),
  state: z.enum(RUN_STATES),
  name: z.string(),
  bytes: z.number(),
  by: z.string(),
  uploadedAt: time(),
  startedAt: time().nullable(),
  finishedAt: time().nullable(),
  /** A code with a sentence under this room's refusals. */
  failure: z.string().nullable(),
  ...counts,
});
export type RunRow = z.output<typeof runRow>;

const runView = runRow.extend({
  reading,
  shape: z.string(),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      values: z.array(z.strictObject({ text: z.string(), count: z.number() })).nullable(),
    }),
  ),
  sample: z.array(z.strictObject({ row: z.number(), cells: z.array(z.string()) })),
  /** The proposal, or what was chosen: remembered from the last file of this shape, or guessed. */
  mapping: z.array(z.strictObject({ to: z.string(), values: z.record(z.string(), z.string()) })),
  mappingFrom: z.enum(['guessed', 'remembered', 'chosen']),
  /** Earlier runs of the very same file whose cases are still here. */
  sameFile: z.array(z.strictObject({ id: z.string(), at: time() })),
});
export type RunView = z.output<typeof runView>;

export const upload = endpoint({
  method: 'POST',
  path: '/api/imports',
  permission: 'complaint.import',
  summary: 'Upload a CSV or XLSX file to import (multipart, field `file`); answers with what was found in it',
  onFullDisk: 'stops-first',
  reply: runView,
  status: 201,
  bodyLimit: LIMITS.fileBytes + 64 * 1024,
});

export const list = endpoint({
  method: 'GET',
  path: '/api/imports',
  permission: 'complaint.import',
  summary: 'Imports so far: one’s own, and all of them for who may import in every store',
  input: z.strictObject(page),
  reply: pageOf(runRow),
});

export const view = endpoint({
  method: 'GET',
  path: '/api/imports/:id',
  permission: 'complaint.import',
  summary: 'One import: what stands in the file, how it is mapped, how far it is',
  params: runId,
  reply: runView,
});

export const changeReading = endpoint({
  method: 'PUT',
  path: '/api/imports/:id/reading',
  permission: 'complaint.import',
  summary: 'Read the file anew: in another encoding, cut by another sign, or another sheet',
  params: runId,
  input: z.strictObject({
    encoding: z.enum(ENCODINGS).optional(),
    delimiter: z.enum(DELIMITERS).optional(),
    sheet: line(60).optional(),
  }),
  reply: runView,
});

export const preview = endpoint({
  method: 'POST',
  path: '/api/imports/:id/preview',
  permission: 'complaint.import',
  summary: 'The first rows as the cases that they would become, and how many rows would; nothing is kept',
  params: runId,
  input: settings,
  reply: z.strictObject({
    rows: z.array(
      z.strictObject({
        row: z.number(),
        case: z
          .strictObject({
            ownWords: z.string(),
            callerName: z.string(),
            callerPhone: z.string(),
            receivedAt: time(),
            storeName: z.string(),
            kind: z.enum(KINDS),
            category: z.string().nullable(),
            channel: z.string().nullable(),
            severity: z.string().nullable(),
            runs: z.boolean(),
          })
          .nullable(),
        problems: z.array(z.strictObject({ code: z.string(), column: z.string(), value: z.string() })),
        /** What the row repeats: a case of the desk, or else an earlier row. */
        twin: z.strictObject({ number: z.string().nullable(), row: z.number().nullable() }).nullable(),
      }),
    ),
    /** `twins` are among `made` unless they are left out. */
    forecast: z.strictObject({
      /** Rows looked at: the first 20,000 of a longer file. */
      looked: z.number(),
      made: z.number(),
      twins: z.number(),
      refused: z.number(),
    }),
    /** Values of matched columns, over the whole file, that mean nothing yet. */
    notUnderstood: z.array(z.strictObject({ column: z.number(), texts: z.array(z.string()) })),
  }),
});

export const start = endpoint({
  method: 'POST',
  path: '/api/imports/:id/start',
  permission: 'complaint.import',
  summary: 'Carry the rows in; it goes on in the background',
  onFullDisk: 'stops-first',
  params: runId,
  input: settings,
  reply: runRow,
  status: 202,
});

const onRun = <const Path extends string>(
  method: 'POST' | 'DELETE',
  path: Path,
  summary: string,
  onFullDisk: 'stops-first' | 'goes-on',
) => endpoint({ method, path, permission: 'complaint.import', summary, params: runId, reply: runRow, onFullDisk });

export const stop = onRun(
  'POST',
  '/api/imports/:id/stop',
  'Stop after the batch under way; what is in stays in',
  'goes-on',
);
export const resume = onRun('POST', '/api/imports/:id/resumption', 'Go on where it stopped', 'stops-first');
export const undo = onRun(
  'POST',
  '/api/imports/:id/undoing',
  'Take away what it made and nobody has worked on since',
  'stops-first',
);

export const discard = endpoint({
  method: 'DELETE',
  path: '/api/imports/:id',
  permission: 'complaint.import',
  summary: 'Forget a file that was not carried in',
  onFullDisk: 'goes-on',
  params: runId,
});

export const refused = endpoint({
  method: 'GET',
  path: '/api/imports/:id/refused',
  permission: 'complaint.import',
  summary: 'The rows that were not carried in, with the reasons, as CSV',
  params: runId,
});
