import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import pg from 'pg';
import { Refusal } from '../../base/refusal.ts';
import type { FileStore, StoredFile } from '../../base/server/files.ts';
import { MIGRATING, migrations } from '../migrate.ts';
import { ENTRY, FILE_ENTRY, ROWS_ENTRY } from './contents.ts';
import { copyIn } from './copy-in.ts';
import type { Examined } from './examine.ts';
import { damaged, entriesOf } from './read-backup.ts';
import { copyOf } from './snapshot.ts';

/** A worker that was heard of within this is at work. */
const WORKER_SILENT_SECONDS = 40;
/**
 * Numbers that customers were given after the backup was taken are lost with their cases. Their numbers must not come
 * back for somebody else.
 */
const NUMBERS_SKIPPED = 10_000;

export interface LoadOptions {
  readonly ownerUrl: string;
  readonly files: FileStore;
  readonly keepSecret: (secret: string) => void;
  readonly progress: (bytes: number) => void;
}

/** Fills an empty desk in one transaction of the owner's role: all of the backup, or nothing. */
export async function loadBackup(path: string, examined: Examined, options: LoadOptions): Promise<void> {
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'wanhui restore' });
  // a lost connection shows itself at the next statement
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`
      begin;
      set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local timezone = 'UTC';
      set local client_encoding = 'UTF8'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601'`);
    await client.query(`select pg_advisory_xact_lock(${MIGRATING})`);
    await needEmptyDesk(client);
    await makeTables(client, examined.about.migrations);
    const putBack = await setAside(client);
    await fill(client, path, examined, options);
    for (const statement of putBack) await client.query(statement);
    await setSequences(client, examined);
    await compare(client, path, examined);
    await client.query('commit');
  } finally {
    // ends the transaction too when it was not committed
    await client.end();
  }
}

async function needEmptyDesk(client: pg.Client): Promise<void> {
  const exists = async (table: string): Promise<boolean> =>
    (await client.query(`select to_regclass('public.${table}') is not null as found`)).rows[0].found;
  const any = async (rows: string): Promise<boolean> =>
    (await client.query(`select exists (select from ${rows}) as found`)).rows[0].found;
  if ((await exists('organisation')) && ((await any('public.organisation')) || (await any('public.fact'))))
    throw new Refusal('app.restore-not-empty');
  const lately = `public.worker where seen_at > now() - interval '${WORKER_SILENT_SECONDS} seconds'`;
  if ((await exists('worker')) && (await any(lately))) throw new Refusal('app.restore-desk-runs');
}

/** The tables as they were for the desk that took the backup; those of a desk that was started and not set up give way. */
async function makeTables(client: pg.Client, applied: Examined['about']['migrations']): Promise<void> {
  const all = migrations();
  const made = (kind: string): string =>
    [
      ...new Set(
        all.flatMap(({ text }) =>
          [...text.matchAll(new RegExp(`^create ${kind} (\\w+)`, 'gm'))].map(([, name]) => `public."${name}"`),
        ),
      ),
    ].join(', ');
  await client.query(`
    drop table if exists public.migration, ${made('table')};
    drop sequence if exists ${made('sequence')};
    drop function if exists ${made('function')}`);
  await client.query(
    'create table public.migration (name text primary key, hash text not null, applied_at timestamptz not null default now())',
  );
  const wanted = new Set(applied.map(({ name }) => name));
  for (const { name, text, hash } of all.filter((file) => wanted.has(file.name))) {
    await client.query(text);
    await client.query('insert into public.migration (name, hash) values ($1, $2)', [name, hash]);
  }
}

/**
 * Takes away foreign keys and plain indexes, and returns how to make them again: circles between tables do not matter
 * then, and building an index once is several times quicker than adding to it row by row.
 */
async function setAside(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ drop: string; make: string }>(`
    select format('drop index public.%I', relname) as drop, pg_get_indexdef(indexrelid) as make, 0 as turn
    from pg_index join pg_class on pg_class.oid = indexrelid
    where relnamespace = 'public'::regnamespace
      and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
    union all
    select format('alter table %s drop constraint %I', conrelid::regclass, conname),
           format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid)), 1
    from pg_constraint where connamespace = 'public'::regnamespace and contype = 'f'
    order by turn`);
  for (const { drop } of rows.toReversed()) await client.query(drop);
  return rows.map(({ make }) => make);
}

async function fill(
  client: pg.Client,
  path: string,
  { about, contents }: Examined,
  { files, keepSecret, progress }: LoadOptions,
): Promise<void> {
  const columnsOf = new Map(about.tables.map(({ name, columns }) => [name, columns]));
  const shelf = shelfFor(files, path, new Set(contents.files.missing));
  for await (const { name, content } of entriesOf(path)) {
    progress(content.length);
    const [, table = ''] = ROWS_ENTRY.exec(name) ?? [];
    const [, sha256] = FILE_ENTRY.exec(name) ?? [];
    if (table) await copyIn(client, copyOf(table, columnsOf.get(table) ?? [], 'from stdin'), content);
    else if (sha256) await shelf.add(sha256, content);
    else if (name === ENTRY.secret) keepSecret(content.toString());
  }
  await shelf.end();
}

/** Puts the pieces of each attachment together and holds its digest against its name. */
function shelfFor(files: FileStore, path: string, changed: ReadonlySet<string>) {
  let now: { sha256: string; bytes: PassThrough; stored: Promise<StoredFile> } | null = null;
  const end = async (): Promise<void> => {
    if (!now) return;
    now.bytes.end();
    const { sha256, stored } = now;
    now = null;
    if ((await stored).sha256.toString('hex') !== sha256 && !changed.has(sha256))
      throw damaged(path, `files/${sha256}`);
  };
  return {
    end,
    async add(sha256: string, piece: Buffer): Promise<void> {
      if (now?.sha256 !== sha256) {
        await end();
        const bytes = new PassThrough();
        const stored = files.put(bytes, Number.MAX_SAFE_INTEGER);
        // its failure is met by whoever waits next
        stored.catch((error: Error) => bytes.destroy(error));
        now = { sha256, bytes, stored };
      }
      if (!now.bytes.write(piece)) await Promise.race([once(now.bytes, 'drain'), now.stored]);
    },
  };
}

async function setSequences(client: pg.Client, { contents }: Examined): Promise<void> {
  for (const { name, value, called } of contents.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      `public.${name}`,
      String(BigInt(value) + BigInt(called ? NUMBERS_SKIPPED : 0)),
      called,
    ]);
  }
}

/** Rows and heads of the chains as the backup names them. */
async function compare(client: pg.Client, path: string, { about, contents }: Examined): Promise<void> {
  for (const { name } of about.tables) {
    const { rows } = await client.query(`select count(*)::text as count from public."${name}"`);
    if (Number(rows[0].count) !== contents.rows[name]) throw damaged(path, name);
  }
  for (const { orgId, block, hash } of contents.heads) {
    const { rows } = await client.query(
      `select encode(hash, 'hex') as hash from public.fact_block where org_id = $1 and number = $2`,
      [orgId, block],
    );
    if (rows[0]?.hash !== hash) throw damaged(path, 'fact_block');
  }
}
