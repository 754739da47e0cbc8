import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { removeEmbedded } from '../src/app/embedded.ts';
import { type Chaos, endHard, openChaos, playRound, type RoundReport, rest } from './round.ts';

/** `npm run chaos -- --rounds 100 --seed 7`: kills the real desk again and again and looks whether anything is lost. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    clients: { type: 'string', default: '6' },
    /** Milliseconds after which the kill comes, at random between the two. */
    drive: { type: 'string', default: '100-1500' },
    /** After so many rounds the desk is left in peace for a while and looked at as a whole. */
    'rest-every': { type: 'string', default: '25' },
    /** After so many rounds a new desk begins: every round looks at the whole database, which grows. 0: never. */
    'fresh-every': { type: 'string', default: '250' },
    keep: { type: 'boolean', default: false },
  },
});
const numberOf = (name: 'rounds' | 'seed' | 'clients' | 'rest-every' | 'fresh-every'): number => {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 0) throw new Error(`--${name} ${values[name]}: a whole number`);
  return number;
};
const [rounds, seed, clients, restEvery, freshEvery] = [
  numberOf('rounds'),
  numberOf('seed'),
  numberOf('clients'),
  numberOf('rest-every'),
  numberOf('fresh-every'),
];
const [from = 100, to = 1500] = values.drive.split('-').map(Number);

let dataDir = '';
const reports: RoundReport[] = [];
const began = Date.now();
let wanted = rounds;

console.log(`seed ${seed}, ${rounds} rounds, ${clients} clients`);
console.log(`${availableParallelism()} cores, ${(totalmem() / 1024 ** 3).toFixed(0)} GB`);
let chaos = await begin();
process.once('SIGINT', () => {
  console.log('      this round is the last; once more ends at once');
  wanted = 0;
  process.once('SIGINT', () => {
    endHard(chaos);
    process.exit(130);
  });
});
try {
  for (let round = 1; round <= Math.min(rounds, wanted || reports.length); round++) {
    if (freshEvery && round > 1 && (round - 1) % freshEvery === 0) {
      await finish(round - 1);
      chaos = await begin();
    }
    const report = await playRound(chaos, round);
    reports.push(report);
    console.log(lineOf(report));
    if (report.problems.length) fail(round, report.problems);
    if (restEvery && round % restEvery === 0) await lookAtRest(round);
  }
  await finish(reports.length);
  console.log(summary());
} catch (error) {
  if (chaos.desk.isAlive()) endHard(chaos);
  throw error;
}

function begin(): Promise<Chaos> {
  dataDir = mkdtempSync(join(tmpdir(), 'wanhui-chaos-'));
  console.log(`      a new desk in ${dataDir}`);
  return openChaos(dataDir, { seed, clients, drive: [from, Math.max(from + 1, to)] });
}

async function finish(round: number): Promise<void> {
  await lookAtRest(round);
  await chaos.desk.stop();
  if (!values.keep) removeEmbedded(dataDir);
}

async function lookAtRest(round: number): Promise<void> {
  const problems = await rest(chaos);
  console.log(`      at rest: ${chaos.ledger.writes.length} writes looked at`);
  if (problems.length) fail(round, problems);
}

function lineOf(report: RoundReport): string {
  const { round, kill, hit, afterMs, againMs, acknowledged, refused, unknown, repeated, toldAgain } = report;
  return [
    `${String(round).padStart(5)} ${kill.padEnd(10)} after ${String(afterMs).padStart(4)} ms: ${hit}`,
    againMs === null ? '' : `, and its start after ${againMs} ms`,
    ` · ${acknowledged} acknowledged (${toldAgain} when told again), ${unknown} unknown, ${refused} refused, ${repeated} repeated`,
    ` · back in ${report.recoveryMs.toFixed(0)} ms`,
    report.troubles ? ` · ${report.troubles} × 5xx after that` : '',
    report.problems.length ? ' · VIOLATION' : '',
  ].join('');
}

function summary(): string {
  const kinds = [...new Set(reports.map(({ kill }) => kill))].sort();
  const sum = (list: readonly RoundReport[], of: (one: RoundReport) => number) =>
    list.reduce((total, one) => total + of(one), 0);
  const lines = kinds.map((kind) => {
    const list = reports.filter(({ kill }) => kill === kind);
    const times = list.map(({ recoveryMs }) => recoveryMs).sort((a, b) => a - b);
    const at = (share: number): string =>
      ((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) / 1000).toFixed(2);
    return (
      `| ${kind} | ${list.length} | ${sum(list, (one) => one.acknowledged)} | ${sum(list, (one) => one.toldAgain)} | ` +
      `${sum(list, (one) => one.unknown)} | ${sum(list, (one) => one.repeated)} | ${at(0.5)} | ${at(0.95)} | ${at(1)} |`
    );
  });
  return [
    '',
    '| killed | rounds | acknowledged | of them when told again | never known | repeated | back in: half (s) | 95 of 100 | longest |',
    '|---|---|---|---|---|---|---|---|---|',
    ...lines,
    '',
    `${reports.length} rounds, seed ${seed}, ${clients} clients, ${((Date.now() - began) / 60_000).toFixed(1)} minutes: ` +
      `${sum(reports, (one) => one.acknowledged)} acknowledged, no violation; ${reports.at(-1)?.incoming ?? 0} cut-off uploads left in incoming`,
  ].join('\n');
}

/** Keeps what there is to look at, tells how to see it again, and ends. */
function fail(round: number, problems: readonly string[]): never {
  const folder = join(dataDir, 'evidence');
  mkdirSync(folder, { recursive: true });
  const noBytes = (name: string, value: unknown): unknown => (name === 'bytes' ? undefined : value);
  writeFileSync(join(folder, 'problems.txt'), `${problems.join('\n')}\n`);
  writeFileSync(
    join(folder, 'writes.jsonl'),
    chaos.ledger.writes.map((one) => JSON.stringify(one, noBytes)).join('\n'),
  );
  writeFileSync(join(folder, 'rounds.jsonl'), reports.map((one) => JSON.stringify(one)).join('\n'));
  console.error(`\nround ${round}, seed ${seed}:\n  ${problems.join('\n  ')}`);
  console.error(
    `\nagain: npm run chaos -- --seed ${seed} --rounds ${round} --clients ${clients} --drive ${values.drive} --fresh-every ${freshEvery}`,
  );
  console.error(
    `evidence: ${folder}; the database and desk.log beside it; start the desk on it with WANHUI_DATA=${dataDir}`,
  );
  endHard(chaos);
  process.exit(1);
}
