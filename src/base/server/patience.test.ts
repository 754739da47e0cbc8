import { expect, test } from 'vitest';
import { patience } from './patience.ts';

const NEVER = new Promise<never>(() => {});

test('an answer in time is the answer, and so is a failure', async () => {
  const waiting = patience({ seconds: 5, most: 2 });
  expect(await waiting.within(async () => 7)).toBe(7);
  await expect(waiting.within(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(waiting.underWay).toBe(0);
});

test('work that takes too long is refused, goes on, and counts until it ends', async () => {
  const waiting = patience({ seconds: 0.02, most: 2 });
  let end = (): void => {};
  const work = new Promise<void>((resolve) => {
    end = resolve;
  });
  await expect(waiting.within(() => work)).rejects.toMatchObject({ code: 'base.slow', status: 503 });
  expect([waiting.underWay, waiting.refused.slow]).toEqual([1, 1]);
  end();
  await expect.poll(() => waiting.underWay).toBe(0);
});

test('work that fails after it was given up disturbs nobody', async () => {
  const waiting = patience({ seconds: 0.01, most: 2 });
  let fail = (): void => {};
  const work = new Promise<never>((_, reject) => {
    fail = () => reject(new Error('too late'));
  });
  await expect(waiting.within(() => work)).rejects.toMatchObject({ code: 'base.slow' });
  fail();
  await expect.poll(() => waiting.underWay).toBe(0);
});

test('more than it can hold are refused at once, long work among them', async () => {
  const waiting = patience({ seconds: 5, most: 2 });
  void waiting.within(() => NEVER, { long: true });
  void waiting.within(() => NEVER, { long: true });
  await expect(waiting.within(async () => 7)).rejects.toMatchObject({ code: 'base.overloaded', status: 503 });
  await expect(waiting.within(async () => 7, { long: true })).rejects.toMatchObject({ code: 'base.overloaded' });
  expect(waiting.refused.full).toBe(2);
});
