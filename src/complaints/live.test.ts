import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, startDesk } from '../app/testing.ts';
import { type LiveStream, openStream } from '../app/testing-stream.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';

let desk: Desk;
let story: SetUpStory;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk);
});
afterAll(() => desk.close());

it('the ninth live stream of a session works, and the oldest is told to ask now and then', async () => {
  const member = story.staff['service-supervisor'];
  const streams: LiveStream[] = [];
  for (let n = 0; n < 9; n++) streams.push(await openStream(desk, member?.token));
  const [oldest, ...others] = streams;
  await oldest?.over;
  expect(oldest?.heard()).toMatch(/event: displaced\ndata: \{\}\n\n$/);

  const { body } = await story
    .as('service-supervisor')
    .post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '漏油' });
  for (let tries = 0; tries < 100 && !others.every((stream) => stream.heard().includes(body.id)); tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(others.map((stream) => stream.heard().includes(body.id))).toEqual(others.map(() => true));
  expect(others.some((stream) => stream.heard().includes('displaced'))).toBe(false);
  expect(oldest?.heard()).not.toContain(body.id);
  await Promise.all(others.map((stream) => stream.close()));
});
