import type pg from 'pg';
import { type Bells, openBells } from '../base/server/bells.ts';
import type { Config } from '../base/server/config.ts';
import { timeOf } from '../base/server/database-time.ts';
import { openDatabase, type Sql } from '../base/server/db.ts';
import { type DiskSpace, watchDisk } from '../base/server/disk-space.ts';
import { type FactFeed, openFactFeed } from '../base/server/facts-feed.ts';
import { type FileStore, openFileStore } from '../base/server/files.ts';
import { log } from '../base/server/log.ts';
import { patience, type Waiting } from '../base/server/patience.ts';
import { openReplica, type Replica } from '../base/server/replica.ts';
import { type Auth, openAuth } from '../people/actions/better-auth.ts';
import { openSessions, type Sessions } from '../people/actions/session-staff.ts';
import { placesOf } from './disk-places.ts';
import { postsOf } from './in-force.ts';
import { JobPool } from './job-pool.ts';
import type { Leaving } from './listen.ts';
import { lendsByTransaction } from './pooler.ts';
import { secretOf } from './secret.ts';

/** What a process of the desk holds open: its database, its secret, its ear for facts. */
export interface Services {
  readonly config: Config;
  readonly sql: Sql;
  /** For libraries that speak `pg`: sign-in and the job queue. */
  readonly pool: pg.Pool;
  /** Takes lists, search and figures off the primary; null where none is set. */
  readonly replica: Replica | null;
  readonly facts: FactFeed;
  readonly bells: Bells;
  readonly files: FileStore;
  readonly sessions: Sessions;
  readonly auth: Auth;
  /** Signs session cookies and seals passwords of others: the same for every process of the desk. */
  readonly secret: string;
  readonly leaving: Leaving;
  /** Requests that wait for the database. */
  readonly waiting: Waiting;
  readonly disk: DiskSpace;
  close(): Promise<void>;
}

export const FIRST_PORT = 8080;

export async function openServices(
  config: Config,
  url: string,
  options: { connections?: number } = {},
): Promise<Services> {
  const connections = options.connections ?? 10;
  const disk = await watchDisk(placesOf(config), config.disk);
  const direct = config.databaseDirectUrl;
  const prepare = direct === null || !(await lendsByTransaction(url));
  const sql = openDatabase(url, { max: connections, name: 'wanhui server', prepare });
  // a pooler may take back at any time the connection that listens
  const ear = direct === null ? sql : openDatabase(direct, { max: 1, name: 'wanhui server' });
  sql.listen = ear.listen;
  const pool = openPool(direct ?? url, 6);
  const replica = replicaOf(config, sql, connections);
  const facts = await openFactFeed(sql, replica ? async () => replica.reached(await replica.position()) : undefined);
  const bells = await openBells(sql);
  const secret = secretOf(config.dataDir);
  const sessions = await openSessions({ sql, secret, postsOf: postsOf(sql) });
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port ?? FIRST_PORT}`;
  return {
    config,
    sql,
    pool,
    replica,
    facts,
    bells,
    files: openFileStore(config, () => disk.need('stops-first')),
    sessions,
    auth: openAuth({ pool, secret, publicUrl, now: () => timeOf(sql) }),
    secret,
    leaving: { begun: false },
    waiting: patience(config.patience),
    disk,
    async close() {
      disk.stop();
      await sessions.stop();
      await facts.stop();
      await bells.stop();
      await replica?.stop();
      await pool.end();
      if (ear !== sql) await ear.end({ timeout: 5 });
      await sql.end({ timeout: 5 });
    },
  };
}

function replicaOf(config: Config, primary: Sql, connections: number): Replica | null {
  const { databaseReadUrl: url, readLagSeconds: lagSeconds, role } = config;
  return url === null || role === 'worker' ? null : openReplica({ url, primary, lagSeconds, connections });
}

export function openPool(url: string, max: number): pg.Pool {
  const pool = new JobPool({ connectionString: url, max, application_name: 'wanhui server' });
  // a lost connection shows itself at the next query, which is answered for there
  pool.on('error', (err) => log.warn({ err }, 'an idle database connection was lost'));
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
