import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { openDatabase } from '../base/server/db.ts';
import { openFolderStore } from '../base/server/files-folder.ts';
import { verifyChain } from '../base/server/seal.ts';
import { attach, backUp } from './backup/testing-backup.ts';
import { embeddedUrls } from './embedded-memory.ts';
import { type Answer, type Client, clientOf, type Desk, startDesk } from './testing.ts';
import { canMount, type SmallDisk, smallDisk } from './testing-disk.ts';
import { endAll, type Started, wanhui } from './testing-processes.ts';
import { PASSWORD, setUp } from './testing-team.ts';

const MB = 1024 ** 2;
const SOON = { timeout: 15_000, interval: 200 };
const form = (text: string): FormData => {
  const data = new FormData();
  data.append('file', new Blob([text]), '照片.txt');
  return data;
};
const EXPORT = { filter: {}, format: 'csv', columns: ['number'], purpose: 'report' };
function mounted(megabytes: number): SmallDisk {
  const disk = smallDisk(megabytes);
  if (!disk) throw new Error('mounting worked a moment ago');
  return disk;
}
const said = ({ status, body }: Answer): unknown[] => [status, body.code];

describe.skipIf(!canMount)('on a small disk that somebody else fills', () => {
  const children: ChildProcess[] = [];
  let small: SmallDisk;
  let dataDir: string;
  beforeAll(() => {
    small = mounted(512);
    dataDir = join(small.folder, 'data');
  });
  afterAll(async () => {
    await endAll(children);
    small.remove();
  });
  const run = (...args: string[]): Started => {
    const env = { WANHUI_DATA: dataDir, PORT: '0', DATABASE_URL: '', DATABASE_OWNER_URL: '' };
    const started = wanhui(env, ...args);
    children.push(started.child);
    return started;
  };

  test('uploads stop first, then writes, reads only with the database; with room again nothing is lost', async () => {
    const desk = run('start');
    const url = await desk.ready();
    const urls = embeddedUrls(dataDir);
    const [sql, admin] = [openDatabase(urls?.url ?? '', { max: 2 }), openDatabase(urls?.adminUrl ?? '', { max: 1 })];
    const anyone = clientOf(url, null);
    const story = await setUp({ sql, client: (token) => clientOf(url, token ?? null) }, { email: 'a@example.invalid' });
    const [agent, manager] = [story.as('service-supervisor'), story.as('general-manager')];
    const state = async (): Promise<string> => (await anyone.get('/readyz')).body.disk;
    const acknowledged = new Set<string>();
    const register = async (key: string = crypto.randomUUID()): Promise<Answer> => {
      const given = { storeId: story.stores[0]?.id, ownWords: '漏油' };
      const answer = await agent.post('/api/complaints', given, { 'idempotency-key': key });
      if (answer.status === 201) acknowledged.add(answer.body.id);
      return answer;
    };
    const { body: made } = await register();
    const photo = await attach(agent, made.id, '照片的内容');
    expect(await state()).toBe('ok');

    small.fillTo(60 * MB);
    await expect.poll(state, SOON).toBe('low');
    const upload = await agent.post(`/api/complaints/${made.id}/attachments`, form('又一张'));
    expect([...said(upload), upload.headers.get('retry-after')]).toEqual([507, 'base.disk-low', '30']);
    expect(said(await manager.post('/api/exports', EXPORT))).toEqual([507, 'base.disk-low']);
    const another = await register();
    expect([another.status, another.headers.get('x-wanhui-disk')]).toEqual([201, 'low']);

    small.fillTo(12 * MB);
    await expect.poll(state, SOON).toBe('full');
    const key = crypto.randomUUID();
    const refused = await register(key);
    expect([...said(refused), refused.headers.get('retry-after')]).toEqual([503, 'base.disk-full', '5']);
    expect(refused.body.title).toContain('磁盘已满');
    expect((await agent.get('/api/complaints')).body.items).toHaveLength(2);
    expect((await agent.get(`/api/complaints/${made.id}/attachments/${photo}`)).body).toBe('照片的内容');
    expect((await anyone.post('/api/session', { email: 'a@example.invalid', password: PASSWORD })).status).toBe(204);
    expect((await anyone.get('/readyz')).status).toBe(200);
    expect((await anyone.get('/metrics')).body).toMatch(/^wanhui_disk_state 2$/m);
    const doctor = run('doctor');
    expect(await doctor.ended).toBe(2);
    expect(doctor.said()).toMatch(/✗ disk: 0\.0 GB free in .*\n {4}→ free some space: below 31 MB nothing is written/);

    // to the last byte, until PostgreSQL finds no room for its log and ends itself
    small.fillTo(0);
    const needsLog = () => admin`select pg_logical_emit_message(true, 'test', 'test'), pg_switch_wal()`.catch(() => {});
    await expect.poll(() => needsLog().then(desk.said), SOON).toContain('waiting for room');
    expect((await anyone.get('/readyz')).status).toBe(503);
    expect((await register(key)).status).toBe(503);
    expect(desk.child.exitCode).toBeNull();

    const began = performance.now();
    small.empty();
    await expect.poll(async () => (await register(key)).status, SOON).toBe(201);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect((await register(key)).headers.get('idempotency-replayed')).toBe('true');
    await attach(agent, made.id, '又一张');
    const { items } = (await agent.get('/api/complaints')).body;
    expect(items.map(({ id }: { id: string }) => id).sort()).toEqual([...acknowledged].sort());
    expect(acknowledged.size).toBe(3);
    await expect.poll(async () => (await verifyChain(sql, story.orgId)).unsealed, SOON).toBe(0);
    expect((await verifyChain(sql, story.orgId)).broken).toBeNull();
    expect((await anyone.get('/readyz')).body).toMatchObject({ ok: true, worker: true, disk: 'ok' });
    await Promise.all([sql.end({ timeout: 1 }), admin.end({ timeout: 1 })]);
    desk.child.kill('SIGTERM');
    expect(await desk.ended, desk.said()).toBe(0);
  }, 60_000);

  test('a desk that is started on a full disk waits for room, and can be stopped meanwhile', async () => {
    small.fillTo(0);
    const first = run('start');
    await expect.poll(first.said, SOON).toContain('waiting for room');
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const second = run('start');
    await expect.poll(second.said, SOON).toContain('waiting for room');
    small.empty();
    expect((await fetch(`${await second.ready()}/readyz`)).status).toBe(200);
  }, 60_000);
});

