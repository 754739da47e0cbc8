import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { fuzz } from './fuzz.ts';
import { fuzzLive } from './live.ts';
import { anOrg } from './world.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

it('requests made from the interface’s own description, sound and spoiled, meet no fault, no silence and nobody else’s data', async () => {
  const said: string[] = [];
  const report = await fuzz({
    target: desk,
    seed: 'house',
    from: 0,
    requests: 6000,
    atOnce: 8,
    say: (line) => said.push(line),
  });
  expect(said.filter((line) => line.startsWith('✗')).join('\n\n')).toBe('');
  expect(report.findings).toEqual([]);
  // else the requests would prove little
  expect(report.done.length).toBeGreaterThan(report.never.length);
}, 300_000);

it('streams of live news, opened and left in every manner, stay open for nobody and tell nobody what is hidden from them', async () => {
  const orgs = [await anOrg(desk, 0), await anOrg(desk, 1)];
  const { events, findings } = await fuzzLive(desk, { seed: 'house', streams: 100, orgs });
  expect(findings).toEqual([]);
  expect(events).toBeGreaterThan(10);
}, 120_000);
