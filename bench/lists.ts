import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase, type Sql } from '../src/base/server/db.ts';
import { newId } from '../src/base/server/ids.ts';
import { DAY } from '../src/base/time.ts';
import { type BenchDesk, openBenchDesk, type Seat } from './desk.ts';
import { fillDesk } from './many-cases.ts';
import { seatsFor } from './people.ts';
import { race } from './race.ts';

/** What the workbench, the lists and the reports ask, in a desk full of cases; by people who see one store, and all. */
const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '200000' },
    open: { type: 'string', default: '10000' },
    stores: { type: 'string', default: '20' },
    clients: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '4' },
  },
});
const [cases, open, stores, clients, seconds] = [
  options.cases,
  options.open,
  options.stores,
  options.clients,
  options.seconds,
].map(Number) as [number, number, number, number, number];
const YEARS = 2;
const OWNERS = 5;

const dataDir = mkdtempSync(join(tmpdir(), 'wanhui-bench-'));
const desk = await openBenchDesk(dataDir);
const sql = openDatabase(desk.ownerUrl, { max: 8, name: 'bench' });
try {
  const load = loadavg()[0] ?? 0;
  const team = await settle(desk, sql);
  const lines: string[] = [];
  for (const [title, seat, path] of asked(desk.storeId, team)) {
    const ask = async (): Promise<void> => void (await seat.get(path));
    await race(ask, clients, 1);
    const { perSecond, p50, p95 } = await race(ask, clients, seconds);
    process.stderr.write(`· ${title}: ${p50.toFixed(1)}, ${p95.toFixed(1)} ms\n`);
    lines.push(`| ${title} | ${perSecond.toFixed(0)} | ${p50.toFixed(1)} | ${p95.toFixed(1)} |`);
  }
  const text = `# Lists, figures and reports

${cases} cases of ${YEARS} years in ${stores} stores, some ${open} of them open; ${clients} clients, ${seconds} s a lane; ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; the load generator runs on the same machine, whose load was ${load.toFixed(1)} before.

| asked | per second | p50 ms | p95 ms |
|---|---:|---:|---:|
${lines.join('\n')}
`;
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/lists.md', text);
  process.stdout.write(text);
} finally {
  await sql.end();
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
}

interface Team {
  readonly agent: Seat;
  readonly supervisor: Seat;
  readonly manager: Seat;
}

/** Stores, three people who ask, and the cases. */
async function settle(at: BenchDesk, pool: Sql): Promise<Team> {
  const storeIds = [at.storeId];
  for (let n = 2; n <= stores; n++)
    storeIds.push(((await at.post('/api/stores', { name: `${n}店` })) as { id: string }).id);
  const [agent, supervisor, manager] = await seatsFor(at, pool, [
    { post: 'service-agent', storeId: at.storeId },
    { post: 'service-supervisor', storeId: at.storeId },
    { post: 'general-manager', storeId: null },
  ]);
  if (!agent || !supervisor || !manager) throw new Error('nobody is there');
  await at.post('/api/complaints', { storeId: at.storeId, ownWords: '空调异响，要求检查' });
  const began = performance.now();
  await fillDesk(pool, {
    cases,
    open,
    years: YEARS,
    words: null,
    facts: 3,
    stores: storeIds.map((id) => ({
      id,
      ownerIds: Array.from({ length: OWNERS }, (_, n) => (id === at.storeId && n === 0 ? agent.staffId : newId())),
    })),
  });
  process.stderr.write(`· filled in ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
  return { agent, supervisor, manager };
}

function asked(storeId: string, { agent, supervisor, manager }: Team): [title: string, seat: Seat, path: string][] {
  const list = '/api/complaints?limit=50';
  const day = (ago: number): string => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);
  const figures = (days: number): string => `/api/analytics/figures?from=${day(days)}&to=${day(0)}`;
  return [
    ['agent: mine, open, by attention', agent, `${list}&owner=me&state=open`],
    ['agent: the open of the store, by attention', agent, `${list}&state=open`],
    ['agent: overdue', agent, `${list}&state=open&clock=overdue`],
    ['agent: the 50 newest of the store', agent, `${list}&order=newest`],
    ['agent: waiting for me', agent, '/api/complaints/waiting'],
    ['supervisor: waiting for me', supervisor, '/api/complaints/waiting'],
    ['supervisor: open, major or crisis', supervisor, `${list}&state=open&severity=major,crisis`],
    ['supervisor: crisis, open or closed, newest', supervisor, `${list}&state=any&severity=crisis&order=newest`],
    ['supervisor: five figures', supervisor, '/api/complaints/figures'],
    ['supervisor: their trends', supervisor, '/api/complaints/trends'],
    ['supervisor: day report', supervisor, '/api/analytics/report?span=day'],
    ['manager: store and severity, open', manager, `${list}&state=open&storeId=${storeId}&severity=major`],
    ['manager: category, last 30 days', manager, `${list}&state=any&category=damage&received=30d&order=newest`],
    [
      'manager: category, 30 days a year ago',
      manager,
      `${list}&state=any&category=damage&received=${day(395)}..${day(365)}&order=newest`,
    ],
    ['manager: all, by attention', manager, list],
    ['manager: overdue in all stores', manager, `${list}&state=open&clock=overdue`],
    ['manager: the 50 newest', manager, `${list}&order=newest`],
    ['manager: the 50 closed last', manager, `${list}&state=closed&order=closed`],
    ['manager: count of the closed (1,000+)', manager, '/api/complaints/count?state=closed'],
    ['manager: waiting for me', manager, '/api/complaints/waiting'],
    ['manager: five figures', manager, '/api/complaints/figures'],
    ['manager: their trends', manager, '/api/complaints/trends'],
    ['manager: day report', manager, '/api/analytics/report?span=day'],
    ['manager: week report', manager, '/api/analytics/report?span=week'],
    ['manager: charts of 30 days', manager, figures(29)],
    ['manager: charts of a year', manager, figures(364)],
  ];
}