describe.skipIf(!canMount)('what meets the end of the disk leaves no half file and says so', () => {
  let tiny: SmallDisk;
  beforeAll(() => {
    tiny = mounted(4);
  });
  afterAll(() => tiny.remove());

  test('an upload', async () => {
    const files = openFolderStore(tiny.folder);
    const large = Readable.from(Array.from({ length: 6 }, () => randomBytes(MB)));
    await expect(files.put(large, 100 * MB)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(readdirSync(join(tiny.folder, 'incoming'))).toEqual([]);
    expect((await files.put(Readable.from([randomBytes(MB)]), MB)).bytes).toBe(MB);
  });

  test('a backup', async () => {
    const desk = await startDesk();
    const agent = (await setUp(desk)).as('service-supervisor');
    const { body } = await agent.post('/api/complaints', { kind: 'complaint', ownWords: '漏油' });
    await attach(agent, body.id, new Uint8Array(randomBytes(6 * MB)));
    const path = join(tiny.folder, 'backups', 'desk.tar.zst');
    await expect(backUp(desk, path)).rejects.toMatchObject({ code: 'app.backup-no-space', status: 507 });
    expect(readdirSync(dirname(path))).toEqual([]);
    await desk.close();
  });
});

describe('a desk whose disk is short of room', () => {
  let desk: Desk;
  let agent: Client;
  let manager: Client;
  const began = async (lines: { lowBytes: number; fullBytes: number }): Promise<void> => {
    desk = await startDesk({ disk: lines });
    const story = await setUp(desk);
    [agent, manager] = [story.as('service-supervisor'), story.as('general-manager')];
  };
  afterEach(() => desk.close());
  const register = (): Promise<Answer> => agent.post('/api/complaints', { kind: 'complaint', ownWords: '漏油' });

  it('refuses uploads, imports and exports below the upper line, in the middle of one too', async () => {
    await began({ lowBytes: 2 ** 60, fullBytes: 0 });
    const { status, body } = await register();
    expect(status).toBe(201);
    expect(said(await agent.post(`/api/complaints/${body.id}/attachments`, form('照片')))).toEqual([
      507,
      'base.disk-low',
    ]);
    expect(said(await manager.post('/api/exports', EXPORT))).toEqual([507, 'base.disk-low']);
    await expect(desk.services.files.put(Readable.from([Buffer.from('照片')]), MB)).rejects.toMatchObject({
      status: 507,
    });
    expect(readdirSync(join(desk.dataDir, 'files/incoming'))).toEqual([]);
  });

  it('refuses every write below the lower line, and reads on', async () => {
    await began({ lowBytes: 2 ** 60, fullBytes: 2 ** 60 });
    expect(said(await register())).toEqual([503, 'base.disk-full']);
    expect((await agent.get('/api/complaints')).status).toBe(200);
    expect((await desk.client().get('/readyz')).body.disk).toBe('full');
    expect((await desk.client().get('/metrics')).body).toMatch(/^wanhui_disk_free_bytes\{place="data"\} \d+$/m);
  });

  it('believes a database that says its disk is full, for some seconds', async () => {
    await began({ lowBytes: 0, fullBytes: 0 });
    await desk.ownerSql`create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`;
    await desk.ownerSql`create trigger full_disk before insert on complaint execute function full_disk()`;
    expect(said(await register())).toEqual([503, 'base.disk-full']);
    await desk.ownerSql`drop trigger full_disk on complaint`;
    expect(said(await register())).toEqual([503, 'base.disk-full']);
    await expect.poll(async () => (await register()).status, SOON).toBe(201);
  });
});
