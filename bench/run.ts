import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BigDesk, bigDesk } from './big-desk.ts';
import { dueInAMinute } from './clocks-due.ts';
import { lanesOf } from './lanes.ts';
import { memoryOf } from './memory.ts';
import { type Race, race } from './race.ts';
import { growthOf, type Result, tableOf } from './table.ts';

/**
 * What people do all day, through HTTP with real sessions, against raw commits and raw reads over the same driver and
 * the same number of connections, round by round in one run on one database, so that the ratios mean something on a
 * noisy machine. `--full` does it with 2,000 and with 1,000,000 cases, which take half an hour to be made the first
 * time and are kept.
 */
const { values: options } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    cases: { type: 'string' },
    seconds: { type: 'string' },
    clients: { type: 'string', default: '8' },
    rounds: { type: 'string' },
    only: { type: 'string', default: '' },
  },
});
const sizes = (options.cases ?? (options.full ? '2000,1000000' : '2000')).split(',').map(Number);
const seconds = Number(options.seconds ?? (options.full ? '8' : '3'));
const rounds = Number(options.rounds ?? (options.full ? '3' : '2'));
const clients = Number(options.clients);
/** Share of raw commits that registration must reach. */
const TO_REACH = 0.12;

const say = (line: string): void => void process.stderr.write(`· ${line}\n`);
const parts: string[] = [];
const bySize = new Map<number, Result[]>();
let ratio = Number.NaN;
let head = '';
for (const cases of sizes) {
  const big = await bigDesk(cases, say);
  try {
    head ||= await machine(big);
    const results = await measured(big, cases);
    bySize.set(cases, results);
    const table = tableOf(results, 'raw commit', 'raw read');
    const clocks = options.full ? await dueInAMinute(big, say) : '';
    parts.push(
      `## ${cases.toLocaleString('en')} cases\n\n${table.text}\n\nStarted in ${(big.desk.startMs / 1000).toFixed(1)} s. ${memoryOf(big)}${clocks && `\n\n${clocks}`}`,
    );
    ratio = table.ratios['registration'] ?? ratio;
  } finally {
    await big.close();
  }
}
const [small, large] = sizes.map((cases) => bySize.get(cases));
if (small && large) parts.push(`## Growth\n\n${growthOf(small, large)}`);
const text = `# Bench\n\n${head}\n\n${parts.join('\n\n')}\n`;
mkdirSync('bench/results', { recursive: true });
writeFileSync(`bench/results/${options.full ? 'full' : 'latest'}.md`, text);
process.stdout.write(`${text}\nregistration: ${ratio.toFixed(3)} × raw commits (to reach: ${TO_REACH})\n`);
// the live language checks: how well they hear, and how fast
for (const name of ['language.ts', 'language-speed.ts'])
  process.stdout.write(`\n${execFileSync(process.execPath, [join(import.meta.dirname, name)], { encoding: 'utf8' })}`);
if (ratio < TO_REACH) process.exitCode = 1;

async function measured(big: BigDesk, cases: number): Promise<Result[]> {
  const lanes = Object.entries(await lanesOf(big, cases, clients)).filter(([name]) =>
    options.only ? new RegExp(`^raw|${options.only}`).test(name) : true,
  );
  for (const [, lane] of lanes) await race(lane, clients, 1);
  const results: Result[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const [name, lane] of lanes) {
      const one: Race = await race(lane, clients, seconds);
      say(
        `${cases} cases, round ${round}/${rounds}: ${name} ${one.perSecond.toFixed(0)}/s, p95 ${one.p95.toFixed(1)} ms`,
      );
      results.push({ name, round, ...one });
    }
  }
  return results;
}

async function machine({ sql }: BigDesk): Promise<string> {
  const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
  return `${clients} clients, ${seconds} s a lane, ${rounds} rounds, medians; ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, PostgreSQL ${row?.version}; the load generator runs on the same machine, whose load was ${(loadavg()[0] ?? 0).toFixed(1)} before.`;
}
