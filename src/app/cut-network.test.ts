import { existsSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyChain } from '../base/server/seal.ts';
import { type Client, clientOf, type Desk, startDesk } from './testing.ts';
import { startLine, type TestLine } from './testing-proxy.ts';
import { type SetUpStory, setUp } from './testing-team.ts';

const SOON = { timeout: 10_000, interval: 20 };
const CUT = { code: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/) };
const KEY = { 'idempotency-key': 'pressed-once-by-somebody' };

describe('a network that is cut', () => {
  let desk: Desk;
  let line: TestLine;
  let story: SetUpStory;
  let agent: Client;
  let byLine: Client;
  let token: string;

  beforeAll(async () => {
    desk = await startDesk();
    line = await startLine(Number(new URL(desk.url).port));
    story = await setUp(desk);
    token = story.staff['service-supervisor']?.token ?? '';
    agent = story.as('service-supervisor');
    byLine = clientOf(line.url, token, { connection: 'close' });
  });
  afterAll(async () => {
    await line?.close();
    await desk?.close();
  });

  const registering = (ownWords: string) => ({ storeId: story.stores[0]?.id, ownWords });
  const cases = async (): Promise<number> => (await desk.sql`select 1 from complaint`).length;

  test('within the body of a registration leaves nothing, and the same key then makes one case', async () => {
    const words = `车门异响，${'说了很多次。'.repeat(400)}`;
    void line.holdAfter(1500).then((cut) => cut());
    await expect(byLine.post('/api/complaints', registering(words), KEY)).rejects.toMatchObject(CUT);
    expect(await cases()).toBe(0);
    const again = await byLine.post('/api/complaints', registering(words), KEY);
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBeNull();
    expect(await cases()).toBe(1);
  });

  test('before the reply of a registration comes back leaves one case, which the same key finds again', async () => {
    const words = '洗车以后后视镜松了。';
    const before = await cases();
    const key = { 'idempotency-key': 'pressed-and-never-answered' };
    void line.holdReply().then((cut) => cut());
    await expect(byLine.post('/api/complaints', registering(words), key)).rejects.toMatchObject(CUT);
    const again = await byLine.post('/api/complaints', registering(words), key);
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await agent.get(`/api/complaints/${again.body.id}`)).body.number).toBe(again.body.number);
    expect(await cases()).toBe(before + 1);
    const { broken } = await verifyChain(desk.sql, story.orgId);
    expect(broken).toBeNull();
  });

  describe('during an upload', () => {
    const bytes = Buffer.alloc(600_000, 'a photograph of a scratched door ');
    let id: string;

    beforeAll(async () => {
      id = (await agent.post('/api/complaints', registering('车门有一道划痕。'))).body.id;
    });

    const upload = (): Promise<Awaited<ReturnType<Client['post']>>> => {
      const form = new FormData();
      form.append('file', new File([bytes], '划痕.txt'));
      return byLine.post(`/api/complaints/${id}/attachments`, form);
    };
    const rows = async (): Promise<number> =>
      (await desk.sql`select 1 from attachment where complaint_id = ${id}`).length;
    const incoming = (): string[] => {
      const folder = join(desk.dataDir, 'files', 'incoming');
      return existsSync(folder) ? readdirSync(folder) : [];
    };
    const kept = (): string[] =>
      readdirSync(join(desk.dataDir, 'files'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);

    test('in the middle of the body leaves neither half a file nor a row', async () => {
      const held = line.holdAfter(300_000);
      const failed = expect(upload()).rejects.toMatchObject(CUT);
      const cut = await held;
      await expect.poll(incoming, SOON).toHaveLength(1);
      cut();
      await failed;
      await expect.poll(incoming, SOON).toEqual([]);
      expect(kept()).toEqual([]);
      expect(await rows()).toBe(0);
    });

    test('that stands still for good is given up by the server, and leaves nothing', async () => {
      // what a browser leaves behind whose machine fell asleep: the line stays, and nothing comes
      const boundary = 'xxxxxxxx';
      const half = request(`${desk.url}/api/complaints/${id}/attachments`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'content-length': 500_000,
        },
      }).on('error', () => {});
      half.write(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${'x'.repeat(9000)}`,
      );
      await expect.poll(() => incoming().length, SOON).toBe(1);
      desk.app.server.closeAllConnections();
      await expect.poll(incoming, SOON).toEqual([]);
      expect(await rows()).toBe(0);
    });

    test('before its reply comes back leaves the file once, also when it is sent again', async () => {
      void line.holdReply().then((cut) => cut());
      await expect(upload()).rejects.toMatchObject(CUT);
      await expect.poll(rows, SOON).toBe(1);
      const again = await upload();
      expect([again.status, again.body.items.length]).toEqual([201, 1]);
      expect([await rows(), kept().length, incoming()]).toEqual([1, 1, []]);
      const file = await agent.get(`/api/complaints/${id}/attachments/${again.body.items[0].id}`);
      expect(Buffer.byteLength(file.body)).toBe(bytes.length);
    });

    test('leaves the job that clears orphans nothing to do', async () => {
      const before = kept();
      expect(await desk.services.files.removeOrphans(async () => new Set())).toBe(0);
      await desk.runJobs('orphan');
      expect(kept()).toEqual(before);
      const [row] = await desk.sql<
        { named: string[] }[]
      >`select array_agg(encode(sha256, 'hex')) as named from attachment`;
      expect(row?.named).toEqual(before);
    });
  });
});
