import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, startDesk } from './testing.ts';
import { type SetUpStory, setUp } from './testing-team.ts';

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
