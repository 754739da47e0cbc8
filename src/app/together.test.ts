import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Desk, startDesk } from './testing.ts';
import { type SetUpStory, setUp } from './testing-team.ts';
import { startWorker } from './worker.ts';

let desk: Desk;
let story: SetUpStory;
let storeId: string;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  storeId = story.stores[0]?.id ?? '';
});
afterAll(() => desk.close());

const counted = async (): Promise<number> => {
  const [row] = await desk.sql<{ count: number }[]>`select count(*)::int as count from complaint`;
  return row?.count ?? -1;
};

it('registrations that arrive together are each whole, and one that is refused harms no other', async () => {
  const agent = story.as('service-supervisor');
  const before = await counted();
  const same = { storeId, ownWords: '同一份登记，连按了三次' };
  const key = 'the-same-registration';
  const others = Array.from({ length: 12 }, (_, n) =>
    agent.post('/api/complaints', {
      storeId,
      ownWords: `空调异响，第 ${n} 位客户`,
      callerName: `客户${n}`,
      callerPhone: `1000000${1000 + n}`,
      demands: [{ type: 'repair-again', body: '修好' }],
      outsideNumbers: [{ number: `转办${n}`, sender: '12345', contact: '', dueAt: null }],
    }),
  );
  const [first, second, third, foreign, ...rest] = await Promise.all([
    agent.post('/api/complaints', same, { 'idempotency-key': key }),
    agent.post('/api/complaints', same, { 'idempotency-key': key }),
    agent.post('/api/complaints', same, { 'idempotency-key': key }),
    agent.post('/api/complaints', { storeId, ownWords: '别的内容，用了同一个键' }, { 'idempotency-key': key }),
    ...others,
  ]);
  const kept = [first, second, third, foreign].filter(({ status }) => status === 201);
  expect(new Set(kept.map(({ body }) => body.id)).size).toBe(1);
  expect([first, second, third, foreign].filter(({ status }) => status === 422).length).toBeGreaterThan(0);
  expect(rest.filter(({ status }) => status !== 201)).toEqual([]);
  expect(await counted()).toBe(before + 13);

  const numbers = new Set(rest.map(({ body }) => body.number));
  expect(numbers.size).toBe(12);
  for (const { body } of rest) {
    const { body: opened } = await agent.get(`/api/complaints/${body.id}`);
    expect([opened.demands.length, opened.outsideNumbers.length, opened.ownWords.length]).toEqual([1, 1, 1]);
    expect(opened.clocks.length).toBeGreaterThan(0);
  }
});

it('clockwork strikes once for all workers, and each queued job is done by one of them', async () => {
  const done: unknown[] = [];
  const jobs = [
    { name: 'test-every-minute', cron: '* * * * *', run: async () => void done.push('struck') },
    { name: 'test-queued', queued: true, run: async (_: unknown, given: unknown) => void done.push(given) },
  ] as const;
  // shortly before the last full minute: what is due then is due for the database too
  const minute = 60_000;
  const now = Math.floor(Date.now() / minute) * minute - 1500;
  vi.useFakeTimers({ toFake: ['Date'], now, shouldAdvanceTime: true });
  const workers = await Promise.all([1, 2].map(() => startWorker(desk.services, jobs)));
  try {
    await desk.sql`select graphile_worker.add_job('test-queued', json_build_object('n', n)) from generate_series(1, 20) n`;
    await expect.poll(() => done.length, { timeout: 10_000 }).toBe(21);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    vi.useRealTimers();
  }
  expect(new Set(done.map((one) => JSON.stringify(one))).size).toBe(21);
  expect(done).toHaveLength(21);
});

it('what strikes once a night is made up for by a desk that was off that night', async () => {
  let struck = 0;
  const jobs = [{ name: 'test-nightly', cron: '17 3 * * *', run: async () => void struck++ }];
  const start = async (till: number) => {
    const worker = await startWorker(desk.services, jobs);
    await expect.poll(() => struck, { timeout: 10_000 }).toBe(till);
    await worker.stop();
  };
  await start(0);
  await desk.ownerSql`
    update graphile_worker._private_known_crontabs
    set known_since = now() - interval '9 days', last_execution = now() - interval '2 days'
    where identifier = 'test-nightly'`;
  await start(1);
});
