import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Config } from '../base/server/config.ts';
import { verifyChain } from '../base/server/seal.ts';
import { openDeskDatabase } from './database.ts';
import { migrations, tooOld } from './migrate.ts';
import { buildServer } from './server.ts';
import { openServices, type Services } from './services.ts';
import { clientOf } from './testing.ts';
import { hasPostgres15, startPostgres15 } from './testing-postgres.ts';
import { PASSWORD, setUp } from './testing-team.ts';
import { jobsOf } from './wiring.ts';
import { startWorker } from './worker.ts';

test('a PostgreSQL older than 15 is refused in words', () => {
  expect(tooOld(140_011)).toContain('PostgreSQL 14');
  expect(tooOld(150_000)).toBeNull();
});

describe.skipIf(!hasPostgres15)('on an existing PostgreSQL 15', () => {
  const quiet = (): void => {};
  let config: Config;
  let services: Services;
  const opened: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const postgres = await startPostgres15();
    opened.push(postgres.remove);
    config = postgres.config();
  });

  afterAll(async () => {
    for (const close of opened.reverse()) await close();
  });

  test('two processes that migrate at once apply each file once', async () => {
    const [first] = await Promise.all([openDeskDatabase(config, quiet), openDeskDatabase(config, quiet)]);
    services = await openServices(config, first.url);
    opened.push(services.close);
    const [row] = await services.sql<{ applied: number; version: string }[]>`
      select count(*)::int as applied, current_setting('server_version') as version from migration`;
    expect(row?.version).toMatch(/^15\./);
    expect(row?.applied).toBe(migrations().length);
  });

  test('the desk is set up, answers, works and seals', async () => {
    const app = await buildServer(services, { checkReplies: true });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    opened.push(() => app.close());
    opened.push((await startWorker(services, jobsOf(services))).stop);
    const client = clientOf(url, null);
    const story = await setUp(
      { sql: services.sql, client: (token) => clientOf(url, token ?? null) },
      { email: 'admin@example.invalid' },
    );
    expect(await client.get('/readyz')).toMatchObject({ status: 200 });
    const signedIn = await client.post('/api/session', { email: 'admin@example.invalid', password: PASSWORD });
    expect(signedIn.status).toBe(204);
    expect((await story.as('general-manager').get('/api/stores')).body.items).toHaveLength(2);
    await expect.poll(async () => (await verifyChain(services.sql, story.orgId)).unsealed, { timeout: 10_000 }).toBe(0);
    expect((await verifyChain(services.sql, story.orgId)).broken).toBeNull();
    await expect(services.sql`update fact set kind = 'x'`).rejects.toThrow('permission denied');
  });
});
