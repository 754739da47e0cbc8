import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { openDatabase } from '../base/server/db.ts';
import { log } from '../base/server/log.ts';

let desk: Desk;
let story: SetUpStory;
beforeAll(async () => {
  // one line for each that is lost
  log.level = 'silent';
  desk = await startDesk();
  story = await setUp(desk, { pack: 'gift-delivery' });
});
afterAll(() => desk?.close());

it('registrations that never pause go on after their connections were lost', async () => {
  const agent = story.as('service-agent');
  const seen: number[] = [];
  let over = false;
  const clerk = async (): Promise<void> => {
    while (!over) {
      const { status } = await agent.post('/api/complaints', { storeId: story.stores[0]?.id, callerName: '示例' });
      seen.push(status);
    }
  };
  const clerks = Promise.all([clerk(), clerk(), clerk()]);
  const registered = (): number => seen.filter((status) => status === 201).length;
  await expect.poll(registered, { timeout: 10_000 }).toBeGreaterThan(20);
  const admin = openDatabase(desk.urls.adminUrl, { max: 1 });
  for (let loss = 0; loss < 3; loss++) {
    const before = registered();
    await admin`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = ${new URL(desk.urls.url).pathname.slice(1)} and application_name = 'wanhui server'`;
    await expect.poll(registered, { timeout: 10_000 }).toBeGreaterThan(before + 20);
  }
  over = true;
  await clerks;
  await admin.end();
  // 503: the connection went away while it was asked
  expect([...new Set(seen)].filter((status) => status !== 201 && status !== 503)).toEqual([]);
});
