import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { poolUse } from '../base/server/db.ts';
import { HOUR } from '../base/time.ts';
import { type Desk, startDesk } from './testing.ts';
import { hearLog } from './testing-log.ts';
import { type SetUpStory, setUp } from './testing-team.ts';

const WAIT = { timeout: 20_000 };
let desk: Desk;
let story: SetUpStory;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk);
});
afterAll(() => desk.close());

/** The value of a figure, labels as they are printed. */
const figure = async (name: string): Promise<number> => figureIn(await figures(), name);
const figures = async (): Promise<string> => (await desk.client().get('/metrics')).body;
function figureIn(text: string, name: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? Number.NaN);
}
const register = (given: object = {}): Promise<{ body: { id: string } }> =>
  story.as('service-supervisor').post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '漏油', ...given });

describe('figures', () => {
  it('are for this machine, and for nobody whom a proxy speaks for', async () => {
    expect((await desk.client().get('/metrics')).status).toBe(200);
    for (const name of ['x-forwarded-for', 'forwarded'])
      expect((await desk.client(null, { [name]: '127.0.0.1' }).get('/metrics')).status).toBe(404);
  });

  it('are for whoever shows the token where one is set, from anywhere, and for nobody else', async () => {
    const token = 'a token of the operator';
    const other = await startDesk({ metricsToken: token });
    try {
      const ask = async (headers: Record<string, string>): Promise<number> =>
        (await other.client(null, headers).get('/metrics')).status;
      expect(await ask({ authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' })).toBe(200);
      expect(await ask({})).toBe(404);
      for (const wrong of ['', 'Bearer ', `Bearer ${token}x`, token, `Basic ${token}`])
        expect([wrong, await ask({ authorization: wrong })]).toEqual([wrong, 404]);
    } finally {
      await other.close();
    }
  });

  it('count requests by route, method and class of status, and hold no address that somebody typed', async () => {
    const { body } = await register();
    await story.as('service-supervisor').get(`/api/complaints/${body.id}`);
    await desk.client().get('/api/complaints/typed-by-somebody');
    await desk.client().get('/typed-by-somebody');
    const counted = 'wanhui_http_request_seconds_count';
    expect(await figure(`${counted}{method="POST",route="/api/complaints",status="2xx"}`)).toBeGreaterThan(0);
    expect(await figure(`${counted}{method="GET",route="/api/complaints/:id",status="2xx"}`)).toBe(1);
    expect(await figure(`${counted}{method="GET",route="/api/complaints/:id",status="4xx"}`)).toBe(1);
    const { body: text } = await desk.client().get('/metrics');
    for (const said of [body.id, 'typed-by-somebody', story.orgId, '漏油']) expect(text).not.toContain(said);
  });

  it('say how old the oldest job is that waits, and how many failed for good', async () => {
    await desk.ownerSql`insert into graphile_worker._private_tasks (identifier) values ('made up') on conflict do nothing`;
    await desk.ownerSql`
      insert into graphile_worker._private_jobs (task_id, run_at, attempts, max_attempts)
      select id, now() - interval '90 seconds', attempts, 25
      from graphile_worker._private_tasks, unnest(array[0, 1, 25]) attempts where identifier = 'made up'`;
    expect(await figure('wanhui_job_oldest_seconds')).toBeGreaterThanOrEqual(90);
    expect(await figure('wanhui_jobs_retried')).toBe(1);
    expect(await figure('wanhui_jobs_failed')).toBe(1);
  });

  it('say how late clocks are recorded, before and after', async () => {
    await desk.runJobs('complaints-clocks');
    const done = await figure('wanhui_clock_lateness_seconds_count');
    // 首次联系 is due within two hours
    await register({ receivedAt: new Date(Date.now() - 2 * HOUR + 300).toISOString() });
    await expect.poll(() => figure('wanhui_clock_overdue_seconds'), WAIT).toBeGreaterThan(0);
    await expect
      .poll(async () => {
        await desk.runJobs('complaints-clocks');
        return figure('wanhui_clock_lateness_seconds_count');
      }, WAIT)
      .toBe(done + 1);
    expect(await figure('wanhui_clock_overdue_seconds')).toBe(0);
    expect(await figure('wanhui_clock_lateness_seconds_sum')).toBeGreaterThan(0);
  });

  it('say how old the oldest fact is that is not sealed, and how late news is heard', async () => {
    await register();
    // a transaction under way in any database of the cluster holds the sealing back
    await expect
      .poll(async () => {
        await desk.runJobs('base-seal');
        return figure('wanhui_fact_unsealed_seconds');
      }, WAIT)
      .toBe(0);
    await register();
    expect(await figure('wanhui_fact_unsealed_seconds')).toBeGreaterThan(0);
    await expect.poll(() => figure('wanhui_feed_lag_seconds_count')).toBeGreaterThan(0);
  });

  it('say how many connections are kept and how many wait, also when there is none left to ask with', async () => {
    const used = () => figure('wanhui_pool_connections{pool="desk",state="used"}');
    const waiting = () => figure('wanhui_pool_connections{pool="desk",state="waiting"}');
    await expect.poll(used, WAIT).toBeLessThan(3);
    const asked = Array.from({ length: 12 }, () => desk.sql.reserve().then((one) => void taken.push(one)));
    const taken: { release(): void }[] = [];
    await expect.poll(waiting, WAIT).toBeGreaterThan(3);
    const text = await figures();
    // those that look for figures wait too
    const { held } = poolUse(desk.sql);
    expect(figureIn(text, 'wanhui_pool_connections{pool="desk",state="used"}')).toBe(held);
    expect([figureIn(text, 'wanhui_database_up'), figureIn(text, 'wanhui_jobs_waiting')]).toEqual([0, Number.NaN]);
    for (let done = 0; done < 12; ) {
      for (const one of taken.splice(0)) {
        one.release();
        done++;
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(asked);
    expect([await used(), await waiting(), await figure('wanhui_database_up')]).toEqual([expect.any(Number), 0, 1]);
  });

  it('know the event loop, the memory and whether the database answers', async () => {
    expect(await figure('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(await figure('process_resident_memory_bytes')).toBeGreaterThan(0);
    expect(await figure('wanhui_database_up')).toBe(1);
  });
});

describe('a stream of live news', () => {
  const open = (post = 'service-supervisor'): ReturnType<typeof connect> => {
    const { hostname, port } = new URL(desk.url);
    const socket = connect(Number(port), hostname);
    const { token } = story.staff[post] ?? {};
    socket.write(`GET /api/live HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    socket.on('error', () => undefined);
    return socket;
  };
  const held = (): Promise<number> => figure('wanhui_live_streams');

  it('is counted while it is open', async () => {
    const socket = open();
    await expect.poll(held, WAIT).toBe(1);
    socket.destroy();
    await expect.poll(held, WAIT).toBe(0);
  });

  it('whose reader left while we asked who it is does not stay open for ever', async () => {
    const sockets = (): Promise<number> =>
      new Promise((done) => desk.app.server.getConnections((_error, count) => done(count)));
    const before = await sockets();
    const { held: kept } = poolUse(desk.sql);
    const taken = await Promise.all(Array.from({ length: 8 - kept }, () => desk.sql.reserve()));
    const gone = open('service-agent');
    await expect.poll(sockets, WAIT).toBe(before + 1);
    gone.destroy();
    await expect.poll(sockets, WAIT).toBe(before);
    for (const one of taken) one.release();
    expect((await story.as('service-agent').get('/api/session')).status).toBe(200);
    expect(await held()).toBe(0);
  });

  it('whose reader reads nothing is cut off instead of being kept in memory', async () => {
    const socket = open();
    await expect.poll(held, WAIT).toBe(1);
    socket.pause();
    const ring = JSON.stringify({ orgId: story.orgId, staffIds: [story.staff['service-supervisor']?.staffId] });
    for (let n = 0; n < 200 && (await held()) > 0; n++) {
      // PostgreSQL passes on the same words once a transaction
      await desk.ownerSql`
        select pg_notify('wanhui_bells', ${ring} || repeat(' ', n)) from generate_series(1, 2000) n`;
    }
    expect(await held()).toBe(0);
    socket.destroy();
  });
});

describe('the number of a request', () => {
  it('stands in every reply, in every refusal, and in the line that the log has of a fault', async () => {
    const heard = hearLog('info');
    const supervisor = story.as('service-supervisor');
    try {
      const { body } = await register();
      await desk.ownerSql`alter table complaint_text rename to complaint_text_away`;
      const fault = await supervisor.post(`/api/complaints/${body.id}/notes`, { body: '请留意' });
      await desk.ownerSql`alter table complaint_text_away rename to complaint_text`;
      expect(fault.status).toBe(500);
      const answers = [
        fault,
        await supervisor.get(`/api/complaints/${body.id}`),
        await desk.client().get('/api/people'),
        await desk.client().get('/api/nothing'),
        await desk.client().get('/healthz'),
        await desk.client().get('/api/docs'),
        await desk.client().get('/api/%ff'),
      ];
      const numbers = answers.map(({ headers }) => headers.get('x-request-id'));
      expect(new Set(numbers).size).toBe(answers.length);
      for (const { status, headers, body: said } of answers) {
        expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
        if (status >= 400) expect(said.requestId).toBe(headers.get('x-request-id'));
      }
      expect(fault.body.title).toContain(fault.body.requestId);
      expect(heard.lines.filter((line) => line.includes(fault.body.requestId)).length).toBe(1);
    } finally {
      heard.stop();
    }
  });

  it('stands in the answer to what is no request at all', async () => {
    const { hostname, port } = new URL(desk.url);
    const text = await new Promise<string>((done) => {
      const socket = connect(Number(port), hostname, () => socket.write('NONSENSE\r\n\r\n'));
      let said = '';
      socket.on('data', (chunk) => (said += chunk.toString()));
      socket.on('close', () => done(said));
    });
    const number = /x-request-id: (\S+)/.exec(text)?.[1];
    expect(number).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(text.slice(text.indexOf('{')))).toMatchObject({ code: 'base.bad-request', requestId: number });
  });
});
