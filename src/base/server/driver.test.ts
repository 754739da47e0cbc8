import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase, type Sql } from './db.ts';

/** Connections are lost; what the driver does then is ours to answer for (driver.ts). */

let other: Sql;
const pools: Sql[] = [];

beforeAll(() => {
  other = openDatabase(inject('wanhuiDatabase').adminUrl, { max: 1 });
});
afterAll(() => Promise.all([other, ...pools].map((pool) => pool.end({ timeout: 1 }))));

function pool(max: number): Sql {
  const one = openDatabase(inject('wanhuiDatabase').adminUrl, { max, againMs: 20, name: `lost ${pools.length}` });
  pools.push(one);
  return one;
}

const pidOf = async (connection: Pick<Sql, 'unsafe'>): Promise<number> =>
  (await connection.unsafe<{ pid: number }[]>('select pg_backend_pid() as pid'))[0]?.pid ?? 0;
async function lose(...pids: number[]): Promise<void> {
  await other`select pg_terminate_backend(pid) from unnest(${pids}::int[]) as pid`;
  await expect.poll(() => other`select from pg_stat_activity where pid = any(${pids})`).toHaveLength(0);
}
const lost = { code: 'CONNECTION_CLOSED' };
const LOST = [lost.code, '57P01'];

it('a copy whose last bytes filled the reader is read to its end, and the connection goes on', {
  timeout: 5000,
}, async () => {
  const sql = pool(1);
  // of several sizes, since it depends on how the bytes arrive
  for (const kilobytes of [60, 70, 100, 200, 1000]) {
    const copied = await sql.unsafe(`copy (select repeat('x', ${kilobytes * 1024})) to stdout`).readable();
    let bytes = 0;
    for await (const piece of copied) bytes += (piece as Buffer).length;
    expect(bytes).toBe(kilobytes * 1024 + 1);
    expect(await pidOf(sql)).toBeGreaterThan(0);
  }
});

it('a transaction has its connection for itself, also where nothing more may be said on it before', {
  timeout: 20_000,
}, async () => {
  const { adminUrl } = inject('wanhuiDatabase');
  const pooled = openDatabase(adminUrl, { max: 2, prepare: false });
  const deep = openDatabase(adminUrl, { max: 2 });
  pools.push(pooled, deep);
  const doubled = (sql: Sql, n: number) => sql.begin(async (tx) => (await tx`select ${n}::int * 2 as n`)[0]?.['n']);
  expect(await doubled(pooled, 21)).toBe(42);
  // behind so many statements that this one fills what may be under way on the connection
  for (const before of [98, 99, 100, 101]) {
    const busy = Array.from({ length: before * 2 }, () => deep.unsafe('select pg_sleep(0.001)').execute());
    const answers = [1, 2, 3].map((n) => doubled(deep, n));
    expect(await Promise.all(answers)).toEqual([2, 4, 6]);
    await Promise.all(busy);
  }
});

it('a pool that is ended while connections are lent ends as soon as they are given back, and not before', {
  timeout: 5000,
}, async () => {
  const sql = pool(2);
  const lent = await sql.reserve();
  const idle = await sql.reserve();
  const pid = await pidOf(lent);
  let hasEnded = false;
  const ended = sql.end({ timeout: 60 }).then(() => {
    hasEnded = true;
  });
  expect(await pidOf(lent)).toBe(pid);
  expect(hasEnded).toBe(false);
  idle.release();
  // given back with something still under way on it, which is answered
  const last = lent.unsafe('select pg_sleep(0.05), 7 as n').execute();
  await new Promise(setImmediate);
  lent.release();
  expect((await last)[0]?.['n']).toBe(7);
  await ended;
  await expect.poll(() => other`select from pg_stat_activity where pid = ${pid}`).toHaveLength(0);
});

describe('a connection that is lost', () => {
  it('no longer answers who held it, also when somebody else has it anew', async () => {
    const sql = pool(1);
    const first = await sql.reserve();
    await lose(await pidOf(first));
    const second = await sql.reserve();
    await second.unsafe('begin; create temporary table mine (a int)');
    await expect(first`rollback`).rejects.toMatchObject(lost);
    first.release();

    let third: unknown = null;
    const waiting = sql.reserve().then((connection) => (third = connection));
    expect(await second`select a from mine`).toEqual([]);
    expect(third).toBeNull();
    await second`commit`;
    second.release();
    await waiting;
    expect(third).not.toBeNull();
  });

  it('is opened anew for who waits for it', async () => {
    const sql = pool(1);
    const first = await sql.reserve();
    const waiting = sql.reserve();
    await lose(await pidOf(first));
    const second = await waiting;
    expect(await pidOf(second)).toBeGreaterThan(0);
    first.release();
    second.release();
    expect(await pidOf(sql)).toBeGreaterThan(0);
  });

  it('ends a transaction, and none after it', async () => {
    const sql = pool(1);
    const broken = sql.begin(async (tx) => {
      await lose(await pidOf(tx as unknown as Sql));
      await tx`select 1`;
    });
    await expect(broken).rejects.toMatchObject(lost);
    expect(await sql.begin((tx) => tx`select 2 as two`)).toEqual([{ two: 2 }]);
  });

  it('rejects what waits behind a statement on it', async () => {
    const sql = pool(1);
    const held = await sql.reserve();
    const pid = await pidOf(held);
    const statements = Array.from({ length: 5 }, (_, n) =>
      held`select ${n}::int, pg_sleep(60)`.catch((error) => error),
    );
    await expect
      .poll(() => other`select from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`)
      .toHaveLength(1);
    await lose(pid);
    for (const answer of await Promise.all(statements)) expect(LOST).toContain(answer.code);
  });
});

it('a busy pool that loses all its connections again and again leaves nobody without an answer', async () => {
  const sql = pool(4);
  const codes = new Set<unknown>();
  let over = false;
  let answered = 0;
  const caller = async (n: number): Promise<void> => {
    while (!over) {
      try {
        if (n % 2) await sql`select ${n}::int`;
        else {
          const held = await sql.reserve();
          try {
            await held.unsafe('begin');
            await held`select ${n}::int`;
            await held.unsafe('commit');
          } finally {
            // what every transaction does that did not come to its end
            await held.unsafe('rollback').catch(() => {});
            held.release();
          }
        }
        answered++;
      } catch (error) {
        codes.add((error as { code?: unknown }).code);
      }
    }
  };
  const callers = Promise.all(Array.from({ length: 12 }, (_, n) => caller(n)));
  for (let loss = 0; loss < 8; loss++) {
    const before = answered;
    const rows = await other<{ pid: number }[]>`
      select pid from pg_stat_activity where application_name = ${`lost ${pools.length - 1}`}`;
    await other`select pg_terminate_backend(pid) from unnest(${rows.map(({ pid }) => pid)}::int[]) as pid`;
    await expect.poll(() => answered, { timeout: 10_000 }).toBeGreaterThan(before + 100);
  }
  over = true;
  await callers;
  for (const code of codes) expect(LOST).toContain(code);
});
