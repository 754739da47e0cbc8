import type { Reader, Sql } from '../base/server/db.ts';
import type { Tx } from '../base/server/transaction.ts';
import { isPermission } from '../people/permissions.ts';
import type { HeldPost, Staff } from '../people/staff.ts';
import {
  AT_ONCE,
  type ExportColumn,
  type ExportFormat,
  type ExportPurpose,
  type ExportState,
  KEPT_HOURS,
} from './export-columns.ts';

export interface RunRow {
  readonly orgId: string;
  readonly id: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly rights: Rights;
  readonly format: ExportFormat;
  readonly columns: ExportColumn[];
  readonly filter: Record<string, string>;
  readonly purpose: ExportPurpose;
  readonly unmasked: boolean;
  readonly reason: string;
  readonly language: 'zh' | 'en';
  readonly salt: Buffer;
  readonly state: ExportState;
  readonly problem: string | null;
  readonly total: number | null;
  readonly made: number;
  readonly bytes: number | null;
  readonly attempts: number;
  readonly finishedAt: Date | null;
  readonly removedAt: Date | null;
}

/** What a person might see and do, as JSON. */
interface Rights {
  readonly name: string;
  readonly posts: (Omit<HeldPost, 'permissions'> & { permissions: string[] })[];
  readonly scope: string[] | null;
}

const rightsOf = ({ name, posts, tokenScope }: Staff): Rights => ({
  name,
  posts: posts.map((held) => ({ ...held, permissions: [...held.permissions] })),
  scope: tokenScope && [...tokenScope],
});

/** Whoever asked, with the rights of that moment. */
export const askerOf = ({ orgId, askedBy, rights }: RunRow): Staff => ({
  orgId,
  staffId: askedBy,
  name: rights.name,
  posts: rights.posts.map((held) => ({ ...held, permissions: new Set(held.permissions.filter(isPermission)) })),
  tokenScope: rights.scope && new Set(rights.scope.filter(isPermission)),
});

type NewRun = Pick<
  RunRow,
  'id' | 'format' | 'columns' | 'filter' | 'purpose' | 'unmasked' | 'reason' | 'language' | 'salt'
>;

export function insertRun({ sql, caller, now, write }: Tx<Staff>, run: NewRun): void {
  write(sql`
    insert into export_run (org_id, id, asked_by, asked_at, rights, format, columns, filter, purpose, unmasked, reason, language, salt)
    values (${caller.orgId}, ${run.id}, ${caller.staffId}, ${now}, ${sql.json(rightsOf(caller) as never)}, ${run.format},
            ${run.columns}, ${sql.json(run.filter)}, ${run.purpose}, ${run.unmasked}, ${run.reason}, ${run.language}, ${run.salt})`);
}

/** Locks the asker's exports under way, so that two requests at once count each other. */
export async function tooManyUnderWay({ sql, caller }: Tx<Staff>): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`export ${caller.orgId} ${caller.staffId}`}, 0))`;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from export_run
    where org_id = ${caller.orgId} and asked_by = ${caller.staffId} and state in ('waiting', 'running')`;
  return (row?.count ?? 0) >= AT_ONCE;
}

/** Those that can still be fetched, are under way, or have just ended. */
export const runsOf = (sql: Reader, { orgId, staffId }: Staff, now: Date) => sql<RunRow[]>`
  select * from export_run
  where org_id = ${orgId} and asked_by = ${staffId} and removed_at is null
    and asked_at > ${now}::timestamptz - make_interval(hours => ${2 * KEPT_HOURS})
  order by asked_at desc limit 20`;

export async function runOf(sql: Reader, { orgId, staffId }: Staff, id: string): Promise<RunRow | null> {
  const [row] = await sql<RunRow[]>`
    select * from export_run where org_id = ${orgId} and asked_by = ${staffId} and id = ${id} and removed_at is null`;
  return row ?? null;
}

/** A worker that was not seen for so long is gone; another one begins anew. */
const LOST_AFTER = '2 minutes';

/** The oldest that waits, or whose worker is lost; taken by one worker only. */
export async function takeRun(sql: Sql): Promise<RunRow | null> {
  const [row] = await sql<RunRow[]>`
    update export_run set state = 'running', attempts = attempts + 1, seen_at = now(), made = 0
    where (org_id, id) = (
      select org_id, id from export_run
      where state = 'waiting' or (state = 'running' and seen_at < now() - ${LOST_AFTER}::interval)
      order by asked_at limit 1 for update skip locked)
    returning *`;
  return row ?? null;
}

/** Says how far it is; false when it was cancelled, or another worker took it over. */
export async function noteProgress(
  sql: Sql,
  { orgId, id, attempts }: RunRow,
  { made, total }: { made: number; total: number },
): Promise<boolean> {
  const rows = await sql`
    update export_run set made = ${made}, total = ${total}, seen_at = now()
    where org_id = ${orgId} and id = ${id} and state = 'running' and attempts = ${attempts} returning 1`;
  return rows.length === 1;
}

/** False when it was cancelled at the last moment. */
export async function finishRun(
  { sql, now }: Tx<Staff>,
  { orgId, id, attempts }: RunRow,
  { count, bytes }: { count: number; bytes: number },
): Promise<boolean> {
  const rows = await sql`
    update export_run set state = 'done', made = ${count}, total = ${count}, bytes = ${bytes}, finished_at = ${now}, rights = '{}'
    where org_id = ${orgId} and id = ${id} and state = 'running' and attempts = ${attempts} returning 1`;
  return rows.length === 1;
}

export const failRun = (sql: Sql, { orgId, id, attempts }: RunRow, problem: string) => sql`
  update export_run set state = 'failed', problem = ${problem}, finished_at = now(), rights = '{}'
  where org_id = ${orgId} and id = ${id} and state = 'running' and attempts = ${attempts}`;

/** Cancelled while under way, removed when it was done. What it was about stays sealed in the fact only. */
export function dropRun({ sql, caller, now, write }: Tx<Staff>, id: string): void {
  write(sql`
    update export_run
    set state = case when state in ('waiting', 'running') then 'cancelled' else state end,
        finished_at = coalesce(finished_at, ${now}), removed_at = ${now}, filter = '{}', reason = '', salt = '', rights = '{}'
    where org_id = ${caller.orgId} and id = ${id}`);
}

/** Runs whose time is over; what they were about goes with their file. */
export const outlived = (sql: Sql) => sql<{ id: string }[]>`
  update export_run set removed_at = now(), filter = '{}', reason = '', salt = '', rights = '{}'
  where finished_at < now() - make_interval(hours => ${KEPT_HOURS}) and removed_at is null
  returning id`;

/** Of these ids, those whose file is still wanted. */
export async function wantedFiles(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select id from export_run where id = any(${[...ids]}::uuid[]) and removed_at is null and state in ('running', 'done')`;
  return new Set(rows.map(({ id }) => id));
}
