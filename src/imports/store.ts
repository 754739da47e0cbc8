import type { Reader } from '../base/server/db.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { Staff } from '../people/staff.ts';
import type { Settings } from './contract.ts';
import type { Column, Reading, RunState } from './import-run.ts';
import type { ColumnMapping } from './mapping.ts';
import type { RowProblem } from './row.ts';

/** A row of `import_run` as it lies in the database. */
export interface RunRecord {
  orgId: string;
  id: string;
  state: RunState;
  name: string;
  bytes: number;
  sha256: Buffer;
  reading: Reading;
  shape: string;
  columns: Column[];
  sample: { row: number; cells: string[] }[];
  rows: number;
  settings: StoredSettings | null;
  done: number;
  made: number;
  running: number;
  linked: number;
  skipped: number;
  refused: number;
  removed: number;
  stayed: number;
  workedMs: number;
  failure: string | null;
  uploadedBy: string;
  uploadedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  worker: string | null;
  workerUntil: Date | null;
  /** In whose name it goes on. */
  actingBy: string | null;
}

/** As chosen, with instants as text and none left open. */
export type StoredSettings = Omit<Settings, 'receivedAt' | 'cutOff'> & { receivedAt: string; cutOff: string | null };

type NewRun = Pick<RunRecord, 'id' | 'name' | 'bytes' | 'sha256' | 'reading' | 'shape' | 'columns' | 'sample' | 'rows'>;
const runs = rowsOf<NewRun & { orgId: string; state: RunState; uploadedBy: string | null; uploadedAt: Date } & Zeros>(
  'import_run',
  [
    'orgId',
    'id',
    'state',
    'name',
    'bytes',
    'sha256',
    'reading',
    'shape',
    'columns',
    'sample',
    'rows',
    'uploadedBy',
    'uploadedAt',
    'done',
    'made',
    'running',
    'linked',
    'skipped',
    'refused',
    'removed',
    'stayed',
    'workedMs',
  ],
);
/** Rows that travel as JSON take no defaults for columns that are named. */
const ZEROS = { done: 0, made: 0, running: 0, linked: 0, skipped: 0, refused: 0, removed: 0, stayed: 0, workedMs: 0 };
type Zeros = typeof ZEROS;

export const insertRun = (tx: Tx<Staff>, run: NewRun): void =>
  tx.insert(runs, {
    ...ZEROS,
    ...run,
    orgId: tx.caller.orgId,
    state: 'mapping',
    uploadedBy: tx.caller.staffId,
    uploadedAt: tx.now,
  });

/** Locks the run; null when it is not there. */
export async function lockRun(tx: Tx<Staff>, id: string): Promise<RunRecord | null> {
  const [run] = await tx.sql<RunRecord[]>`
    select * from import_run where org_id = ${tx.caller.orgId} and id = ${id} for update`;
  return run ?? null;
}

export function updateRun(tx: Tx, id: string, changes: Partial<RunRecord>): void {
  const { sql } = tx;
  const json = ['reading', 'columns', 'sample', 'settings'] as const;
  const columns: Record<string, unknown> = { ...changes };
  for (const name of json) if (columns[name]) columns[name] = sql.json(columns[name] as never);
  tx.write(sql`update import_run set ${sql(columns as never)} where org_id = ${tx.caller.orgId} and id = ${id}`);
}

export const deleteRun = (tx: Tx, id: string): void =>
  tx.write(tx.sql`delete from import_run where org_id = ${tx.caller.orgId} and id = ${id}`);

interface CaseMade {
  readonly runId: string;
  readonly complaintId: string;
  /** Of the file. */
  readonly line: number;
}
const cases = rowsOf<CaseMade & { orgId: string; madeAt: Date; stayed: boolean }>('import_case', [
  'orgId',
  'runId',
  'complaintId',
  'line',
  'madeAt',
  'stayed',
]);
export const insertCase = (tx: Tx, made: CaseMade): void =>
  tx.insert(cases, { ...made, orgId: tx.caller.orgId, madeAt: tx.now, stayed: false });

/** What was planned while the tables were nearly empty reads them from end to end for each of the rows. */
export const indexedOnly = (sql: Reader) => sql`
  select set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)`;

