import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Config } from '../../base/server/config.ts';
import { openDatabase } from '../../base/server/db.ts';
import { DAY, HOUR } from '../../base/time.ts';
import { doctor } from '../doctor.ts';
import { migrate } from '../migrate.ts';
import { buildServer } from '../server.ts';
import { cloneDatabase, type Desk, dropDatabase, startDesk } from '../testing.ts';
import { hearLog } from '../testing-log.ts';
import { setUp } from '../testing-team.ts';
import { backUpBeforeMigration } from './before-migration.ts';
import { backUpDaily, backupJobs } from './daily.ts';
import { examine } from './examine.ts';
import { nameOf } from './kept.ts';
import { ageOfNewest } from './shelf.ts';

let desk: Desk;
let config: Config;
let folder: string;

/** 04:00 in Shanghai. */
const AT_NIGHT = new Date('2026-11-22T20:00:00Z');

beforeAll(async () => {
  desk = await startDesk();
  folder = join(desk.dataDir, 'backups');
  config = { ...desk.services.config, backups: { folder, keepDays: 7 } };
});
afterAll(() => desk.close());
beforeEach(() => rmSync(folder, { recursive: true, force: true }));

const names = (): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

test('before there is an organisation there is nothing to back up', async () => {
  await backUpDaily(desk.sql, config, AT_NIGHT, 0);
  expect(names()).toEqual([]);
  await setUp(desk);
});

test('once a day a whole backup is put into the folder', async () => {
  await backUpDaily(desk.sql, config, AT_NIGHT, 0);
  expect(names()).toEqual([expect.stringMatching(/^daily-\d{8}T\d{6}Z\.tar\.zst$/)]);
  await examine(join(folder, names()[0] ?? ''));
  expect(await ageOfNewest(config)).toBeLessThan(60_000);
  await backUpDaily(desk.sql, config, new Date(), 0);
  expect(names()).toHaveLength(1);
});

test('what is older than it is kept goes, and nothing that the desk did not name', async () => {
  mkdirSync(folder);
  const old = Array.from({ length: 100 }, (_, n) => nameOf('daily', new Date(Date.now() - (n + 2) * DAY)));
  const others = ['desk.tar.zst', 'daily-notes.txt', 'daily-20260101T000000Z.tar.zst.gpg'];
  for (const name of [...old, ...others]) writeFileSync(join(folder, name), '');
  const left = join(folder, `${nameOf('daily', new Date(0))}.partial`);
  writeFileSync(left, 'half');
  utimesSync(left, new Date(0), new Date(0));
  await backUpDaily(desk.sql, config, new Date('2040-01-01T20:00:00Z'), 0);
  const kept = names();
  expect(kept).toEqual(expect.arrayContaining(others));
  expect(existsSync(left)).toBe(false);
  const ours = kept.filter((name) => !others.includes(name));
  expect(ours.length).toBeGreaterThanOrEqual(8);
  expect(ours.length).toBeLessThanOrEqual(11);
});

test('while another process is at one, and where there is no room, none is begun', async () => {
  mkdirSync(folder);
  const partial = `${nameOf('daily', new Date())}.partial`;
  writeFileSync(join(folder, partial), 'growing');
  await backUpDaily(desk.sql, config, AT_NIGHT, 0);
  expect(names()).toEqual([partial]);
  rmSync(join(folder, partial));
  const log = hearLog();
  await backUpDaily(desk.sql, config, AT_NIGHT, 2 ** 60).finally(log.stop);
  expect(names()).toEqual([]);
  expect(log.lines.join()).toContain('app.backup-no-space');
});

test('switched off there is no job, and before a migration none is taken', async () => {
  const off = { ...config, backups: { folder, keepDays: 0 } };
  expect(backupJobs(off)).toEqual([]);
  expect(backupJobs(config)).toHaveLength(1);
  await backUpBeforeMigration(desk.sql, off, desk.urls.ownerUrl, () => {});
  expect(names()).toEqual([]);
});

test('before a database that holds something is changed, its rows are put aside; a new one has none', async () => {
  await backUpBeforeMigration(desk.sql, config, desk.urls.ownerUrl, () => {});
  const [first = ''] = names();
  expect(first).toMatch(/^pre-migration-/);
  expect((await examine(join(folder, first))).about.files).toBe('left-out');
  expect(await ageOfNewest(config)).toBeNull();
  const empty = await cloneDatabase();
  rmSync(folder, { recursive: true });
  const sql = openDatabase(empty.url, { max: 1 });
  await backUpBeforeMigration(sql, config, empty.ownerUrl, () => {});
  await sql.end();
  await dropDatabase(empty);
  expect(names()).toEqual([]);
});

test('a migration is not begun when its backup fails', async () => {
  const urls = await cloneDatabase();
  const owner = openDatabase(urls.ownerUrl, { max: 1 });
  await owner`delete from migration where name = (select max(name) from migration)`;
  const stop = new Error('no room');
  const before = async (): Promise<void> => Promise.reject(stop);
  await expect(migrate({ ownerUrl: urls.ownerUrl, serverUrl: urls.url, before })).rejects.toThrow(stop);
  expect((await owner`select from migration`).length).toBeGreaterThan(5);
  await owner.end();
  await dropDatabase(urls);
});

test('an old backup is said by doctor, with what to do, and shown among the figures', async () => {
  const told = async (): Promise<string> => {
    const lines: string[] = [];
    const print = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    await doctor({ ...config, databaseUrl: desk.urls.url, databaseOwnerUrl: desk.urls.ownerUrl }, () => {});
    print.mockRestore();
    return lines.join('\n');
  };
  const app = await buildServer({ ...desk.services, config });
  const figure = async (): Promise<string> =>
    /^wanhui_backup_age_seconds (.+)$/m.exec((await app.inject('/metrics')).body)?.[1] ?? '';
  expect(await told()).toMatch(/✓ backup: none in .* yet/);
  expect(await figure()).toBe('+Inf');
  mkdirSync(folder);
  writeFileSync(join(folder, nameOf('daily', new Date(Date.now() - 49 * HOUR))), '');
  expect(await told()).toMatch(/✗ backup: the last is 49 h old, in .*\n {4}→ take one now: `wanhui backup`/);
  expect(Number(await figure())).toBeGreaterThanOrEqual(49 * 3600);
  writeFileSync(join(folder, nameOf('daily', new Date())), '');
  expect(await told()).toContain('✓ backup: the last is 0 h old');
  await app.close();
});
