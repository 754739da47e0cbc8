import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../base/server/db.ts';
import { cloneDatabase, type Desk, dropDatabase, startDesk } from '../testing.ts';
import { type SetUpStory, setUp } from '../testing-team.ts';
import { createBackupFile } from './backup-file.ts';
import { ENTRY } from './contents.ts';
import { entriesOf } from './read-backup.ts';
import { restoreBackup } from './restore.ts';
import { optionsFor } from './shelf.ts';
import { takeBackup } from './take-backup.ts';
import { attach, backUp, configFor, register, tablesOf, withEmptyDesk } from './testing-backup.ts';

const folder = mkdtempSync(join(tmpdir(), 'wanhui-refused-'));
const file = join(folder, 'desk.tar.zst');
const quiet = (): void => {};

let desk: Desk;
let first: SetUpStory;

beforeAll(async () => {
  desk = await startDesk();
  first = await setUp(desk, { stores: ['城东店'] });
  const id = await register(first.as('service-agent'), '左前门划伤');
  await attach(first.as('service-agent'), id, '左前门划伤');
  await desk.runJobs('base-seal');
  await backUp(desk, file);
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

test('whatever byte of it is changed, a backup is refused and the empty desk stays empty', async () => {
  const bytes = readFileSync(file);
  const changed = join(folder, 'changed.tar.zst');
  await withEmptyDesk(async (config, urls) => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.nat(bytes.length - 1),
          // the beginning and the end are of their own make
          fc.nat(64),
          fc.nat(64).map((n) => bytes.length - 1 - n),
        ),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const other = Buffer.from(bytes);
          other[at] = (other[at] ?? 0) ^ by;
          writeFileSync(changed, other);
          await expect(restoreBackup(config, changed, quiet)).rejects.toMatchObject({
            code: expect.stringMatching(/^app\.(not-a-backup|backup-cut-off|backup-damaged)$/),
          });
        },
      ),
      { numRuns: 60 },
    );
    for (const length of [0, 3, 40, bytes.length >> 1, bytes.length - 1]) {
      writeFileSync(changed, bytes.subarray(0, length));
      await expect(restoreBackup(config, changed, quiet)).rejects.toMatchObject({
        code: length < 4 ? 'app.not-a-backup' : 'app.backup-cut-off',
      });
    }
    expect(await tablesOf(urls)).toBe(0);
    expect(await restoreBackup(config, file, quiet)).toEqual([]);
  });
});

/** The same file with other entries, sums and seal right: what somebody else, or a later desk, might write. */
async function rewritten(change: (name: string, content: Buffer) => Buffer | null): Promise<string> {
  const path = join(folder, 'rewritten.tar.zst');
  rmSync(path, { force: true });
  const out = await createBackupFile(path, 0);
  for await (const { name, content } of entriesOf(file)) {
    const kept = change(name, content);
    if (kept) await out.add(name, kept);
  }
  await out.finish();
  return path;
}

const inBackup = (change: (about: Record<string, unknown>) => object) => (name: string, content: Buffer) =>
  name === ENTRY.backup ? Buffer.from(JSON.stringify(change(JSON.parse(content.toString())))) : content;

const foreign: [name: string, change: Parameters<typeof rewritten>[0], code: string][] = [
  ['of a newer format', inBackup(({ desk: by }) => ({ format: 2, desk: by, surprise: 1 })), 'app.backup-newer'],
  [
    'of a desk with later migrations',
    inBackup((about) => ({
      ...about,
      migrations: [...(about['migrations'] as object[]), { name: '9999_later.sql', hash: '0'.repeat(64) }],
    })),
    'app.backup-newer',
  ],
  [
    'of another layout under the same names',
    inBackup((about) => ({
      ...about,
      migrations: (about['migrations'] as object[]).map((one, n) => (n ? one : { ...one, hash: '0'.repeat(64) })),
    })),
    'app.backup-other-schema',
  ],
  [
    'without the rows of a table',
    (name, content) => (name.startsWith('tables/fact/') ? null : content),
    'app.backup-damaged',
  ],
  ['without an attachment', (name, content) => (name.startsWith('files/') ? null : content), 'app.backup-damaged'],
  [
    'with another attachment under a digest',
    (name, content) => (name.startsWith('files/') ? Buffer.from('anders') : content),
    'app.backup-damaged',
  ],
  ['without its contents', (name, content) => (name === ENTRY.contents ? null : content), 'app.backup-damaged'],
];

test.each(foreign)('a backup %s is refused, and the empty desk stays empty', async (_name, change, code) => {
  const path = await rewritten(change);
  await withEmptyDesk(async (config, urls) => {
    await expect(restoreBackup(config, path, quiet)).rejects.toMatchObject({ code });
    expect(await tablesOf(urls)).toBe(0);
  });
});

test('rows that the database does not take leave the desk as empty as it was', async () => {
  // a case that belongs to no organisation's store: sums are right, the foreign key is not
  const path = await rewritten((name, content) =>
    name.startsWith('tables/store/')
      ? Buffer.from(content.toString().replaceAll(first.stores[0]?.id ?? '', crypto.randomUUID()))
      : content,
  );
  await withEmptyDesk(async (config, urls) => {
    await expect(restoreBackup(config, path, quiet)).rejects.toThrow('foreign key');
    expect(await tablesOf(urls)).toBe(0);
  });
});

test('a desk that holds something is not overwritten, and one at work neither', async () => {
  const config = configFor(desk.urls, desk.dataDir);
  await expect(restoreBackup(config, file, quiet)).rejects.toMatchObject({ code: 'app.restore-not-empty' });
  const started = await cloneDatabase();
  const owner = openDatabase(started.ownerUrl, { max: 1 });
  await owner`insert into worker (id, seen_at) values (gen_random_uuid(), now())`;
  const other = configFor(started);
  await expect(restoreBackup(other, file, quiet)).rejects.toMatchObject({ code: 'app.restore-desk-runs' });
  // once it is stopped, the tables that it made are no hindrance
  await owner`delete from worker`;
  await owner.end();
  expect(await restoreBackup(other, file, quiet)).toEqual([]);
  await dropDatabase(started);
  rmSync(other.dataDir, { recursive: true, force: true });
});

test('a backup whose database connection is lost under way fails, and leaves nothing behind', async () => {
  const pool = openDatabase(desk.urls.url, { max: 3, name: 'lost' });
  let cut: Promise<unknown> | null = null;
  const signal = {
    throwIfAborted() {
      cut ??= desk.sql`select pg_terminate_backend(pid) from pg_stat_activity
                       where application_name = 'lost' and datname = current_database()`.execute();
    },
  } as AbortSignal;
  const options = { ...optionsFor(desk.services.config, desk.services.files), leastFree: 0, signal };
  await expect(takeBackup(pool, join(folder, 'lost.tar.zst'), options)).rejects.toThrow();
  await cut;
  await pool.end({ timeout: 1 });
  expect(readdirSync(folder).filter((name) => name.startsWith('lost'))).toEqual([]);
});
