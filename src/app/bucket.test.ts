import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { doctor } from './doctor.ts';
import { start } from './main.ts';
import { type Answer, type Client, type Desk, startDesk } from './testing.ts';
import { startBucket, type TestBucket } from './testing-bucket.ts';
import { setUp } from './testing-team.ts';

let bucket: TestBucket;
let desk: Desk;
let agent: Client;

beforeAll(async () => {
  bucket = await startBucket();
  desk = await startDesk({ bucket: bucket.settings });
  agent = (await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店'] })).as('service-agent');
});

afterAll(async () => {
  await desk.close();
  await bucket.close();
});

async function aCase(): Promise<string> {
  const { status, body } = await agent.post('/api/complaints', { kind: 'complaint', ownWords: '车漆划伤，附照片' });
  expect(status).toBe(201);
  return body.id as string;
}

function attach(id: string, content: string, name = '划伤.txt'): Promise<Answer> {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  return agent.post(`/api/complaints/${id}/attachments`, form);
}

const read = (id: string, attachment: string): Promise<Answer> =>
  agent.get(`/api/complaints/${id}/attachments/${attachment}`);
const rows = async (): Promise<number> => (await desk.sql`select from attachment`).length;
const halfKept = (): string[] => readdirSync(join(desk.dataDir, 'files', 'incoming'));

it('an attachment goes into the bucket and comes back, the same content of two cases only once', async () => {
  const [first, second] = [await aCase(), await aCase()];
  const one = (await attach(first, '左前门划伤')).body.items[0];
  const other = (await attach(second, '左前门划伤', '同一张.txt')).body.items[0];
  expect((await read(first, one.id)).body).toBe('左前门划伤');
  expect((await read(second, other.id)).body).toBe('左前门划伤');
  expect(bucket.keys()).toEqual([
    expect.stringMatching(/^desk\/files\/([0-9a-f]{2})\/([0-9a-f]{2})\/\1\2[0-9a-f]{60}$/),
  ]);
  expect(halfKept()).toEqual([]);
});

it('the nightly job takes what no case names any more, and only that', async () => {
  const id = await aCase();
  const kept = (await attach(id, '留着')).body.items[0];
  const before = bucket.keys();
  const dropped = (await attach(id, '遮去')).body.items[0];
  await desk.ownerSql`update attachment set name = '', sha256 = '', redacted_at = now() where id = ${dropped.id}`;
  for (const key of bucket.keys()) bucket.age(key, new Date(Date.now() - 2 * 86_400_000));
  await desk.runJobs('orphan-files');
  expect(bucket.keys()).toEqual(before);
  expect((await read(id, kept.id)).body).toBe('留着');
});

it('while the bucket is away an upload is refused and nothing half-kept; then all goes on', async () => {
  const id = await aCase();
  const earlier = (await attach(id, '之前的')).body.items[0];
  const [keys, known] = [bucket.keys(), await rows()];
  await bucket.leave();
  const refused = await attach(id, '断线时的');
  expect([refused.status, refused.body.code]).toEqual([503, 'base.files-unavailable']);
  expect(refused.headers.get('retry-after')).toBe('5');
  const unread = await read(id, earlier.id);
  expect([unread.status, unread.body.code]).toEqual([503, 'base.files-unavailable']);
  expect(unread.headers.get('content-disposition')).toBeNull();
  expect([bucket.keys(), await rows(), halfKept()]).toEqual([keys, known, []]);
  await bucket.comeBack();
  const again = await attach(id, '断线时的');
  expect(again.status).toBe(201);
  expect((await read(id, again.body.items[0].id)).body).toBe('断线时的');
  expect((await read(id, earlier.id)).body).toBe('之前的');
});

it('a connection that breaks under an upload or a download is tried again', async () => {
  const id = await aCase();
  bucket.cutNext();
  const { status, body } = await attach(id, '中断一次');
  expect(status).toBe(201);
  bucket.cutNext();
  expect((await read(id, body.items[0].id)).body).toBe('中断一次');
});

it('doctor and start tell what is wrong with the bucket, and the desk starts all the same', async () => {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
  const config = {
    ...desk.services.config,
    databaseUrl: desk.urls.url,
    databaseOwnerUrl: desk.urls.ownerUrl,
    port: 0,
  };
  const told = async (): Promise<string> => {
    printed.mockClear();
    await doctor(config, () => {});
    return printed.mock.calls.join('\n');
  };
  try {
    expect(await told()).toContain(`✓ attachments: bucket desk-files (desk/files/) at ${bucket.settings.endpoint}`);
    expect(await told()).toMatch(/✓ attachments kept: the \d+ looked at are there/);
    config.bucket = { ...bucket.settings, prefix: 'moved/' };
    expect(await told()).toMatch(/✗ attachments kept: (\d+) of \1 looked at are missing\n {4}→ copy files\//);
    config.bucket = { ...bucket.settings, name: 'nobodys-files' };
    expect(await told()).toContain('there is no such bucket: make it, or correct WANHUI_FILES_S3_BUCKET');
  } finally {
    printed.mockRestore();
  }
  const lines: string[] = [];
  const running = await start(config, (line) => lines.push(line));
  try {
    expect((await fetch(`${running.address}/healthz`)).status).toBe(200);
    await expect.poll(() => lines.join('\n')).toContain('附件暂时无法存取 · attachments: bucket nobodys-files');
  } finally {
    await running.stop();
  }
});
