import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Config, readConfig } from '../base/server/config.ts';
import { openDatabase, type Sql } from '../base/server/db.ts';
import { verifyChain } from '../base/server/seal.ts';
import { openDeskDatabase } from './database.ts';
import { accountFor, asAccount } from './embedded-account.ts';
import { migrations, tooOld } from './migrate.ts';
import { buildServer } from './server.ts';
import { openServices, type Services } from './services.ts';
import { clientOf } from './testing.ts';
import { PASSWORD, setUp } from './testing-team.ts';
import { jobsOf } from './wiring.ts';
import { startWorker } from './worker.ts';

const BIN = '/usr/lib/postgresql/15/bin';

test('a PostgreSQL older than 15 is refused in words', () => {
  expect(tooOld(140_011)).toContain('PostgreSQL 14');
  expect(tooOld(150_000)).toBeNull();
});

describe.skipIf(!existsSync(join(BIN, 'postgres')))('on an existing PostgreSQL 15', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wanhui-pg15-'));
  const cluster = join(folder, 'cluster');
  const account = accountFor(cluster, () => {});
  const tool = (name: string, ...args: string[]) =>
    execFileSync(join(BIN, name), args, { ...asAccount(account), cwd: '/', stdio: 'pipe' });
  const address = (role: string, database: string) =>
    `postgres://${role}:secret@localhost:5432/${database}?host=${encodeURIComponent(folder)}`;
  const quiet = (): void => {};
  let config: Config;
  let services: Services;
  let admin: Sql;
  const opened: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    chmodSync(folder, 0o711);
    if (account) chownSync(folder, account.uid, account.gid);
    const passwords = join(folder, 'password');
    writeFileSync(passwords, 'secret', { mode: 0o644 });
    tool(
      'initdb',
      '-D',
      cluster,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwords}`,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
    );
    tool('pg_ctl', '-D', cluster, '-w', '-l', join(folder, 'log'), '-o', `-k ${folder} -h '' -F`, 'start');
    admin = openDatabase(address('postgres', 'postgres'), { max: 1 });
    opened.push(() => admin.end());
    await admin.unsafe(`create role desk_owner login password 'secret'`);
    await admin.unsafe(`create role "desk server" login password 'secret'`);
    await admin.unsafe('create database desk owner desk_owner');
    mkdirSync(join(folder, 'data'));
    config = {
      ...readConfig({ WANHUI_DATA: join(folder, 'data') }),
      databaseUrl: address('desk%20server', 'desk'),
      databaseOwnerUrl: address('desk_owner', 'desk'),
    };
  });

  afterAll(async () => {
    for (const close of opened.reverse()) await close();
    tool('pg_ctl', '-D', cluster, '-m', 'immediate', 'stop');
    rmSync(folder, { recursive: true, force: true });
  });

  test('two processes that migrate at once apply each file once', async () => {
    const [first] = await Promise.all([openDeskDatabase(config, quiet), openDeskDatabase(config, quiet)]);
    services = await openServices(config, first.url);
    opened.push(services.close);
    const [row] = await services.sql<{ applied: number; version: string }[]>`
      select count(*)::int as applied, current_setting('server_version') as version from migration`;
    expect(row?.version).toMatch(/^15\./);
    expect(row?.applied).toBe(migrations().length);
  });

  test('the desk is set up, answers, works and seals', async () => {
    const app = await buildServer(services, { checkReplies: true });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    opened.push(() => app.close());
    opened.push((await startWorker(services, jobsOf(services))).stop);
    const client = clientOf(url, null);
    const story = await setUp(
      { sql: services.sql, client: (token) => clientOf(url, token ?? null) },
      { email: 'admin@example.invalid' },
    );
    expect(await client.get('/readyz')).toMatchObject({ status: 200 });
    const signedIn = await client.post('/api/session', { email: 'admin@example.invalid', password: PASSWORD });
    expect(signedIn.status).toBe(204);
    expect((await story.as('general-manager').get('/api/stores')).body.items).toHaveLength(2);
    await expect.poll(async () => (await verifyChain(services.sql, story.orgId)).unsealed, { timeout: 10_000 }).toBe(0);
    expect((await verifyChain(services.sql, story.orgId)).broken).toBeNull();
    await expect(services.sql`update fact set kind = 'x'`).rejects.toThrow('permission denied');
  });
});
