import { parseArgs } from 'node:util';
import { fuzz, printed } from './fuzz.ts';
import { fuzzLive } from './live.ts';
import { make } from './make.ts';
import { ownDesk } from './own-desk.ts';
import { operationsOf } from './schema.ts';
import { sender } from './send.ts';
import { talker } from './target.ts';
import { anOrg } from './world.ts';

/**
 * `npm run fuzz -- --requests 100000 --seed S`: requests made from /api/openapi.json against a real desk. `--replay
 * S:17` or `S:17-40` makes those again, on a new desk, and prints what comes back. Ends with 1 when something was found.
 */
const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now()) },
    from: { type: 'string', default: '0' },
    streams: { type: 'string', default: '400' },
    clients: { type: 'string', default: '8' },
    replay: { type: 'string' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const desk = await ownDesk();
try {
  if (options.replay) await replay(options.replay);
  else await run();
} finally {
  await desk.stop();
}

async function run(): Promise<void> {
  const { seed, requests, from, clients } = options;
  say(`seed ${seed}, ${requests} requests`);
  const before = desk.sockets();
  const report = await fuzz({
    target: desk,
    seed,
    from: Number(from),
    requests: Number(requests),
    atOnce: Number(clients),
    say,
  });
  const orgs = [await anOrg(desk, 0), await anOrg(desk, 1)];
  const live = await fuzzLive(desk, { seed, streams: Number(options.streams), orgs });
  for (const { what, request, reply } of live.findings) say(`✗ ${what} · ${request}\n→ ${reply}`);
  const left = await socketsLeft(before);
  const faults = desk.faults();
  for (const line of faults.slice(0, 20)) say(`✗ in the log: ${line.slice(0, 600)}`);
  if (left) say(`✗ ${left} sockets are left open`);
  say(`statuses ${JSON.stringify(report.statuses)}`);
  say(`answered well at least once: ${report.done.length}; never: ${report.never.join(', ') || 'none'}`);
  say(`${report.sent} requests in ${report.seconds.toFixed(0)} s, ${report.findings.length} findings · seed ${seed}`);
  say(`${live.opened} streams, ${live.events} events, ${live.findings.length} findings`);
  if (report.findings.length || live.findings.length || faults.length || left) process.exitCode = 1;
}

/** More than the pools of the database may grow by means that connections of ours are kept. */
async function socketsLeft(before: number | null): Promise<number> {
  if (before === null) return 0;
  const POOLS = 20;
  let left = 0;
  for (let tries = 0; tries < 40; tries++) {
    left = (desk.sockets() ?? 0) - before - POOLS;
    if (left <= 0) return 0;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return left;
}

async function replay(which: string): Promise<void> {
  const [, seed = '', first = '0', last = first] = /^(.*):(\d+)(?:-(\d+))?$/.exec(which) ?? [];
  const operations = operationsOf((await talker(desk.url)().get('/api/openapi.json')).body).filter(
    ({ path }) => path !== '/api/live',
  );
  const orgs = [await anOrg(desk, 0), await anOrg(desk, 1)];
  const wire = sender(desk.url, 1);
  for (let n = Number(first); n <= Number(last); n++) {
    const made = make(seed, n, operations, orgs);
    say(printed(made, seed));
    const got = await wire.send(made);
    say(`→ ${got.status} in ${got.ms.toFixed(0)} ms\n${got.text.slice(0, 4000)}\n`);
  }
  await wire.close();
  for (const line of desk.faults()) say(line);
}
