import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { openDatabase, type Reader, type Sql } from '../base/server/db.ts';
import { keepNumbersRising } from './transaction-numbers.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'db');
/** One migrating process at a time in a database; any number that nobody else takes. */
export const MIGRATING = 7_346_120_001;
const OLDEST = 15;
/** Of these tables the server's role may only read and append. */
const APPEND_ONLY = ['fact', 'fact_block'];

export interface Migration {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

/** The plain SQL files of db/, in order. */
export function migrations(folder: string = FOLDER): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      // a file that is passed over in silence would be missed only when something asks for its table
      if (!/^\d{4}_[a-z0-9-]+\.sql$/.test(name))
        throw new Error(`db/${name}: name it NNNN_room.sql or NNNN_room-what.sql`);
      const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    });
}

/** The migrations that the database has not seen. Throws when it holds others than ours. */
export async function pending(sql: Reader, folder: string = FOLDER): Promise<Migration[]> {
  const files = migrations(folder);
  const [table] = await sql`select to_regclass('public.migration') as name`;
  if (!table?.['name']) return files;
  const applied = await sql<{ name: string; hash: string }[]>`select name, hash from migration order by name`;
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const { name, hash } of applied) {
    const file = byName.get(name);
    if (!file) {
      throw new Error(
        `The database holds the migration ${name}, which this version does not know: it was made by a newer one. Start that one.`,
      );
    }
    if (file.hash !== hash) {
      throw new Error(
        `The file db/${name} was changed after it had been applied. Restore it and put the change into a new file.`,
      );
    }
  }
  const known = new Set(applied.map(({ name }) => name));
  return files.filter(({ name }) => !known.has(name));
}

export interface MigrateOptions {
  readonly ownerUrl: string;
  readonly serverUrl: string;
  readonly folder?: string;
  /** What is done before the first change to a database that has tables already; what it throws stops the migrating. */
  readonly before?: (sql: Sql) => Promise<void>;
}

/**
 * Brings a database up to date under the owner's role and grants the server's role what it needs.
 * Returns the names of the migrations that were applied.
 */
export async function migrate(options: MigrateOptions, say: (line: string) => void = () => {}): Promise<string[]> {
  const sql = openDatabase(options.ownerUrl, { max: 1, name: 'wanhui migrate' });
  try {
    await checkVersion(sql);
    // a session lock, on the one connection of this pool
    await sql`select pg_advisory_lock(${MIGRATING})`;
    await sql`
      create table if not exists public.migration (
        name text primary key, hash text not null, applied_at timestamptz not null default now())`;
    const { folder, before } = options;
    const files = await pending(sql, folder);
    if (before && files.length && files.length < migrations(folder).length) await before(sql);
    for (const file of files) {
      say(`migrating: ${file.name}`);
      await sql.begin(async (tx) => {
        await tx.unsafe(file.text);
        await tx`insert into public.migration (name, hash) values (${file.name}, ${file.hash})`;
      });
    }
    if (await keepNumbersRising(sql))
      say('this database came from another cluster: its transactions are numbered on from the stored ones');
    await migrateQueue(options.ownerUrl);
    await grant(sql, new URL(options.serverUrl).username);
    return files.map(({ name }) => name);
  } finally {
    await sql.end();
  }
}

async function checkVersion(sql: Sql): Promise<void> {
  const [row] = await sql<{ version: string }[]>`select current_setting('server_version_num') as version`;
  const refusal = tooOld(Number(row?.version ?? 0));
  if (refusal) throw new Error(refusal);
}

/** `version` as PostgreSQL numbers itself: 150004 is 15.4. */
export function tooOld(version: number): string | null {
  const major = Math.floor(version / 10_000);
  return major < OLDEST ? `This database is PostgreSQL ${major}. Wanhui needs PostgreSQL ${OLDEST} or newer.` : null;
}

async function migrateQueue(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 });
  // a lost idle connection shows itself at the next query
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
}

async function grant(sql: Sql, encodedRole: string): Promise<void> {
  const role = decodeURIComponent(encodedRole);
  const [self] = await sql<{ me: string }[]>`select current_user as me`;
  if (!role || role === self?.me) return;
  const to = `"${role.replaceAll('"', '""')}"`;
  await sql.begin(async (tx) => {
    await tx.unsafe(`
      grant usage on schema public, graphile_worker to ${to};
      grant select, insert, update, delete on all tables in schema public, graphile_worker to ${to};
      grant usage, select, update on all sequences in schema public, graphile_worker to ${to};
      grant execute on all functions in schema public, graphile_worker to ${to};
      revoke insert, update, delete on public.migration from ${to};
      revoke update, delete on ${APPEND_ONLY.map((table) => `public.${table}`).join(', ')} from ${to};`);
    // the queue's tables let only their owner pass, unless a policy says otherwise
    const guarded = await tx<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity
        and not exists (select from pg_policy where polrelid = pg_class.oid and polname = ${`wanhui ${role}`})`;
    for (const { name } of guarded) {
      await tx.unsafe(
        `create policy ${to.replace('"', '"wanhui ')} on graphile_worker."${name}" to ${to} using (true) with check (true)`,
      );
    }
  });
}
