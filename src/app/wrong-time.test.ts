import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sql } from '../base/server/db.ts';
import { verifyChain } from '../base/server/seal.ts';
import { DAY, HOUR } from '../base/time.ts';
import { openDeskDatabase } from './database.ts';
import { buildServer } from './server.ts';
import { openServices, type Services } from './services.ts';
import { type Client, clientOf } from './testing.ts';
import { aPlace, type Place } from './testing-place.ts';
import { hasPostgres15, type Postgres15, startPostgres15 } from './testing-postgres.ts';
import type { Started } from './testing-processes.ts';
import { PASSWORD, type SetUpStory, setUp } from './testing-team.ts';
import { jobsOf } from './wiring.ts';
import { startWorker, type Worker } from './worker.ts';

const SOON = { timeout: 20_000, interval: 50 };
const PRELOAD = pathToFileURL(join(import.meta.dirname, 'testing-shifted-clock.ts')).href;
const EMAIL = 'admin@example.invalid';
const OFF = 3 * HOUR;

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

describe('processes on machines whose clocks are three hours ahead and three hours behind', () => {
  let place: Place;
  let owner: Sql;
  let story: SetUpStory;
  let fast: { process: Started; url: string };
  let slow: { process: Started; url: string };
  const run = (shift: number, ...args: string[]): Started =>
    place.run(
      {
        WANHUI_BACKUP_KEEP: '0',
        WANHUI_STOP_NOTICE: '0',
        PORT: '0',
        NODE_OPTIONS: `--import=${PRELOAD}`,
        WANHUI_TEST_SHIFT: String(shift),
        WANHUI_TEST_JUMP: String(-2 * OFF),
      },
      ...args,
    );
  const started = async (shift: number) => {
    const process = run(shift, 'start');
    const url = await process.ready();
    if (!url) throw new Error(process.said());
    return { process, url };
  };
  const as = (post: string, { url }: { url: string }): Client => clientOf(url, story.staff[post]?.token ?? null);
  const registered = async (at: { url: string }, ownWords: string) => {
    const { status, body } = await as('service-supervisor', at).post('/api/complaints', {
      storeId: story.stores[0]?.id,
      ownWords,
    });
    expect(status, JSON.stringify(body)).toBe(201);
    return body as { id: string; number: string };
  };
  const databaseNow = async (): Promise<number> =>
    (await owner<{ now: Date }[]>`select clock_timestamp() as now`)[0]?.now.getTime() ?? 0;

  beforeAll(async () => {
    place = await aPlace(EMAIL);
    ({ owner, story } = place);
    [fast, slow] = await Promise.all([started(OFF), started(-OFF)]);
  });
  afterAll(() => place?.close());

  test('say by how much they are wrong, and work all the same', async () => {
    for (const [{ url }, seconds] of [
      [fast, 10_800],
      [slow, -10_800],
    ] as const) {
      const { status, body } = await clientOf(url, null).get('/readyz');
      expect(status).toBe(200);
      expect(body.clockSkewSeconds).toBeCloseTo(seconds, -1);
      const figures = await clientOf(url, null).get('/metrics');
      expect(Number(/^wanhui_clock_skew_seconds (\S+)$/m.exec(figures.body)?.[1])).toBeCloseTo(seconds, -1);
    }
    const doctor = run(-OFF, 'doctor');
    expect(await doctor.ended).toBe(2);
    expect(doctor.said()).toMatch(/✗ clock: this machine is 10(800|79\d) s behind the database\n.*synchronise/);
  });

  test('give the same times to a case, its clocks, its facts and what is read of it', async () => {
    for (const [n, at] of [fast, slow, fast, slow].entries()) {
      const { id } = await registered(at, `第 ${n} 位客户的空调不凉。`);
      const now = await databaseNow();
      const [row] = await owner<{ receivedAt: Date; dueAt: Date; occurredAt: Date; recordedAt: Date }[]>`
        select complaint.received_at, clock.due_at, fact.occurred_at, fact.recorded_at
        from complaint join clock on clock.subject_id = complaint.id join fact on fact.subject_id = complaint.id
        where complaint.id = ${id} and fact.kind = 'complaint-registered' order by clock.due_at limit 1`;
      for (const at of [row?.receivedAt, row?.occurredAt, row?.recordedAt])
        expect(Math.abs(now - (at?.getTime() ?? 0))).toBeLessThan(5000);
      expect(row?.dueAt.getTime()).toBeGreaterThan(now);
      for (const reader of [fast, slow]) {
        const client = as('service-supervisor', reader);
        const { body: view } = await client.get(`/api/complaints/${id}`);
        expect(view.clocks.map(({ state }: { state: string }) => state)).not.toContain('breached');
        const { body: overdue } = await client.get('/api/complaints', { clock: 'overdue' });
        expect(overdue.items).toEqual([]);
        expect((await client.get('/api/complaints/figures')).body.overdue ?? 0).toBe(0);
        const said = Number((await client.get('/api/session')).headers.get('x-wanhui-time'));
        expect(Math.abs(said - (await databaseNow()))).toBeLessThan(2000);
      }
    }
  });

  test('sign somebody in for as long as ever, at both', async () => {
    for (const { url } of [fast, slow]) {
      const signedIn = await clientOf(url, null).post('/api/session', { email: EMAIL, password: PASSWORD });
      expect(signedIn.status, JSON.stringify(signedIn.body)).toBe(204);
      const cookie = signedIn.headers
        .getSetCookie()
        .map((one) => one.split(';', 1)[0])
        .join('; ');
      for (const other of [fast, slow])
        expect((await clientOf(other.url, null, { cookie }).get('/api/session')).status).toBe(200);
    }
    const rows = await owner<{ seconds: number; age: number }[]>`
      select extract(epoch from auth_session.expires_at - now())::float8 as seconds, extract(epoch from now() - auth_session.created_at)::float8 as age
      from auth_session join auth_user on auth_user.id = auth_session.user_id where email = ${EMAIL}`;
    expect(rows).toHaveLength(2);
    for (const { seconds, age } of rows) {
      expect(Math.abs(seconds - (7 * DAY) / 1000)).toBeLessThan(60);
      expect(Math.abs(age)).toBeLessThan(60);
    }
  });

  test('record what is due once and not early, and seal it', async () => {
    const due = await registered(slow, '两小时以前就该联系了。');
    await registered(fast, '还有两个小时。');
    await owner`
      update clock set started_at = started_at - interval '60 days', due_at = due_at - interval '60 days',
                       start_recorded_at = start_recorded_at - interval '60 days', next_at = now()
      where state = 'running' and subject_id = ${due.id}`;
    const breaches = () => owner<{ subjectId: string; times: number }[]>`
      select subject_id, count(*)::int as times from fact where kind = 'clock-breached' group by subject_id, data ->> 'clockId'`;
    await expect.poll(async () => (await breaches()).length, SOON).toBeGreaterThan(0);
    await expect.poll(async () => (await owner`select 1 from clock where next_at <= now()`).length, SOON).toBe(0);
    const found = await breaches();
    expect(found.every(({ subjectId, times }) => subjectId === due.id && times === 1)).toBe(true);
    await expect.poll(async () => (await verifyChain(owner, story.orgId)).unsealed, SOON).toBe(0);
    expect((await verifyChain(owner, story.orgId)).broken).toBeNull();
    const [ahead] = await owner`select 1 from fact_block where sealed_at > now()`;
    expect(ahead).toBeUndefined();
  });

  test('go on when the clock is set back under them: times go forward, and nothing known is kept too long', async () => {
    const before = await registered(fast, '改时间之前。');
    const read = as('service-supervisor', fast);
    const { body: view } = await read.get(`/api/complaints/${before.id}`);
    fast.process.child.kill('SIGUSR2');
    await expect
      .poll(async () => (await clientOf(fast.url, null).get('/readyz')).body.clockSkewSeconds, SOON)
      .toBeLessThan(-10_000);
    const after = await registered(fast, '改时间之后。');
    const [row] = await owner<{ forward: boolean }[]>`
      select second.received_at > first.received_at as forward from complaint first, complaint second
      where first.id = ${before.id} and second.id = ${after.id}`;
    expect(row?.forward).toBe(true);

    const administrator = clientOf(slow.url, null);
    const signedIn = await administrator.post('/api/session', { email: EMAIL, password: PASSWORD });
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; ');
    const ownerId = view.owner.id as string;
    const renamed = await clientOf(slow.url, null, { cookie }).put(`/api/people/${ownerId}/name`, { name: '新名字' });
    expect(renamed.status, JSON.stringify(renamed.body)).toBeLessThan(300);
    await expect
      .poll(async () => (await read.get(`/api/complaints/${before.id}`)).body.owner.name, SOON)
      .toBe('新名字');
    await expect.poll(async () => (await verifyChain(owner, story.orgId)).unsealed, SOON).toBe(0);
    expect((await verifyChain(owner, story.orgId)).broken).toBeNull();
  });
});

