import { readdirSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { poolUse } from '../base/server/db.ts';
import { verifyChain } from '../base/server/seal.ts';
import { openDeskDatabase } from './database.ts';
import { buildServer } from './server.ts';
import { openServices, type Services } from './services.ts';
import { type Answer, type Client, clientOf } from './testing.ts';
import { hasPostgres15, type Postgres15, startPostgres15 } from './testing-postgres.ts';
import { type SetUpStory, setUp } from './testing-team.ts';
import { jobsOf } from './wiring.ts';
import { startWorker, type Worker } from './worker.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const PATIENCE = { seconds: 1, most: 60 };
const SOON = { timeout: 20_000, interval: 50 };

/** All processes of this cluster stand still, as on a disk that does not answer; nobody's connection is closed. */
function standStill(folder: string): () => void {
  const postmaster = Number(readFileSync(`${folder}/cluster/postmaster.pid`, 'utf8').split('\n')[0]);
  const parentOf = (pid: string): number => {
    try {
      return Number(/\) . (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
    } catch {
      // it has ended meanwhile
      return 0;
    }
  };
  const pids = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === postmaster);
  const all = [postmaster, ...pids.map(Number)];
  for (const pid of all) process.kill(pid, 'SIGSTOP');
  return () => {
    for (const pid of all) process.kill(pid, 'SIGCONT');
  };
}

describe.skipIf(!hasPostgres15)('a database that stands still', () => {
  let postgres: Postgres15;
  let services: Services;
  let app: FastifyInstance;
  let worker: Worker;
  let url: string;
  let story: SetUpStory;
  let agent: Client;
  let goOn = (): void => {};

  beforeAll(async () => {
    postgres = await startPostgres15();
    const config = postgres.config({ patience: PATIENCE });
    const database = await openDeskDatabase(config, () => {});
    services = await openServices(config, database.url);
    app = await buildServer(services, { checkReplies: true });
    url = await app.listen({ host: '127.0.0.1', port: 0 });
    worker = await startWorker(services, jobsOf(services));
    story = await setUp({ sql: services.sql, client: (token) => clientOf(url, token ?? null) });
    agent = story.as('service-supervisor');
  });
  afterAll(async () => {
    goOn();
    await worker?.stop();
    await app?.close();
    await services?.close();
    await postgres?.remove();
  });

  const register = (n: number | string): Promise<Answer> =>
    agent.post(
      '/api/complaints',
      { storeId: story.stores[0]?.id, ownWords: `第 ${n} 位客户` },
      { 'idempotency-key': `press-of-customer-${n}` },
    );
  const figure = async (name: string): Promise<number> => {
    const { body } = await clientOf(url, null).get('/metrics');
    return Number(
      body
        .split('\n')
        .find((one: string) => one.startsWith(`${name} `))
        ?.split(' ')[1],
    );
  };
  const within = async <T>(work: Promise<T>): Promise<{ value: T; ms: number }> => {
    const began = performance.now();
    return { value: await work, ms: performance.now() - began };
  };

  test('has everybody answered in time, refuses whom it cannot hold, says so, and loses nothing', async () => {
    const acknowledged = await Promise.all([1, 2, 3].map(register));
    expect(acknowledged.map(({ status }) => status)).toEqual([201, 201, 201]);
    await agent.get('/api/complaints');
    goOn = standStill(postgres.folder);

    const asked = Array.from({ length: 40 }, (_, n) => [
      within(register(`waits-${n}`)),
      within(agent.get('/api/complaints')),
      within(agent.get('/api/session')),
    ]).flat();
    const health = await within(clientOf(url, null).get('/readyz'));
    expect(health.value).toMatchObject({ status: 503, body: { ok: false, database: false } });
    expect((await clientOf(url, null).get('/healthz')).status).toBe(200);
    expect(await figure('wanhui_database_up')).toBe(0);
    const answers = await Promise.all(asked);
    const codes = new Set(answers.map(({ value }) => `${value.status} ${value.body.code}`));
    expect([...codes].sort()).toEqual(['503 base.overloaded', '503 base.slow']);
    expect(answers.every(({ value }) => value.headers.get('retry-after') === '5')).toBe(true);
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(PATIENCE.seconds * 1000 + 4000);
    expect(await figure('wanhui_requests_under_way')).toBe(PATIENCE.most);
    expect(await figure('wanhui_requests_refused{why="full"}')).toBeGreaterThan(0);

    // however many come in vain, no more of them are held
    const held = poolUse(services.sql).waiting;
    await Promise.all(Array.from({ length: 200 }, () => agent.get('/api/complaints')));
    expect(services.waiting.underWay).toBe(PATIENCE.most);
    expect(poolUse(services.sql).waiting).toBeLessThanOrEqual(held + 10);

    goOn();
    goOn = () => {};
    await expect.poll(() => services.waiting.underWay, SOON).toBe(0);
    await expect.poll(async () => (await clientOf(url, null).get('/readyz')).status, SOON).toBe(200);
    const again = await Promise.all(Array.from({ length: 40 }, (_, n) => register(`waits-${n}`)));
    expect(again.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 201));
    // some were written after all, while nobody waited any more
    expect(again.some(({ headers }) => headers.get('idempotency-replayed') === 'true')).toBe(true);
    const rows = await services.sql<{ number: string }[]>`select number from complaint`;
    const told = [...acknowledged, ...again].map(({ body }) => body.number);
    expect(rows.map(({ number }) => number).sort()).toEqual(told.sort());
    await expect.poll(async () => (await verifyChain(services.sql, story.orgId)).unsealed, SOON).toBe(0);
    expect((await verifyChain(services.sql, story.orgId)).broken).toBeNull();
    await expect.poll(() => poolUse(services.sql).waiting, SOON).toBe(0);
  });

  test('a job that ends while the database is away is over once, and the process goes on', async () => {
    const cluster = ['-D', `${postgres.folder}/cluster`] as const;
    let ran = 0;
    const job = {
      name: 'ends-while-away',
      queued: true,
      async run() {
        ran++;
        postgres.tool('pg_ctl', ...cluster, '-m', 'immediate', 'stop');
        setTimeout(() => postgres.restart(), 1000);
      },
    } as const;
    const worker = await startWorker(services, [job]);
    await services.sql`select graphile_worker.add_job('ends-while-away')`;
    await expect.poll(() => ran, SOON).toBe(1);
    const left = () => services.sql`select 1 from graphile_worker.jobs where task_identifier = 'ends-while-away'`;
    // a failure that nobody waits for fails the whole run of tests
    await expect
      .poll(
        () =>
          left().then(
            ({ count }) => count,
            () => -1,
          ),
        SOON,
      )
      .toBe(0);
    await worker.stop();
    expect(ran).toBe(1);
  });
});
