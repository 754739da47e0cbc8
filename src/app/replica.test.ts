import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Config } from '../base/server/config.ts';
import { openDatabase, type Sql } from '../base/server/db.ts';
import { openDeskDatabase } from './database.ts';
import { doctor } from './doctor.ts';
import { buildServer } from './server.ts';
import { openServices, type Services } from './services.ts';
import { type Client, clientOf } from './testing.ts';
import { type Cluster, hasPostgres15, type Postgres15, startPostgres15 } from './testing-postgres.ts';
import { PASSWORD, type SetUpStory, setUp } from './testing-team.ts';

const PORT = 5433;
const EMAIL = 'admin@example.invalid';
const LAG_SECONDS = 1;

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

describe.skipIf(!hasPostgres15)('a read replica', () => {
  let postgres: Postgres15;
  let standby: Cluster;
  let replica: Sql;
  let config: Config;
  let services: Services;
  let story: SetUpStory;
  let url: string;
  const opened: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    postgres = await startPostgres15();
    opened.push(postgres.remove);
    config = postgres.config({ readLagSeconds: LAG_SECONDS });
    const database = await openDeskDatabase(config, () => {});
    const sql = openDatabase(database.url, { max: 2 });
    story = await setUp({ sql, client: (token) => clientOf(url, token ?? null) }, { email: EMAIL });
    await sql.end();
    standby = postgres.standby(PORT);
    standby.start();
    replica = openDatabase(postgres.address('postgres', 'desk', PORT), { max: 1, againMs: 50 });
    opened.push(() => replica.end());
    config = { ...config, databaseReadUrl: postgres.address('desk%20server', 'desk', PORT) };
    services = await openServices(config, database.url);
    opened.push(services.close);
    const app = await buildServer(services, { checkReplies: true });
    opened.push(() => app.close());
    url = await app.listen({ host: '127.0.0.1', port: 0 });
    await becomes('follows');
  });
  afterAll(async () => {
    for (const close of opened.reverse()) await close();
  });

  const becomes = (state: string) =>
    vi.waitFor(() => expect(services.replica?.state().state).toBe(state), { timeout: 15_000, interval: 20 });
  const reads = () => ({ ...services.replica?.reads });
  /** A program that sends back what it was told of its writes. */
  const supervisor = (written: string): Client =>
    clientOf(url, story.staff['service-supervisor']?.token ?? null, { 'wanhui-written': written });
  const register = async (words: string): Promise<{ id: string; written: string }> => {
    const { status, body, headers } = await supervisor('0').post('/api/complaints', {
      storeId: story.stores[0]?.id,
      ownWords: words,
    });
    expect(status, JSON.stringify(body)).toBe(201);
    return { id: body.id, written: headers.get('wanhui-written') ?? '' };
  };
  const ids = async (client: Client): Promise<string[]> => {
    const { status, body } = await client.get('/api/complaints', { order: 'newest' });
    expect(status, JSON.stringify(body)).toBe(200);
    return body.items.map((item: { id: string }) => item.id);
  };

  test('lists, search and figures are read from it; whoever does not say what they wrote reads from the primary', async () => {
    await register('空调异响');
    const before = reads();
    for (const path of [
      '/api/complaints',
      '/api/complaints/count',
      '/api/complaints/figures',
      '/api/complaints/trends',
    ]) {
      expect((await supervisor('0').get(path)).status).toBe(200);
    }
    expect((await supervisor('0').get('/api/search', { q: '空调' })).status).toBe(200);
    expect((await story.as('general-manager').get('/api/complaints')).status).toBe(200);
    expect(reads()).toEqual({ replica: (before.replica ?? 0) + 5, primary: (before.primary ?? 0) + 1 });
  });

  test('a browser carries by itself what it wrote', async () => {
    const signedIn = await clientOf(url, null).post('/api/session', { email: EMAIL, password: PASSWORD });
    const cookies = signedIn.headers.getSetCookie();
    expect(cookies.find((one) => one.startsWith('wanhui.written='))).toMatch(
      /^wanhui\.written=\d+; Path=\/api; HttpOnly; SameSite=Lax; Max-Age=31$/,
    );
    const cookie = cookies.map((one) => one.split(';', 1)[0]).join('; ');
    const before = reads().replica ?? 0;
    // soon the replica has the sign-in too
    await expect
      .poll(async () => {
        expect((await clientOf(url, null, { cookie }).get('/api/complaints')).status).toBe(200);
        return reads().replica;
      })
      .toBeGreaterThan(before);
  });

  test('what one wrote is seen at once though the replica stands still; others see it when it lags too far', async () => {
    await becomes('follows');
    await replica`select pg_wal_replay_pause()`;
    const { id, written } = await register('回放暂停时登记');
    expect(await ids(supervisor(written))).toContain(id);
    // nobody else's write is waited for within the bound
    expect(await ids(supervisor('0'))).not.toContain(id);
    await becomes('lags');
    expect(await ids(supervisor('0'))).toContain(id);
    expect((await clientOf(url, null).get('/metrics')).body).toMatch(/^wanhui_replica_usable 0$/m);
    expect(await doctorSays()).toMatch(/✗ read replica: \d+ s behind/);
    await replica`select pg_wal_replay_resume()`;
    await becomes('follows');
    expect((await clientOf(url, null).get('/metrics')).body).toMatch(/^wanhui_replica_usable 1$/m);
    expect(await ids(supervisor(written))).toContain(id);
    expect(await doctorSays()).toContain('✓ read replica: follows closely');
  });

  test('live news comes once the replica has it, so that whoever reads again finds it', async () => {
    await becomes('follows');
    const heard = new Promise<void>((resolve) => {
      const forget = services.facts.subscribe(() => {
        forget();
        resolve();
      });
    });
    const { id } = await register('先到副本，后到消息');
    await heard;
    const before = reads().replica ?? 0;
    expect(await ids(supervisor('0'))).toContain(id);
    expect(reads().replica).toBe(before + 1);
  });

  test('a replica that ends under way fails nobody, and is used again when it is back', async () => {
    const failed: unknown[] = [];
    let stopped = false;
    const readers = Array.from({ length: 4 }, async () => {
      while (!stopped) {
        const { status, body } = await supervisor('0').get('/api/complaints');
        if (status !== 200) failed.push(body);
      }
    });
    try {
      standby.stop();
      await becomes('away');
      expect((await clientOf(url, null).get('/metrics')).body).not.toMatch(/^wanhui_replica_lag_seconds /m);
      const { id } = await register('副本停机时登记');
      expect(await ids(supervisor('0'))).toContain(id);
      standby.start();
      await becomes('follows');
    } finally {
      stopped = true;
      await Promise.all(readers);
    }
    expect(failed).toEqual([]);
    const before = reads().replica ?? 0;
    await ids(supervisor('0'));
    expect(reads().replica).toBe(before + 1);
  });

  test('what is no standby of this database is never asked', async () => {
    const said = await doctorSays({ databaseReadUrl: config.databaseUrl });
    expect(said).toContain('✗ read replica: is no standby of this database');
  });

  async function doctorSays(changes: Partial<Config> = {}): Promise<string> {
    const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
    try {
      await doctor({ ...config, ...changes }, () => {});
      return printed.mock.calls.flat().join('\n');
    } finally {
      printed.mockRestore();
    }
  }
});
