import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import fastify from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Listener, listen } from './listen.ts';

const agent = new Agent({ keepAlive: true });
let listener: Listener;
let begun: () => void;
let underWay: Promise<void>;
let answer: () => void;
beforeEach(async () => {
  underWay = new Promise((resolve) => {
    begun = resolve;
  });
  const app = fastify();
  app.get('/fast', async () => 'done');
  app.get('/slow', async () => {
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    begun();
    await answered;
    return 'done';
  });
  listener = await listen(app, { host: '127.0.0.1', port: 0, from: 0 });
});
afterEach(() => listener.close());

async function ask(path: string): Promise<{ said: string; connection: string | undefined }> {
  const asked = get({ agent, host: '127.0.0.1', port: listener.port, path });
  const [reply] = (await once(asked, 'response')) as [IncomingMessage];
  return { said: await text(reply), connection: reply.headers.connection };
}
const never = new AbortController().signal;

test('a request under way is answered though nobody is let in any more', async () => {
  const slow = ask('/slow');
  await underWay;
  const drained = listener.drain({ noticeSeconds: 0, drainSeconds: 20 }, never);
  await expect.poll(() => ask('/fast').catch((error) => error.code)).toBe('ECONNREFUSED');
  answer();
  expect((await slow).said).toBe('done');
  await drained;
});

test('while notice is given each reply ends its connection; kept ones without a request do not hold up the stop', async () => {
  expect((await ask('/fast')).connection).toBe('keep-alive');
  const drained = listener.drain({ noticeSeconds: 0.2, drainSeconds: 20 }, never);
  expect(await ask('/fast')).toEqual({ said: 'done', connection: 'close' });
  const began = Date.now();
  await drained;
  expect(Date.now() - began).toBeLessThan(5000);
});

test.each([
  ['the time for it is over', 0.1, 0],
  ['somebody is in a hurry', 600, 50],
])('a request that does not end is cut when %s', async (_, drainSeconds, hurryMs) => {
  const slow = ask('/slow').catch((error) => error.code);
  await underWay;
  const hurry = new AbortController();
  if (hurryMs) setTimeout(() => hurry.abort(), hurryMs);
  await listener.drain({ noticeSeconds: 0, drainSeconds }, hurry.signal);
  await listener.close();
  expect(await slow).toBe('ECONNRESET');
});
