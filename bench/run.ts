import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase, type Sql } from '../src/base/server/db.ts';
import { newId } from '../src/base/server/ids.ts';
import { openBenchDesk } from './desk.ts';
import { type Lane, race } from './race.ts';
import { tableOf } from './table.ts';

/**
 * Registration through HTTP with real sessions, against raw single-row commits over the same driver and the same
 * number of connections, in one run on one database, so that the ratio means something on a noisy machine.
 */
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    clients: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
  },
});
const seconds = Number(options.seconds);
const clients = Number(options.clients);
const rounds = Number(options.rounds);
/** Share of raw commits that registration must reach. */
const TO_REACH = 0.12;

const dataDir = mkdtempSync(join(tmpdir(), 'wanhui-bench-'));
const desk = await openBenchDesk(dataDir);
const sql = openDatabase(desk.ownerUrl, { max: clients, name: 'bench yardstick' });
try {
  await sql`create table yardstick (id uuid primary key, body text not null, at timestamptz not null default now())
    with (autovacuum_enabled = false)`;
  const lanes: Record<string, Lane> = {
    'raw commit': rawCommit(sql),
    registration: registration(desk),
    'open a case': openCase(desk),
  };
  await warmUp(lanes);
  // a desk in service has been looked at by the database's housekeeping; one that was born seconds ago has not
  await sql`analyze`;
  const results = [];
  for (let round = 1; round <= rounds; round++) {
    for (const [name, lane] of Object.entries(lanes)) {
      process.stderr.write(`· round ${round}/${rounds} · ${name}\n`);
      results.push({ name, round, ...(await race(lane, clients, seconds)) });
    }
  }
  const table = tableOf(results, 'raw commit');
  const head = `# Bench\n\n${clients} clients, ${seconds} s a lane, ${rounds} rounds; ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, PostgreSQL ${await version(sql)}; the load generator runs on the same machine.\n\n`;
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/latest.md', `${head}${table.text}\n`);
  process.stdout.write(`${head}${table.text}\n`);
  const ratio = table.ratios['registration'] ?? 0;
  process.stdout.write(`\nregistration: ${ratio.toFixed(3)} × raw commits (to reach: ${TO_REACH})\n`);
  if (ratio < TO_REACH) process.exitCode = 1;
} finally {
  await sql.end();
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
}

function rawCommit(pool: Sql): Lane {
  return async () => {
    await pool`insert into yardstick (id, body) values (${newId()}, '提车两个月，变速箱顿挫，返修三次仍未修好')`;
  };
}

function registration({ post, storeId }: Awaited<ReturnType<typeof openBenchDesk>>): Lane {
  let n = 0;
  return async () => {
    n++;
    await post('/api/complaints', {
      storeId,
      ownWords: `提车两个月，变速箱顿挫，返修三次仍未修好，客户要求尽快给出说法。第 ${n} 次来电。`,
      callerName: '客户',
      callerPhone: `100${String(10_000_000 + ((n * 7919) % 89_999_999))}`,
      channel: undefined,
      expectedResult: '彻底修好',
    });
  };
}

function openCase({ get, post, storeId }: Awaited<ReturnType<typeof openBenchDesk>>): Lane {
  let id: Promise<string> | null = null;
  return async () => {
    id ??= post('/api/complaints', { storeId, ownWords: '空调异响，要求检查' }).then(
      (reply) => (reply as { id: string }).id,
    );
    await get(`/api/complaints/${await id}`);
  };
}

async function warmUp(all: Record<string, Lane>): Promise<void> {
  for (const lane of Object.values(all)) await race(lane, clients, 1);
}

async function version(pool: Sql): Promise<string> {
  const [row] = await pool<{ version: string }[]>`select current_setting('server_version') as version`;
  return row?.version ?? '?';
}