export interface RefusedRow {
  readonly line: number;
  readonly reasons: readonly RowProblem[];
  readonly cells: readonly string[];
}
const refusals = rowsOf<RefusedRow & { orgId: string; runId: string }>(
  'import_refusal',
  ['orgId', 'runId', 'line', 'reasons', 'cells'],
  { skip: true },
);
export const insertRefusal = (tx: Tx, runId: string, row: RefusedRow): void =>
  tx.insert(refusals, { ...row, orgId: tx.caller.orgId, runId });

export const keepMapping = (tx: Tx, shape: string, columns: readonly ColumnMapping[]): void =>
  tx.write(tx.sql`
    insert into import_mapping (org_id, shape, columns, kept_by, kept_at)
    values (${tx.caller.orgId}, ${shape}, ${tx.sql.json(columns as never)}, ${tx.caller.staffId}, ${tx.now})
    on conflict (org_id, shape) do update
      set columns = excluded.columns, kept_by = excluded.kept_by, kept_at = excluded.kept_at`);

export async function keptMapping(sql: Reader, orgId: string, shape: string): Promise<ColumnMapping[] | null> {
  const [row] = await sql<{ columns: ColumnMapping[] }[]>`
    select columns from import_mapping where org_id = ${orgId} and shape = ${shape}`;
  return row?.columns ?? null;
}

/** How long a worker may be silent before another takes over. */
export const LEASE = '20 seconds';

/** The longest waiting run that nobody works on, now this worker's; null when there is none. */
export async function claimRun(sql: Reader, worker: string, only: string | null): Promise<RunRecord | null> {
  const [run] = await sql<RunRecord[]>`
    update import_run set worker = ${worker}, worker_until = now() + ${LEASE}::interval
    where (org_id, id) = (
      select org_id, id from import_run
      where state in ('running', 'undoing') and (worker = ${worker} or worker_until is null or worker_until < now())
        and (${only}::uuid is null or id = ${only}::uuid)
      order by started_at for update skip locked limit 1)
    returning *`;
  return run ?? null;
}

/** The next cases to take away: those not yet known to stay. */
export const casesOf = (sql: Reader, orgId: string, runId: string, limit: number) =>
  sql<{ complaintId: string; madeAt: Date }[]>`
    select complaint_id, made_at from import_case
    where org_id = ${orgId} and run_id = ${runId} and not stayed order by complaint_id desc limit ${limit}`;

export function settleCases(tx: Tx, runId: string, gone: readonly string[], stayed: readonly string[]): void {
  const { sql, caller } = tx;
  const of = sql`org_id = ${caller.orgId} and run_id = ${runId}`;
  if (gone.length)
    tx.write(sql`delete from import_case where ${of} and complaint_id = any(${gone as string[]}::uuid[])`);
  if (stayed.length)
    tx.write(
      sql`update import_case set stayed = true where ${of} and complaint_id = any(${stayed as string[]}::uuid[])`,
    );
}

/** Copies of rows and cells that a finished run needs no more after a while. */
export async function forgetOldRows(sql: Reader): Promise<void> {
  const old = sql`uploaded_at < now() - interval '30 days'`;
  await sql`delete from import_run where state = 'mapping' and ${old}`;
  await sql`
    delete from import_refusal using import_run
    where import_refusal.org_id = import_run.org_id and import_refusal.run_id = import_run.id and import_run.uploaded_at < now() - interval '30 days'`;
  await sql`update import_run set sample = '[]' where state not in ('mapping', 'running', 'stopped') and ${old} and sample <> '[]'`;
}

/** Which of these contents a run still reads, in hex. */
export async function namedByRuns(sql: Reader, hashes: readonly Buffer[]): Promise<Set<string>> {
  const rows = await sql<{ hex: string }[]>`
    select hex from unnest(${hashes.map((sha256) => sha256.toString('hex'))}::text[]) as hex
    where exists (select from import_run where import_run.sha256 = decode(hex, 'hex')
                  and state in ('mapping', 'running', 'stopped', 'failed'))`;
  return new Set(rows.map(({ hex }) => hex));
}
