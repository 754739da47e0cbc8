import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openDatabase } from '../../base/server/db.ts';
import { openFileStore } from '../../base/server/files.ts';
import { verifyChain } from '../../base/server/seal.ts';
import { HOUR } from '../../base/time.ts';
import { openDeskDatabase } from '../database.ts';
import { migrate, migrations } from '../migrate.ts';
import { loadSample } from '../sample/load.ts';
import { cloneDatabase, type Desk, startDesk } from '../testing.ts';
import { startBucket } from '../testing-bucket.ts';
import { type SetUpStory, setUp } from '../testing-team.ts';
import { examine } from './examine.ts';
import { entriesOf } from './read-backup.ts';
import { restoreBackup } from './restore.ts';
import { optionsFor } from './shelf.ts';
import { takeBackup } from './take-backup.ts';
import {
  attach,
  backUp,
  configFor,
  register,
  tableDigests,
  withEmptyDesk,
  withoutRestoring,
} from './testing-backup.ts';

const folder = mkdtempSync(join(tmpdir(), 'wanhui-backup-'));
const file = join(folder, 'desk.tar.zst');
const quiet = (): void => {};
/** As a cluster counts that has been at work for years: further than any new one for a long time. */
const FAR_AHEAD = 5_000_000_000n;
const big = randomBytes(9 * 1024 * 1024);

let desk: Desk;
let first: SetUpStory;
let picture: string;
let withPicture: string;
let overdue: string;

beforeAll(async () => {
  desk = await startDesk();
  await desk.ownerSql.unsafe(
    `create or replace function transactions_before() returns bigint language sql stable parallel safe return ${FAR_AHEAD}`,
  );
  first = await setUp(desk, { org: '示例一' });
  await setUp(desk, { org: '示例二', pack: 'gift-delivery' });
  await loadSample(desk.sql, first.orgId);
  withPicture = await register(first.as('service-agent'), '换行\n制表\t反斜杠\\ 引号" 和\\N');
  picture = await attach(first.as('service-agent'), withPicture, big, '照片.bin');
  for (const words of ['左前门划伤', '右前门划伤']) await attach(first.as('service-agent'), withPicture, words);
  // its clocks fell due, and nobody has recorded that yet
  overdue = await register(first.as('service-agent'), '早已超时的', new Date(Date.now() - 3 * HOUR));
  await seal(desk, first.orgId);
  // and some that are not sealed yet
  await register(first.as('service-agent'), '封存之后登记的');
  await backUp(desk, file);
}, 120_000);
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Other tests write on the same server: until their transactions have ended, facts stay unsealed. */
async function seal(of: Desk, orgId: string): Promise<void> {
  const unsealed = async (): Promise<void> => {
    await of.runJobs('base-seal');
    expect((await verifyChain(of.sql, orgId)).unsealed).toBe(0);
  };
  await vi.waitFor(unsealed, { timeout: 20_000, interval: 20 });
}

test('a backup is for its owner alone, and other programs can read it', async () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['desk.tar.zst']);
  const { about, contents } = await examine(file);
  expect(about.organisations.map(({ name }) => name)).toEqual(['示例一', '示例二']);
  expect(contents.files).toMatchObject({ count: 3, missing: [] });
  expect(contents.heads.map(({ orgId }) => orgId)).toContain(first.orgId);
  const names: string[] = [];
  for await (const { name } of entriesOf(file)) names.push(name);
  expect(names.filter((name) => /worker|session|verification|attempt/.test(name))).toEqual([]);
  await expect(backUp(desk, file)).rejects.toMatchObject({ code: 'app.backup-exists' });
});

