import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';

let desk: Desk;
let story: SetUpStory;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk);
});
afterAll(() => desk.close());

interface Stream {
  readonly heard: () => string;
  /** Settles when the server has ended it. */
  readonly over: Promise<void>;
  readonly close: () => void;
}

/** Resolves once the stream says hello. */
async function open(token: string): Promise<Stream> {
  const abort = new AbortController();
  const { body } = await fetch(`${desk.url}/api/live`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let heard = '';
  const more = async (): Promise<boolean> => {
    const { done, value } = await reader.read();
    heard += decoder.decode(value);
    return !done;
  };
  while (!heard.includes('event: hello')) await more();
  const over = (async () => {
    while (await more());
  })().catch(() => undefined);
  return { heard: () => heard, over, close: () => abort.abort() };
}

it('the ninth live stream of a session works, and the oldest is told to ask now and then', async () => {
  const member = story.staff['service-supervisor'];
  const streams: Stream[] = [];
  for (let n = 0; n < 9; n++) streams.push(await open(member?.token ?? ''));
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
  for (const stream of others) stream.close();
});
