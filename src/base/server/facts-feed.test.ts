import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, startDesk } from '../../app/testing.ts';
import { openFactFeed } from './facts-feed.ts';
import { newId } from './ids.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

it('hears of every fact of a transaction that brings thousands, each once, a part at a time', async () => {
  const feed = await openFactFeed(desk.sql);
  const orgId = newId();
  const heard: string[] = [];
  let most = 0;
  feed.subscribe((facts) => {
    const ours = facts.filter((fact) => fact.orgId === orgId);
    most = Math.max(most, ours.length);
    heard.push(...ours.map(({ id }) => id));
  });
  const many = 12_345;
  await desk.sql`
    insert into fact (org_id, id, kind, occurred_at, recorded_at, sample)
    select ${orgId}, gen_random_uuid(), 'note-written', now(), now(), true from generate_series(1, ${many})`;
  await desk.sql`
    insert into fact (org_id, id, kind, occurred_at, recorded_at, sample)
    values (${orgId}, ${newId()}, 'note-written', now(), now(), true)`;
  await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(many + 1);
  expect(new Set(heard).size).toBe(many + 1);
  expect(most).toBeLessThanOrEqual(5000);
  await feed.stop();
});
