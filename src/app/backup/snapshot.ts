import type { ReservedSql } from 'postgres';
import type { Sql } from '../../base/server/db.ts';
import { keepFiles } from '../../base/server/files-guard.ts';
import { type BackupOf, type Contents, FORMAT, LEFT_OUT, PIECE_BYTES } from './contents.ts';
import { lineEnds, wholeLines } from './pieces.ts';

export interface Snapshot {
  readonly about: Omit<BackupOf, 'desk' | 'secretMark' | 'files'>;
  readonly sequences: Contents['sequences'];
  readonly heads: Contents['heads'];
  /** Contents that rows name; `must` when one of them is an attachment that may be fetched. */
  readonly files: readonly { readonly sha256: Buffer; readonly must: boolean }[];
  /** The rows of a table in pieces that end with a line. */
  rows(table: string): AsyncGenerator<{ readonly text: Buffer; readonly lines: number }>;
  /** Ends its transaction, so that the database may tidy up while attachments are read. They stay until `close`. */
  end(): Promise<void>;
  close(): Promise<void>;
}

/**
 * What one instant of the database held. Nobody waits for it: it takes no lock on any row, and
 * having no transaction number of its own it holds up neither sealing nor live news.
 */
export async function openSnapshot(sql: Sql): Promise<Snapshot> {
  // first, so that what the snapshot names is still there when it is read
  const letGo = await keepFiles(sql);
  const connection = await sql.reserve();
  const close = async (): Promise<void> => {
    // a lost connection has ended its transaction
    await connection.unsafe('rollback').catch(() => {});
    connection.release();
    await letGo();
  };
  try {
    await connection.unsafe(`
      begin isolation level repeatable read read only;
      set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
      set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601'; set local timezone = 'UTC';
      set local extra_float_digits = 1; set local bytea_output = 'hex'`);
    const about = await describe(connection);
    const columnsOf = new Map(about.tables.map(({ name, columns }) => [name, columns]));
    return {
      about,
      // sequences stand outside of transactions: read after the snapshot was taken they are beyond its rows
      sequences: await sequencesOf(connection),
      heads: await headsOf(connection),
      files: await namedFiles(connection),
      async *rows(table) {
        const text = await connection.unsafe(copyOf(table, columnsOf.get(table) ?? [], 'to stdout')).readable();
        for await (const piece of wholeLines(text, PIECE_BYTES)) yield { text: piece, lines: lineEnds(piece) };
      },
      end: async () => void (await connection.unsafe('commit')),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Text rather than COPY's binary format: that depends on PostgreSQL's version, takes more room once compressed, and
 * cannot be cut at line ends or read by people.
 */
export const copyOf = (table: string, columns: readonly string[], way: 'to stdout' | 'from stdin'): string =>
  `copy public."${table}" (${columns.map((name) => `"${name}"`).join(', ')}) ${way}`;

async function describe(sql: ReservedSql): Promise<Snapshot['about']> {
  const [row] = await sql<{ takenAt: Date; postgresql: string }[]>`
    select clock_timestamp() as taken_at, current_setting('server_version') as postgresql`;
  const migrations = await sql<BackupOf['migrations']>`select name, hash from migration order by name`;
  const organisations = await sql<BackupOf['organisations']>`
    select org_id as id, name from organisation order by created_at, org_id`;
  const tables = await sql<{ name: string; columns: string[] }[]>`
    select relname as name,
           array(select attname::text from pg_attribute
                 where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
                 order by attnum) as columns
    from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all (${Object.keys(LEFT_OUT)}::text[])
    order by relname`;
  return {
    format: FORMAT,
    takenAt: row?.takenAt ?? new Date(),
    postgresql: row?.postgresql ?? '',
    migrations: [...migrations],
    organisations: [...organisations],
    tables: [...tables],
  };
}

async function sequencesOf(sql: ReservedSql): Promise<Contents['sequences']> {
  const names = await sql<{ name: string }[]>`
    select relname as name from pg_class sequence
    where relnamespace = 'public'::regnamespace and relkind = 'S'
      -- those of identity columns belong to tables that are left out
      and not exists (select from pg_depend where objid = sequence.oid and deptype = 'i')
    order by relname`;
  const found: Contents['sequences'] = [];
  for (const { name } of names) {
    const [row] = await sql<{ value: string; called: boolean }[]>`
      select last_value::text as value, is_called as called from ${sql(name)}`;
    if (row) found.push({ name, ...row });
  }
  return found;
}

const headsOf = async (sql: ReservedSql): Promise<Contents['heads']> => [
  ...(await sql<Contents['heads']>`
    select org_id, head.number::int as block, encode(head.hash, 'hex') as hash
    from organisation
    cross join lateral (select number, hash from fact_block where fact_block.org_id = organisation.org_id
                        order by number desc limit 1) as head
    order by org_id`),
];

/** Files of imports may be gone once the run is over; those of attachments may not until they are redacted. */
async function namedFiles(sql: ReservedSql): Promise<Snapshot['files']> {
  const [table] = await sql<{ runs: boolean }[]>`select to_regclass('public.import_run') is not null as runs`;
  const runs = table?.runs ? sql`union all select sha256, false from import_run` : sql``;
  const rows = await sql<{ sha256: Buffer; must: boolean }[]>`
    select sha256, bool_or(must) as must
    from (select sha256, redacted_at is null as must from attachment ${runs}) as named
    where length(sha256) = 32 group by sha256 order by sha256`;
  return [...rows];
}
