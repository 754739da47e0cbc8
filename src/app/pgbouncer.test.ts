import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Config } from '../base/server/config.ts';
import { openDatabase } from '../base/server/db.ts';
import { verifyChain } from '../base/server/seal.ts';
import { openDeskDatabase } from './database.ts';
import { asAccount } from './embedded-account.ts';
import { buildServer } from './server.ts';
import { openServices } from './services.ts';
import { type Client, clientOf } from './testing.ts';
import { hasPostgres15, type Postgres15, startPostgres15 } from './testing-postgres.ts';
import { PASSWORD, setUp } from './testing-team.ts';
import { jobsOf } from './wiring.ts';
import { startWorker } from './worker.ts';

const PGBOUNCER = '/usr/sbin/pgbouncer';
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });
const SOON = { timeout: 30_000, interval: 20 };
const SESSION = 6432;
const TRANSACTION = 6433;

describe.skipIf(!hasPostgres15 || !existsSync(PGBOUNCER))('behind PgBouncer', () => {
  let postgres: Postgres15;
  const opened: (() => unknown)[] = [];
  const quiet = (): void => {};

  beforeAll(async () => {
    postgres = await startPostgres15();
    opened.push(postgres.remove);
    for (const [port, mode] of [
      [SESSION, 'session'],
      [TRANSACTION, 'transaction'],
    ] as const) {
      const pooler = pool(postgres, port, mode);
      opened.push(async () => {
        pooler.kill('SIGKILL');
        await once(pooler, 'exit');
      });
      const through = openDatabase(postgres.address('desk%20server', 'desk', port), { max: 1, againMs: 50 });
      await vi.waitFor(() => through`select 1`, { timeout: 10_000 });
      await through.end();
    }
  });
  afterAll(async () => {
    for (const close of opened.reverse()) await close();
  });

  /** A whole day at the desk in short: set up, sign in, register, hear of it, list. */
  async function works(config: Config): Promise<void> {
    const database = await openDeskDatabase(config, quiet);
    const services = await openServices(config, database.url);
    const worker = await startWorker(services, jobsOf(services));
    const app = await buildServer(services, { checkReplies: true });
    try {
      const url = await app.listen({ host: '127.0.0.1', port: 0 });
      const email = `admin-${crypto.randomUUID()}@example.invalid`;
      const story = await setUp({ sql: services.sql, client: (token) => clientOf(url, token ?? null) }, { email });
      const signedIn = await clientOf(url, null).post('/api/session', { email, password: PASSWORD });
      expect(signedIn.status, JSON.stringify(signedIn.body)).toBe(204);
      const agent: Client = story.as('service-supervisor');
      const heard: string[] = [];
      services.facts.subscribe((facts) => heard.push(...facts.map(({ subjectId }) => subjectId ?? '')));
      const rung: string[] = [];
      const hearing = await services.sql.listen('wanhui_test', (text) => rung.push(text));
      await services.sql.notify('wanhui_test', 'rung');
      await expect.poll(() => rung, SOON).toEqual(['rung']);
      await hearing.unlisten();
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          agent.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: `第 ${n} 位客户` }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 201));
      await expect.poll(() => answers.filter(({ body }) => !heard.includes(body.id)), SOON).toEqual([]);
      const reads = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          agent.get(n % 2 ? '/api/complaints' : `/api/complaints/${answers[n]?.body.id}`),
        ),
      );
      expect(reads.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
      // the worker has transactions of its own: it seals facts and counts sums
      const isKept = async (): Promise<boolean> => {
        for (const job of jobsOf(services))
          if (!job.queued && /^(base-seal|complaints-sums)$/.test(job.name))
            await job.run({ sql: services.sql, files: services.files });
        const { facts, broken } = await verifyChain(services.sql, story.orgId);
        const uncounted = await services.sql`select from complaint_touched where org_id = ${story.orgId}`;
        return facts > 30 && broken === null && uncounted.length === 0;
      };
      // or its worker is just at it
      await expect.poll(isKept, SOON).toBe(true);
    } finally {
      await worker.stop();
      await app.close();
      await services.close();
    }
  }

  const at = (role: string, port: number): string => postgres.address(role, 'desk', port);

  test('session pooling needs nothing else', async () => {
    await works(
      postgres.config({ databaseUrl: at('desk%20server', SESSION), databaseOwnerUrl: at('desk_owner', SESSION) }),
    );
  });

  test('transaction pooling alone is refused with what to do', async () => {
    const pooled = at('desk%20server', TRANSACTION);
    const ways: [setting: string, config: Partial<Config>][] = [
      ['DATABASE_URL', { databaseUrl: pooled }],
      ['DATABASE_OWNER_URL', { databaseOwnerUrl: at('desk_owner', TRANSACTION) }],
      ['DATABASE_DIRECT_URL', { databaseUrl: pooled, databaseDirectUrl: pooled }],
    ];
    for (const [setting, config] of ways) {
      await expect(openDeskDatabase(postgres.config(config), quiet)).rejects.toThrow(
        `${setting} goes through a pooler that lends connections by transaction`,
      );
    }
  });

  test('transaction pooling works with a direct address for listening and jobs', async () => {
    const databaseUrl = at('desk%20server', TRANSACTION);
    await works(postgres.config({ databaseUrl, databaseDirectUrl: at('desk%20server', 5432) }));
  });

  test('statements that meet on a connection lent by transaction are all answered', async () => {
    const sql = openDatabase(at('desk%20server', TRANSACTION), { max: 2, prepare: false });
    try {
      for (let round = 0; round < 20; round++) {
        const asked = Array.from({ length: 20 }, (_, n) => (n % 2 ? sql`select ${n}::int as n` : sql`select -1 as n`));
        const answers = await Promise.all(asked);
        expect(answers.map(([row]) => row?.['n'])).toEqual(asked.map((_, n) => (n % 2 ? n : -1)));
      }
    } finally {
      await sql.end({ timeout: 1 });
    }
  });
});

function pool({ folder, account }: Postgres15, port: number, mode: string): ChildProcess {
  const home = join(folder, `pgbouncer-${port}`);
  mkdirSync(home);
  const users = join(home, 'users');
  writeFileSync(users, ['desk server', 'desk_owner'].map((name) => `"${name}" "secret"`).join('\n'), { mode: 0o644 });
  const file = join(home, 'pgbouncer.ini');
  writeFileSync(
    file,
    [
      '[databases]',
      `desk = host=${folder} port=5432`,
      '[pgbouncer]',
      'listen_addr =',
      `listen_port = ${port}`,
      `unix_socket_dir = ${folder}`,
      'auth_type = scram-sha-256',
      `auth_file = ${users}`,
      `pool_mode = ${mode}`,
      // fewer than clients, so that by transaction they do share; by session each listener keeps one for good
      `default_pool_size = ${mode === 'session' ? 40 : 5}`,
    ].join('\n'),
    { mode: 0o644 },
  );
  return spawn(PGBOUNCER, ['-q', file], { ...asAccount(account), cwd: '/', stdio: 'ignore' });
}
