import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { removeEmbedded } from '../src/app/embedded.ts';
import { type Chaos, endHard, openChaos, playRound, type RoundReport, rest } from './round.ts';

const ROUNDS = 30;
const SETTINGS = { seed: 20, clients: 4, drive: [60, 350] } as const;

let chaos: Chaos | undefined;
afterAll(() => {
  if (!chaos) return;
  endHard(chaos);
  removeEmbedded(chaos.desk.dataDir);
});

it('nothing that was acknowledged is lost, doubled or left half done when any of its processes is killed', async () => {
  chaos = await openChaos(mkdtempSync(join(tmpdir(), 'wanhui-chaos-')), SETTINGS);
  const reports: RoundReport[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const report = await playRound(chaos, round);
    expect(
      report.problems,
      `round ${round}, ${report.kill}: npm run chaos -- --seed 20 --clients 4 --drive 60-350`,
    ).toEqual([]);
    reports.push(report);
  }
  expect(await rest(chaos)).toEqual([]);
  expect([...new Set(reports.map(({ kill }) => kill))].sort()).toEqual([
    'all',
    'backend',
    'connection',
    'postmaster',
    'server',
  ]);
  const sum = (of: (one: RoundReport) => number): number => reports.reduce((total, one) => total + of(one), 0);
  // a harness whose clients are refused or never interrupted would find nothing
  expect(sum(({ acknowledged }) => acknowledged)).toBeGreaterThan(100);
  expect(sum(({ toldAgain }) => toldAgain)).toBeGreaterThan(5);
  expect(sum(({ unknown }) => unknown)).toBeGreaterThan(5);
  expect(sum(({ repeated }) => repeated)).toBeGreaterThan(3);
}, 600_000);
