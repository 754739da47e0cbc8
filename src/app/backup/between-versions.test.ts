import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, type Sql } from '../../base/server/db.ts';
import { openDeskDatabase } from '../database.ts';
import { removeEmbedded } from '../embedded.ts';
import { accountFor, asAccount } from '../embedded-account.ts';
import { embeddedUrls } from '../embedded-memory.ts';
import { buildServer } from '../server.ts';
import { openServices } from '../services.ts';
import { clientOf } from '../testing.ts';
import { setUp } from '../testing-team.ts';
import { attach, configFor, register, tableDigests, withoutRestoring } from './testing-backup.ts';

const BIN = '/usr/lib/postgresql/15/bin';
const CLI = join(import.meta.dirname, '..', 'cli.ts');

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

function wanhui(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, PORT: '0', DATABASE_URL: '', DATABASE_OWNER_URL: '', LANG: 'en', ...env },
    stdio: 'pipe',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, said })));
}

describe.skipIf(!existsSync(join(BIN, 'postgres')))('from PostgreSQL 15 to the embedded one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wanhui-between-'));
  const cluster = join(folder, 'cluster');
  const account = accountFor(cluster, () => {});
  const tool = (name: string, ...args: string[]) =>
    execFileSync(join(BIN, name), args, { ...asAccount(account), cwd: '/', stdio: 'pipe' });
  const address = (role: string, database: string) =>
    `postgres://${role}:secret@localhost:5432/${database}?host=${encodeURIComponent(folder)}`;
  const outside = (database: string) => ({
    url: address('desk_server', database),
    ownerUrl: address('desk_owner', database),
  });
  const envFor = (database: string, data: string) => ({
    WANHUI_DATA: join(folder, data),
    DATABASE_URL: outside(database).url,
    DATABASE_OWNER_URL: outside(database).ownerUrl,
  });
  const embedded = join(folder, 'embedded');
  const embeddedEnv = { WANHUI_DATA: embedded };
  const [there, back] = [join(folder, 'there.tar.zst'), join(folder, 'back.tar.zst')];
  let former: Record<string, string>;
  let email: string;

  beforeAll(async () => {
    chmodSync(folder, 0o711);
    if (account) chownSync(folder, account.uid, account.gid);
    const passwords = join(folder, 'password');
    writeFileSync(passwords, 'secret', { mode: 0o644 });
    tool(
      'initdb',
      ...['-D', cluster, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwords}`, '-E', 'UTF8', '--no-sync'],
      '--locale=C.UTF-8',
    );
    tool('pg_ctl', '-D', cluster, '-w', '-l', join(folder, 'log'), '-o', `-k ${folder} -h '' -F`, 'start');
    const admin = openDatabase(address('postgres', 'postgres'), { max: 1 });
    for (const role of ['desk_owner', 'desk_server']) await admin.unsafe(`create role ${role} login password 'secret'`);
    for (const name of ['desk', 'again']) await admin.unsafe(`create database ${name} owner desk_owner`);
    await admin.end();
    for (const name of ['data', 'again']) mkdirSync(join(folder, name));

    const config = configFor(outside('desk'), join(folder, 'data'));
    await openDeskDatabase(config, () => {});
    const services = await openServices(config, outside('desk').url);
    const app = await buildServer(services);
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    email = 'admin@example.invalid';
    const story = await setUp({ sql: services.sql, client: (token) => clientOf(url, token ?? null) }, { email });
    const id = await register(story.as('service-agent'), '从十五到十八');
    await attach(story.as('service-agent'), id, '附件');
    await app.close();
    await services.close();
    former = await digestsOf(outside('desk').ownerUrl);
  });

  afterAll(() => {
    removeEmbedded(embedded);
    tool('pg_ctl', '-D', cluster, '-m', 'immediate', 'stop');
    rmSync(folder, { recursive: true, force: true });
  });

  async function digestsOf(ownerUrl: string, before: (owner: Sql) => Promise<void> = async () => {}) {
    const owner = openDatabase(ownerUrl, { max: 1 });
    await before(owner);
    const digests = await tableDigests(owner);
    await owner.end();
    return digests;
  }

  test('there and back every row and attachment arrives, and doctor finds all in order', async () => {
    const taken = await wanhui(envFor('desk', 'data'), 'backup', there);
    expect(taken.code, taken.said).toBe(0);
    expect(taken.said).toContain('1 attachments');

    const restored = await wanhui(embeddedEnv, 'restore', there);
    expect(restored.code, restored.said).toBe(0);
    expect(restored.said).toContain('facts, words and attachments are whole');
    expect(readFileSync(join(embedded, 'secret'), 'utf8')).toBe(readFileSync(join(folder, 'data', 'secret'), 'utf8'));
    const again = await wanhui(embeddedEnv, 'restore', there);
    expect(again.code).toBe(1);
    expect(again.said).toContain('app.restore-not-empty');

    const desk = spawn(process.execPath, [CLI, 'start'], {
      env: { ...process.env, ...embeddedEnv, PORT: '0', DATABASE_URL: '', DATABASE_OWNER_URL: '' },
      stdio: 'pipe',
    });
    let said = '';
    for (const stream of [desk.stdout, desk.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    try {
      await expect.poll(() => said, { timeout: 60_000 }).toMatch(/ready in/);
      // the running desk is backed up, and not restored into
      const taken = await wanhui(embeddedEnv, 'backup', back);
      expect(taken.code, taken.said).toBe(0);
      const refused = await wanhui(embeddedEnv, 'restore', back);
      expect(refused.code).toBe(1);
      expect(refused.said).toContain('Wanhui already runs on');
      const doctor = await wanhui(embeddedEnv, 'doctor');
      expect(doctor.said).toMatch(/✓ 云帆示例企业: facts: \d+ sealed/);
      expect(doctor.said).toContain('✓ attachments kept: the 1 looked at are there');
      expect(doctor.said).toContain('✓ backup: none in');
      const { ownerUrl = '' } = embeddedUrls(embedded) ?? {};
      const now = await digestsOf(ownerUrl, withoutRestoring);
      // what the worker has done since: sealed, heard
      for (const moved of ['fact_block', 'notice_cursor', 'notice', 'clock', 'clock_event', 'search_entry'])
        now[moved] = former[moved] ?? '';
      expect(now).toEqual(former);
    } finally {
      desk.kill('SIGINT');
      await new Promise((resolve) => desk.once('exit', resolve));
    }

    const home = await wanhui(envFor('again', 'again'), 'restore', back);
    expect(home.code, home.said).toBe(0);
    const token = await wanhui(envFor('again', 'again'), 'token', '--staff', email);
    expect(token.said).toMatch(/wh_[\w-]+/);
  }, 120_000);

  test('a cluster of another major version is left alone, and the start says how to move', async () => {
    const version = join(embedded, 'postgresql', 'cluster', 'PG_VERSION');
    const before = readFileSync(version);
    writeFileSync(version, '17\n');
    const refused = await wanhui(embeddedEnv, 'start');
    expect(refused.code).toBe(1);
    expect(refused.said).toContain('made by PostgreSQL 17; this version brings 18');
    expect(refused.said).toContain(`WANHUI_DATA=${embedded}.new npx wanhui restore`);
    expect(refused.said).not.toContain('FATAL');
    writeFileSync(version, before);
  });

  test('what is no backup, or is not there, is said in words', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'not a backup');
    for (const [file, said] of [
      ['notes.txt', 'is not a backup of Wanhui'],
      ['nowhere.tar.zst', 'There is no backup file'],
    ] as const) {
      const refused = await wanhui({ WANHUI_DATA: join(folder, 'untouched') }, 'restore', join(folder, file));
      expect(refused).toMatchObject({ code: 1, said: expect.stringContaining(said) });
    }
    expect(existsSync(join(folder, 'untouched'))).toBe(false);
    const checked = await wanhui({ WANHUI_DATA: join(folder, 'untouched') }, 'restore', '--check', there);
    expect(checked).toMatchObject({ code: 0, said: expect.stringContaining('云帆示例企业') });
  });
});
