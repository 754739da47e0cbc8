import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Bells, openBells } from '../base/server/bells.ts';
import type { Config } from '../base/server/config.ts';
import { openDatabase, type Sql } from '../base/server/db.ts';
import { type FactFeed, openFactFeed } from '../base/server/facts-feed.ts';
import { type FileStore, openFileStore } from '../base/server/files.ts';
import { log } from '../base/server/log.ts';
import { type Auth, openAuth } from '../people/actions/better-auth.ts';
import { openSessions, type Sessions } from '../people/actions/session-staff.ts';
import { postsOf } from './in-force.ts';

/** What a process of the desk holds open: its database, its secret, its ear for facts. */
export interface Services {
  readonly config: Config;
  readonly sql: Sql;
  /** For libraries that speak `pg`: sign-in and the job queue. */
  readonly pool: pg.Pool;
  readonly facts: FactFeed;
  readonly bells: Bells;
  readonly files: FileStore;
  readonly sessions: Sessions;
  readonly auth: Auth;
  /** Signs session cookies and seals passwords of others: the same for every process of the desk. */
  readonly secret: string;
  close(): Promise<void>;
}

export const FIRST_PORT = 8080;

export async function openServices(
  config: Config,
  url: string,
  options: { connections?: number } = {},
): Promise<Services> {
  const sql = openDatabase(url, { max: options.connections ?? 10, name: 'wanhui server' });
  const pool = openPool(url, 6);
  const facts = await openFactFeed(sql);
  const bells = await openBells(sql);
  const secret = secretOf(config.dataDir);
  const sessions = await openSessions({ sql, secret, postsOf: postsOf(sql) });
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port ?? FIRST_PORT}`;
  return {
    config,
    sql,
    pool,
    facts,
    bells,
    files: openFileStore(config),
    sessions,
    auth: openAuth({ pool, secret, publicUrl }),
    secret,
    async close() {
      await sessions.stop();
      await facts.stop();
      await bells.stop();
      await pool.end();
      await sql.end({ timeout: 5 });
    },
  };
}

export function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'wanhui server' });
  // a lost connection shows itself at the next query, which is answered for there
  pool.on('error', (err) => log.warn({ err }, 'an idle database connection was lost'));
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Made once and kept in the data folder; several machines share it by WANHUI_SECRET. */
function secretOf(dataDir: string): string {
  const given = process.env['WANHUI_SECRET'];
  if (given && given.length >= 32) return given;
  if (given) throw new Error('WANHUI_SECRET must have at least 32 characters.');
  const file = join(dataDir, 'secret');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
