import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sql } from '../base/server/db.ts';
import { sleep } from './processes.ts';
import { type Answer, type Client, clientOf } from './testing.ts';
import { aPlace, type Place } from './testing-place.ts';
import { freePorts, type Started } from './testing-processes.ts';
import { startProxy, type TestProxy } from './testing-proxy.ts';
import { PASSWORD, type SetUpStory } from './testing-team.ts';

/** Some tenths of a second; much longer on a machine that has other things to do. */
const SOON = { timeout: 30_000, interval: 20 };
const EMAIL = 'admin@example.invalid';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

describe('several processes on one database', () => {
  let place: Place;
  let owner: Sql;
  let story: SetUpStory;
  let ports: number[];
  let proxy: TestProxy;
  let processes: Started[];
  const at = (n: number): string => `http://127.0.0.1:${ports[n]}`;
  const run = (n: number, changes: NodeJS.ProcessEnv = {}): Started =>
    place.run(
      {
        WANHUI_RATE_LIMIT: '1000000',
        WANHUI_STOP_NOTICE: '1.5',
        PORT: String(ports[n]),
        ...changes,
      },
      'start',
    );
  /** Somebody in this post, at one of the processes or at the proxy. */
  const as = (post: string, url: string): Client => clientOf(url, story.staff[post]?.token ?? null);
  const registering = (words: string) => ({ storeId: story.stores[0]?.id, ownWords: words });

  beforeAll(async () => {
    place = await aPlace(EMAIL);
    ({ owner, story } = place);
    ports = await freePorts(3);
    processes = [run(0), run(1)];
    proxy = await startProxy(ports.slice(0, 2));
    await Promise.all(processes.map((one) => one.ready()));
    await proxy.untilReady(2);
  });

  afterAll(async () => {
    await proxy?.close();
    await place?.close();
  });

  test('a session made at one holds at the other, and signing out at one ends it at both', async () => {
    const signedIn = await clientOf(at(0), null).post('/api/session', { email: EMAIL, password: PASSWORD });
    expect(signedIn.status, signedIn.body).toBe(204);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; ');
    const [first, second] = [0, 1].map((n) => clientOf(at(n), null, { cookie }));
    for (const one of [first, second]) expect((await one?.get('/api/session'))?.status).toBe(200);
    expect((await first?.delete('/api/session'))?.status).toBe(204);
    await expect.poll(async () => (await second?.get('/api/session'))?.status, SOON).toBe(401);
  });

  test('what happens at one is told to whoever listens at the other', async () => {
    const heard = await listening(at(1), story.staff['service-supervisor']?.token ?? '');
    const { body } = await as('service-supervisor', at(0)).post('/api/complaints', registering('空调异响'));
    await expect.poll(heard.text, SOON).toContain(body.id);
    heard.stop();
  });

  test('numbers are unique, and a key that is used at both is one registration', async () => {
    const key = { 'idempotency-key': 'the-same-at-both' };
    const answers = await Promise.all([
      ...[0, 1, 0, 1].map((n) =>
        as('service-supervisor', at(n)).post('/api/complaints', registering('同一份登记'), key),
      ),
      ...Array.from({ length: 16 }, (_, n) =>
        as('service-supervisor', at(n % 2)).post('/api/complaints', registering(`第 ${n} 位客户`)),
      ),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(new Set(answers.map(({ body }) => body.number)).size).toBe(17);
  });

  test('due clocks are recorded once, and a list is made once and fetched anywhere', async () => {
    await owner`
      update clock set started_at = started_at - interval '60 days', due_at = due_at - interval '60 days',
                       start_recorded_at = start_recorded_at - interval '60 days', next_at = now()
      where state = 'running'`;
    await breached(owner);
    const manager = as('general-manager', at(0));
    const asked = await manager.post('/api/exports', { format: 'csv', columns: ['number'], purpose: 'report' });
    expect(asked.status, JSON.stringify(asked.body)).toBe(202);
    const { id } = asked.body;
    await expect.poll(async () => (await manager.get(`/api/exports/${id}`)).body.state, SOON).toBe('done');
    for (const n of [0, 1]) {
      expect((await as('general-manager', at(n)).get(`/api/exports/${id}/file`)).status).toBe(200);
    }
    expect(await owner`select 1 from fact where kind = 'list-exported'`).toHaveLength(1);
  });

  test('each is stopped and started again under load, with other tasks than before, and nobody notices', async () => {
    const load = steadyLoad(() => as('service-supervisor', proxy.url), registering);
    const stream = await listening(proxy.url, story.staff['service-supervisor']?.token ?? '');
    // until now both did everything; from now on two answer, and a third works in the background
    const worker = run(2, { WANHUI_ROLE: 'worker' });
    await worker.ready();
    for (const n of [0, 1]) {
      processes[n]?.child.kill('SIGTERM');
      expect(await processes[n]?.ended, processes[n]?.said()).toBe(0);
      processes[n] = run(n, { WANHUI_ROLE: 'server' });
      await processes[n]?.ready();
      await proxy.untilReady(2);
    }
    expect(stream.text()).toMatch(/retry: \d{3,4}\nevent: moved\n/);
    const { answered, failed } = await load.stop();
    expect(failed).toEqual([]);
    expect(answered).toBeGreaterThan(50);
    const health = clientOf(`http://127.0.0.1:${ports[2]}`, null);
    expect((await health.get('/readyz')).status).toBe(200);
    expect((await health.get('/api/complaints')).status).toBe(404);
    worker.child.kill('SIGTERM');
    expect(await worker.ended, worker.said()).toBe(0);
    // whoever only answers stays in service while no worker does
    const { status, body } = await clientOf(at(0), null).get('/readyz');
    expect([status, body.worker]).toEqual([200, false]);
  });
});

/** Waits until no running clock is due and unrecorded; then each case has each of its breaches once. */
async function breached(owner: Sql): Promise<void> {
  await expect
    .poll(
      async () => (await owner`select 1 from clock where next_at < now() and breached_at is null limit 1`).length,
      SOON,
    )
    .toBe(0);
  const facts = await owner<{ count: number }[]>`
    select count(*)::int as count from fact where kind = 'clock-breached' group by data ->> 'clockId'`;
  expect(facts.length).toBeGreaterThan(17);
  expect(facts.filter(({ count }) => count > 1)).toEqual([]);
}

/** Reads live news from there. */
async function listening(url: string, token: string): Promise<{ text: () => string; stop: () => void }> {
  const stopping = new AbortController();
  const response = await fetch(`${url}/api/live`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stopping.signal,
  });
  let text = '';
  (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  })().catch(() => {});
  await expect.poll(() => text).toContain('hello');
  return { text: () => text, stop: () => stopping.abort() };
}

/** Four people who register and read lists, each a few dozen times a second. */
function steadyLoad(client: () => Client, registering: (words: string) => object) {
  let stopped = false;
  let answered = 0;
  const failed: unknown[] = [];
  const note = ({ status, body }: Answer): void => {
    if (status === 200 || status === 201) answered++;
    else failed.push([status, body]);
  };
  const loops = Array.from({ length: 4 }, async (_, n) => {
    for (let turn = 0; !stopped; turn++) {
      await (turn % 3 ? client().get('/api/complaints') : client().post('/api/complaints', registering(`${n} ${turn}`)))
        .then(note)
        .catch((error) => failed.push(String(error.cause ?? error)));
      await sleep(20);
    }
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(loops);
      return { answered, failed };
    },
  };
}
