import { expect, it } from 'vitest';
import { convoy } from './convoy.ts';

const turn = () => new Promise((done) => setImmediate(done));

it('carries what arrives in one turn together, and what comes meanwhile with the next load', async () => {
  const loads: number[][] = [];
  let arrive = (): void => {};
  const send = convoy<number, number>(
    async (items) => {
      loads.push(items);
      await new Promise<void>((done) => {
        arrive = done;
      });
      return items.map((item) => item * 10);
    },
    { lanes: 1, most: 3 },
  );
  const first = [send(1), send(2)];
  await turn();
  const later = [send(3), send(4), send(5), send(6)];
  await turn();
  expect(loads).toEqual([[1, 2]]);
  arrive();
  expect(await Promise.all(first)).toEqual([10, 20]);
  await turn();
  expect(loads[1]).toEqual([3, 4, 5]);
  arrive();
  await turn();
  await turn();
  arrive();
  expect(await Promise.all(later)).toEqual([30, 40, 50, 60]);
  expect(loads).toEqual([[1, 2], [3, 4, 5], [6]]);
});

it('tells everyone in a load that failed, and goes on with the next', async () => {
  let breaks = true;
  const send = convoy<number, number>(
    async (items) => {
      if (breaks) throw new Error('the road is closed');
      return items;
    },
    { lanes: 1, most: 8 },
  );
  const outcomes = await Promise.allSettled([send(1), send(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  breaks = false;
  expect(await send(3)).toBe(3);
});