const LIBRARY = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
  .find((path) => existsSync(path));

describe.skipIf(!hasPostgres15 || !LIBRARY)('a database whose clock is set while the desk runs', () => {
  const home = mkdtempSync(join(tmpdir(), 'wanhui-set-'));
  const said = join(home, 'time');
  const set = (offset: string): void => writeFileSync(said, `${offset}\n`, { mode: 0o644 });
  let postgres: Postgres15;
  let services: Services;
  let app: FastifyInstance;
  let worker: Worker;
  let story: SetUpStory;
  let agent: Client;
  let health: Client;

  beforeAll(async () => {
    chmodSync(home, 0o755);
    set('+0');
    postgres = await startPostgres15('', {
      LD_PRELOAD: LIBRARY,
      FAKETIME_TIMESTAMP_FILE: said,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    });
    const config = postgres.config();
    const database = await openDeskDatabase(config, () => {});
    services = await openServices(config, database.url);
    app = await buildServer(services, { checkReplies: true });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    worker = await startWorker(services, jobsOf(services));
    story = await setUp({ sql: services.sql, client: (token) => clientOf(url, token ?? null) });
    agent = story.as('service-supervisor');
    health = clientOf(url, null);
  });
  afterAll(async () => {
    await worker?.stop();
    await app?.close();
    await services?.close();
    await postgres?.remove();
    rmSync(home, { recursive: true, force: true });
  });

  const skew = async (): Promise<number> => (await health.get('/readyz')).body.clockSkewSeconds;
  const registered = async (ownWords: string): Promise<{ id: string; at: number; number: string }> => {
    const { status, body } = await agent.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords });
    expect(status, JSON.stringify(body)).toBe(201);
    const [row] = await services.sql<{ at: Date }[]>`select received_at as at from complaint where id = ${body.id}`;
    return { ...body, at: row?.at.getTime() ?? 0 };
  };

  test('follows it within a second, back and forth, and its chain, numbers and jobs stay as they are', async () => {
    const first = await registered('改时间之前。');
    set('-3h');
    const began = performance.now();
    await expect.poll(skew, SOON).toBeCloseTo(10_800, -1);
    // the news of facts asks every second; a second more for a busy machine
    expect(performance.now() - began).toBeLessThan(3000);
    const second = await registered('拨回三小时以后。');
    expect(first.at - second.at).toBeGreaterThan(OFF - 30_000);
    set('+3h');
    await expect.poll(skew, SOON).toBeCloseTo(-10_800, -1);
    const third = await registered('拨快三小时以后。');
    expect(third.at - first.at).toBeGreaterThan(OFF - 1000);
    expect(new Set([first, second, third].map(({ number }) => number)).size).toBe(3);

    // due by the database's new time: recorded once
    const breached = () => services.sql<{ times: number }[]>`
      select count(*)::int as times from fact where kind = 'clock-breached' and subject_id = ${first.id}
      group by data ->> 'clockId'`;
    await expect.poll(async () => (await breached()).length, SOON).toBeGreaterThan(0);
    expect((await breached()).every(({ times }) => times === 1)).toBe(true);
    await expect.poll(async () => (await verifyChain(services.sql, story.orgId)).unsealed, SOON).toBe(0);
    // in the order of their transactions, whatever their times say
    expect((await verifyChain(services.sql, story.orgId)).broken).toBeNull();
    const rows = await services.sql<{ id: string }[]>`
      select subject_id as id from fact where kind = 'complaint-registered' order by xid`;
    expect(rows.map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
    // at its next sign of life, by the new time
    await expect.poll(async () => (await health.get('/readyz')).body.worker, SOON).toBe(true);
  });
});
