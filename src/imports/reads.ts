import { notFound } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { type ComplaintsSection, complaintsPart } from '../complaints/pack.ts';
import type { Staff } from '../people/staff.ts';
import { may } from '../people/staff.ts';
import { currentEdition } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { percentOf, SAMPLE_ROWS } from './import-run.ts';
import { guessMapping } from './mapping.ts';
import { keptMapping, type RefusedRow, type RunRecord } from './store.ts';

/** One's own imports; all of them for who may import in every store. */
const mine = (sql: Reader, caller: Staff): Fragment =>
  caller.staffId === null || may(caller, 'complaint.import', null)
    ? sql`run.org_id = ${caller.orgId}`
    : sql`run.org_id = ${caller.orgId} and run.uploaded_by = ${caller.staffId}`;

type Named = RunRecord & { by: string };

export async function runSeen({ sql, caller }: Pick<Read<Staff>, 'sql' | 'caller'>, id: string): Promise<Named> {
  const [run] = await sql<Named[]>`
    select run.*, staff.name as by from import_run run
    join staff on staff.org_id = run.org_id and staff.id = run.uploaded_by
    where run.id = ${id} and ${mine(sql, caller)}`;
  if (!run) throw notFound();
  return run;
}

export const rowOf = (run: Named) => ({
  id: run.id,
  state: run.state,
  name: run.name,
  bytes: run.bytes,
  by: run.by,
  uploadedAt: run.uploadedAt,
  startedAt: run.startedAt,
  finishedAt: run.finishedAt,
  failure: run.failure,
  rows: run.rows,
  done: run.done,
  percent: run.state === 'undoing' ? percentOf(run.removed + run.stayed, run.made) : percentOf(run.done, run.rows),
  rowsPerSecond: run.workedMs > 0 ? Math.round((run.done / run.workedMs) * 1000) : null,
  made: run.made,
  running: run.running,
  linked: run.linked,
  skipped: run.skipped,
  refused: run.refused,
  removed: run.removed,
  stayed: run.stayed,
});

/** The run with what stands in its file and how that is mapped. */
export async function runView(read: Pick<Read<Staff>, 'sql' | 'caller'>, { id }: { id: string }) {
  const { sql, caller } = read;
  const run = await runSeen(read, id);
  const kept = run.settings ? null : await keptMapping(sql, caller.orgId, run.shape);
  const edition = await currentEdition(sql, caller.orgId);
  const pack = edition ? sectionOf(edition.pack, complaintsPart) : NO_FIELDS;
  const names = run.columns.map(({ name }) => name);
  const cells = run.sample.slice(0, SAMPLE_ROWS).map((row) => row.cells);
  const sameFile = await sql<{ id: string; at: Date }[]>`
    select run.id, run.started_at as at from import_run run
    where ${mine(sql, caller)} and run.sha256 = ${run.sha256} and run.id <> ${run.id} and run.made > run.removed
    order by run.started_at desc limit 5`;
  return {
    ...rowOf(run),
    reading: run.reading,
    shape: run.shape,
    columns: run.columns,
    sample: run.sample,
    mapping: run.settings?.columns ?? kept ?? guessMapping(names, cells, pack),
    mappingFrom: run.settings ? ('chosen' as const) : kept ? ('remembered' as const) : ('guessed' as const),
    sameFile: [...sameFile],
  };
}
const NO_FIELDS: Pick<ComplaintsSection, 'fields'> = { fields: [] };

export async function listRuns({ sql, caller }: Read<Staff>, given: { cursor?: string | undefined; limit: number }) {
  const from = given.cursor ? Buffer.from(given.cursor, 'base64url').toString() : null;
  const after = from && /^[0-9a-f-]{36}$/.test(from) ? sql`run.id < ${from}::uuid` : sql`true`;
  const rows = await sql<Named[]>`
    select run.*, staff.name as by from import_run run
    join staff on staff.org_id = run.org_id and staff.id = run.uploaded_by
    where ${mine(sql, caller)} and ${after} order by run.id desc limit ${given.limit + 1}`;
  const page = rows.slice(0, given.limit);
  const last = rows.length > given.limit ? page.at(-1) : undefined;
  return { items: page.map(rowOf), next: last ? Buffer.from(last.id).toString('base64url') : null };
}

/** Refused rows in their order, a thousand at a time. */
export async function* refusedRows(sql: Reader, orgId: string, runId: string): AsyncGenerator<RefusedRow> {
  let line = 0;
  for (;;) {
    const rows = await sql<RefusedRow[]>`
      select line, reasons, cells from import_refusal
      where org_id = ${orgId} and run_id = ${runId} and line > ${line} order by line limit 1000`;
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    line = last.line;
  }
}