test('a restored desk holds every row and attachment, and goes on where the former one stood', async () => {
  const urls = await cloneDatabase({ empty: true });
  const config = configFor(urls);
  expect(await restoreBackup(config, file, quiet)).toEqual([]);
  const restored = await startDesk({ dataDir: config.dataDir }, urls);
  try {
    expect(restored.services.secret).toBe(desk.services.secret);
    await withoutRestoring(restored.ownerSql);
    expect(await tableDigests(restored.ownerSql)).toEqual(await tableDigests(desk.ownerSql));
    expect(await definitions(restored)).toEqual(await definitions(desk));

    const again = { ...first, as: (post: string) => restored.client(first.staff[post]?.token) };
    const agent = again.as('service-agent');
    const bytes = await restored.services.files.read(createHash('sha256').update(big).digest());
    expect((await bytes.toArray().then(Buffer.concat)).equals(big)).toBe(true);
    expect((await agent.get(`/api/complaints/${withPicture}/attachments/${picture}`)).status).toBe(200);

    const heard: string[] = [];
    restored.services.facts.subscribe((facts) => heard.push(...facts.map(({ kind }) => kind)));
    const { blocks } = await verifyChain(restored.sql, first.orgId);
    await register(agent, '恢复之后登记的');
    await expect.poll(() => heard, { timeout: 10_000 }).toContain('complaint-registered');
    // of the old ones none is heard again
    expect(heard.filter((kind) => kind === 'complaint-registered')).toHaveLength(1);

    await seal(restored, first.orgId);
    expect(await verifyChain(restored.sql, first.orgId)).toMatchObject({
      blocks: blocks + 1,
      unsealed: 0,
      broken: null,
    });
    await restored.runJobs('complaints-clocks');
    const breaches = await restored.sql`select from clock where subject_id = ${overdue} and breached_at is not null`;
    expect(breaches.length).toBeGreaterThan(0);
    await restored.runJobs('notices-hear');
    expect((await restored.sql`select from notice where complaint_id = ${overdue}`).length).toBeGreaterThan(0);
    await seal(restored, first.orgId);
    expect(await verifyChain(restored.sql, first.orgId)).toMatchObject({
      blocks: blocks + 2,
      unsealed: 0,
      broken: null,
    });

    const lastNumber = async (of: Desk): Promise<number> =>
      Number((await of.ownerSql<{ last: string }[]>`select last_value::text as last from complaint_number`)[0]?.last);
    expect(await lastNumber(restored)).toBeGreaterThan((await lastNumber(desk)) + 9_000);

    // and what was restored can be backed up and restored once more
    const next = join(folder, 'next.tar.zst');
    await backUp(restored, next);
    await withEmptyDesk(async (target) => expect(await restoreBackup(target, next, quiet)).toEqual([]));
    rmSync(next);
  } finally {
    await restored.close();
    rmSync(config.dataDir, { recursive: true, force: true });
  }
});

/** Constraints, indexes and functions: taken away and made again by a restore. */
const definitions = async ({ ownerSql }: Desk): Promise<string[]> =>
  (
    await ownerSql<{ text: string }[]>`
      select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as text from pg_constraint
      where connamespace = 'public'::regnamespace
      union all select pg_get_indexdef(indexrelid) from pg_index
      join pg_class on pg_class.oid = indexrelid where relnamespace = 'public'::regnamespace
      order by text`
  ).map(({ text }) => text);

test('a backup taken while cases are registered is of one instant', async () => {
  const agent = first.as('service-agent');
  let going = true;
  const registering = Promise.all(
    [1, 2, 3, 4].map(async () => {
      for (let n = 0; going; n++) {
        const id = await register(agent, `登记中 ${n}`);
        if (n % 5 === 0) await attach(agent, id, `附件 ${n} ${id}`);
      }
    }),
  );
  const before = (await desk.sql`select from complaint`).length;
  const path = join(folder, 'busy.tar.zst');
  await expect.poll(async () => (await desk.sql`select from complaint`).length).toBeGreaterThan(before + 5);
  await backUp(desk, path);
  const atEnd = (await desk.sql`select from complaint`).length;
  going = false;
  await registering;
  await withEmptyDesk(async (config, urls) => {
    expect(await restoreBackup(config, path, quiet)).toEqual([]);
    const sql = openDatabase(urls.url, { max: 1 });
    const [row] = await sql<{ cases: number; halves: number }[]>`
      select count(*)::int as cases,
             count(*) filter (where not exists (select from fact where fact.subject_id = complaint.id)
               or not exists (select from clock where clock.subject_id = complaint.id)
               or not exists (select from complaint_text where complaint_text.complaint_id = complaint.id)
               or not exists (select from search_entry where search_entry.subject_id = complaint.id))::int as halves
      from complaint where not sample`;
    await sql.end();
    expect(row).toMatchObject({ halves: 0 });
    expect(row?.cases).toBeGreaterThan(5);
    expect(row?.cases).toBeLessThanOrEqual(atEnd);
  });
});

test('attachments stay for a backup that has begun to name them', async () => {
  const { openSnapshot } = await import('./snapshot.ts');
  const id = await register(first.as('service-agent'), '附件将被遮去');
  const attachment = await attach(first.as('service-agent'), id, '备份期间被遮去');
  const [row] = await desk.sql<{ sha256: Buffer }[]>`select sha256 from attachment where id = ${attachment}`;
  const sha256 = row?.sha256 ?? Buffer.alloc(0);
  const snapshot = await openSnapshot(desk.sql);
  await desk.ownerSql`update attachment set name = '', sha256 = '', redacted_at = now() where id = ${attachment}`;
  const { utimes } = await import('node:fs/promises');
  const hex = sha256.toString('hex');
  const path = join(desk.dataDir, 'files', hex.slice(0, 2), hex.slice(2, 4), hex);
  await utimes(path, new Date(0), new Date(0));
  await desk.runJobs('orphan-files');
  expect(await desk.services.files.has(sha256)).toBe(true);
  await snapshot.close();
  await desk.runJobs('orphan-files');
  expect(await desk.services.files.has(sha256)).toBe(false);
});

