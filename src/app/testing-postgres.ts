import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../base/server/config.ts';
import { openDatabase, type Sql } from '../base/server/db.ts';
import { type Account, accountFor, asAccount } from './embedded-account.ts';

const BIN = '/usr/lib/postgresql/15/bin';
export const hasPostgres15 = existsSync(join(BIN, 'postgres'));

/** A cluster of the machine's PostgreSQL 15 with the roles and the database that docs/operations.md asks for. */
export interface Postgres15 {
  /** The sockets lie here; whoever runs the cluster may write here too. */
  readonly folder: string;
  readonly account: Account | null;
  readonly admin: Sql;
  /** `port` also tells replicas and poolers in the same folder apart. */
  address(role: string, database: string, port?: number): string;
  config(changes?: Partial<Config>): Config;
  tool(name: string, ...args: string[]): string;
  restart(): void;
  /** A standby that streams from it, on a port of its own. */
  standby(port: number): Cluster;
  remove(): Promise<void>;
}

export interface Cluster {
  start(): void;
  stop(): void;
}

/** `env`: of the servers, beside that of this process. */
export async function startPostgres15(settings = '', env: NodeJS.ProcessEnv = {}): Promise<Postgres15> {
  const folder = mkdtempSync(join(tmpdir(), 'wanhui-pg15-'));
  const cluster = join(folder, 'cluster');
  const account = accountFor(cluster, () => {});
  const tool = (name: string, ...args: string[]): string =>
    execFileSync(join(BIN, name), args, {
      ...asAccount(account),
      ...(name === 'pg_ctl' ? { env: { ...process.env, ...env } } : {}),
      cwd: '/',
      stdio: 'pipe',
    }).toString();
  const address = (role: string, database: string, port = 5432): string =>
    `postgres://${role}:secret@localhost:${port}/${database}?host=${encodeURIComponent(folder)}`;
  const running = (data: string, port: number): Cluster => ({
    start: () =>
      tool(
        ...(['pg_ctl', '-D', data, '-w', '-l', `${data}.log`] as const),
        ...['-o', `-k ${folder} -p ${port} -h '' -F -c shared_buffers=16MB ${settings}`, 'start'],
      ),
    stop: () => tool('pg_ctl', '-D', data, '-m', 'immediate', 'stop'),
  });
  chmodSync(folder, 0o711);
  if (account) chownSync(folder, account.uid, account.gid);
  const passwords = join(folder, 'password');
  writeFileSync(passwords, 'secret', { mode: 0o644 });
  const auth = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwords}`];
  tool('initdb', '-D', cluster, ...auth, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync');
  const primary = running(cluster, 5432);
  primary.start();
  const clusters = [primary];
  const admin = openDatabase(address('postgres', 'postgres'), { max: 1 });
  await admin.unsafe(`create role desk_owner login password 'secret'`);
  await admin.unsafe(`create role "desk server" login password 'secret'`);
  await admin.unsafe('create database desk owner desk_owner');
  mkdirSync(join(folder, 'data'));
  return {
    folder,
    account,
    admin,
    address,
    tool,
    restart: () => void primary.start(),
    config: (changes = {}) => ({
      ...readConfig({ WANHUI_DATA: join(folder, 'data'), WANHUI_RATE_LIMIT: '1000000' }),
      databaseUrl: address('desk%20server', 'desk'),
      databaseOwnerUrl: address('desk_owner', 'desk'),
      ...changes,
    }),
    standby(port) {
      const copy = join(folder, `standby-${port}`);
      tool('pg_basebackup', '-D', copy, '-R', '-c', 'fast', '--no-sync', '-d', address('postgres', 'postgres'));
      const standby = running(copy, port);
      clusters.unshift(standby);
      return standby;
    },
    async remove() {
      await admin.end();
      for (const one of clusters) {
        try {
          one.stop();
        } catch {
          // the story has stopped it
        }
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