test('an attachment whose bytes are lost does not keep the rest from being backed up, and is named', async () => {
  const lossy = await startDesk();
  const story = await setUp(lossy, { stores: ['城东店'] });
  const id = await register(story.as('service-agent'), '附件丢失');
  await attach(story.as('service-agent'), id, '将丢失');
  rmSync(join(lossy.dataDir, 'files'), { recursive: true });
  const path = join(folder, 'lossy.tar.zst');
  const { contents } = await backUp(lossy, path);
  expect(contents.files.missing).toHaveLength(1);
  await lossy.close();
  await withEmptyDesk(async (config) => {
    expect(await restoreBackup(config, path, quiet)).toEqual([expect.stringContaining('1 attachments are not there')]);
  });
});

test('attachments of a bucket come along, and may lie in a folder afterwards', async () => {
  const bucket = await startBucket();
  const there = await startDesk({ bucket: bucket.settings });
  const story = await setUp(there, { stores: ['城东店'] });
  const id = await register(story.as('service-agent'), '照片在桶里');
  await attach(story.as('service-agent'), id, '桶里的照片');
  const path = join(folder, 'bucket.tar.zst');
  expect((await backUp(there, path)).contents.files).toMatchObject({ count: 1, missing: [] });
  // a store that is away fails the backup instead of leaving attachments out
  await bucket.leave();
  await expect(backUp(there, join(folder, 'away.tar.zst'))).rejects.toThrow();
  expect(readdirSync(folder).filter((name) => name.startsWith('away'))).toEqual([]);
  await there.close();
  await bucket.close();
  await withEmptyDesk(async (config) => {
    expect(await restoreBackup(config, path, quiet)).toEqual([]);
    const sha256 = createHash('sha256').update('桶里的照片').digest();
    expect(await openFileStore(config).has(sha256)).toBe(true);
  });
});

test('a backup from before later migrations is restored, brought up to date, and counts on', async () => {
  const older = join(folder, 'db');
  cpSync(join(import.meta.dirname, '..', '..', '..', 'db'), older, { recursive: true });
  for (const { name } of migrations().filter((one) => one.name >= '0018')) rmSync(join(older, name));
  const path = join(folder, 'older.tar.zst');
  const orgId = crypto.randomUUID();
  await withEmptyDesk(async (config, { url, ownerUrl }) => {
    await migrate({ ownerUrl, serverUrl: url, folder: older });
    const sql = openDatabase(ownerUrl, { max: 3 });
    await sql`insert into organisation (org_id, name, created_at) values (${orgId}, '从前的', now())`;
    await sql`
      insert into fact (org_id, id, xid, kind, occurred_at, recorded_at)
      select ${orgId}, gen_random_uuid(), (${String(FAR_AHEAD)}::bigint + n)::text::xid8, 'then', now(), now()
      from generate_series(1, 3) as n`;
    await takeBackup(sql, path, { ...optionsFor(config, null), leastFree: 0 });
    await sql.end();
    // a start puts the rows aside before it changes anything
    const said: string[] = [];
    await openDeskDatabase(config, (line) => said.push(line));
    expect(said.join('\n')).toMatch(/taking a backup before[\s\S]*migrating: 0018_/);
    const [aside = '', ...more] = readdirSync(config.backups.folder);
    expect(more).toEqual([]);
    expect((await examine(join(config.backups.folder, aside))).contents.rows).toMatchObject({
      organisation: 1,
      fact: 3,
    });
  });
  await withEmptyDesk(async (config, { url, ownerUrl }) => {
    expect(await restoreBackup(config, path, quiet)).toEqual([]);
    const sql = openDatabase(url, { max: 1 });
    const [row] = await sql<{ applied: number; after: boolean; facts: number }[]>`
      select (select count(*)::int from migration) as applied, count(*)::int as facts,
             max(xid::text::bigint) filter (where kind = 'desk-restored') > ${String(FAR_AHEAD)}::bigint + 3 as after
      from fact where org_id = ${orgId}`;
    expect(row).toEqual({ applied: migrations().length, after: true, facts: 4 });
    await sql.end();
    // another start finds nothing to lift
    const said: string[] = [];
    await migrate({ ownerUrl, serverUrl: url }, (line) => said.push(line));
    expect(said).toEqual([]);
  });
});
