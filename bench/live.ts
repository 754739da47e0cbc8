import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get as open } from 'node:http';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabase } from '../src/base/server/db.ts';
import { openBenchDesk } from './desk.ts';
import { type Place, type Seated, seatsFor } from './people.ts';
import { sharesOf } from './race.ts';

/**
 * Live updates: 50 signed-in people of unlike rights hold a stream each and read their list again when something
 * happens, as the page does. Each case is changed once, so that an event can only belong to that change. Ends with 1
 * when news is missing or late, or when somebody hears of a case that they may not open.
 */
const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '30' }, rate: { type: 'string', default: '5' } },
});
const rate = Number(options.rate);
const changes = Number(options.seconds) * rate;
const TO_REACH_MS = 2000;
/** As src/base/web/live.ts has it. */
const GATHER_MS = 120;
const LISTS_MS = 1000;
const LIST = '/api/complaints?state=open&limit=50';

interface Browser {
  readonly seat: Seated;
  /** When the first event of a case arrived, and when the list that was read after it. */
  readonly heard: Map<string, number>;
  readonly shown: Map<string, number>;
  close(): void;
}

const dataDir = mkdtempSync(join(tmpdir(), 'wanhui-bench-'));
const desk = await openBenchDesk(dataDir);
const sql = openDatabase(desk.ownerUrl, { max: 2, name: 'bench' });
try {
  const load = loadavg()[0] ?? 0;
  const second = ((await desk.post('/api/stores', { name: '二店' })) as { id: string }).id;
  const departments = ((await desk.get('/api/departments')) as { items: { id: string }[] }).items;
  const seats = await seatsFor(desk, sql, places(desk.storeId, second, departments[0]?.id ?? ''));
  const cases = await register(seats, [desk.storeId, second]);
  const sight = new Map<Seated, Set<string>>();
  await Promise.all(seats.map(async (seat) => sight.set(seat, await seenBy(seat, cases))));
  const browsers = await Promise.all(seats.map(browser));
  // what was registered is old news by now
  await sleep(1500);
  for (const { heard } of browsers) heard.clear();

  const told = new Map<string, number>();
  const writes: Promise<void>[] = [];
  const began = performance.now();
  for (const [n, id] of cases.entries()) {
    await sleep(Math.max(0, began + (n * 1000) / rate - performance.now()));
    writes.push(
      desk
        .post(`/api/complaints/${id}/notes`, { body: `已联系车间核实，第 ${n + 1} 次跟进。` })
        .then(() => void told.set(id, performance.now())),
    );
  }
  await Promise.all(writes);
  const waits = (browser: Browser): boolean => cases.some((id) => sees(browser, id) && !browser.shown.has(id));
  for (let left = 100; left > 0 && browsers.some(waits); left--) await sleep(100);
  for (const one of browsers) one.close();

  const groups = new Map<string, Browser[]>([['all', browsers]]);
  for (const one of browsers) groups.set(one.seat.place.post, [...(groups.get(one.seat.place.post) ?? []), one]);
  const lines = [...groups].map(([name, group]) => {
    const expected = group.flatMap((one) => cases.filter((id) => sees(one, id)).map((id) => ({ one, id })));
    const after = (when: 'heard' | 'shown'): number[] =>
      expected.flatMap(({ one, id }) => {
        const at = one[when].get(id);
        return at === undefined ? [] : [at - (told.get(id) ?? Number.NaN)];
      });
    const heard = after('heard');
    const shown = after('shown');
    const foreign = group.flatMap((one) => [...one.heard.keys()].filter((id) => !sees(one, id))).length;
    return { name, browsers: group.length, expected: expected.length, heard, shown, foreign };
  });
  function sees({ seat }: Browser, id: string): boolean {
    return sight.get(seat)?.has(id) ?? false;
  }

  const text = `# Live updates

${seats.length} browsers, ${changes} changes at ${rate} a second, each of another case; ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; the browsers are played on the same machine, whose load was ${load.toFixed(1)} before. Milliseconds from the answer to the writer to the event in a stream, and to the list that this browser read again (gathered for ${GATHER_MS} ms, at most once a second). To reach: p95 under ${TO_REACH_MS} ms.

| post | browsers | events expected | missing | of cases kept from them | event p50 | p95 | p99 | list p50 | p95 | p99 |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
${lines
  .map(({ name, browsers, expected, heard, shown, foreign }) => {
    const [event, list] = [sharesOf(heard), sharesOf(shown)];
    const times = [event.p50, event.p95, event.p99, list.p50, list.p95, list.p99].map((ms) => ms.toFixed(0));
    return `| ${name} | ${browsers} | ${expected} | ${expected - heard.length} | ${foreign} | ${times.join(' | ')} |`;
  })
  .join('\n')}
`;
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/live.md', text);
  process.stdout.write(text);
  const [all] = lines;
  if (!all || all.foreign || all.heard.length < all.expected || sharesOf(all.heard).p95 >= TO_REACH_MS)
    process.exitCode = 1;
} finally {
  await sql.end();
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Stores, one or all; a department; and sight of one's own cases alone. */
function places(first: string, second: string, departmentId: string): Place[] {
  const times = (count: number, place: Place): Place[] => Array.from({ length: count }, () => place);
  const team = (storeId: string): Place[] => [
    ...times(10, { post: 'service-agent', storeId }),
    ...times(2, { post: 'service-supervisor', storeId }),
    ...times(3, { post: 'reception', storeId }),
    ...times(5, { post: 'work-order-handler', storeId, departmentId }),
  ];
  return [...team(first), ...team(second), ...times(10, { post: 'general-manager', storeId: null })];
}

/** By all kinds of people in both stores; some sensitive, some about an agent, who is kept out of them. */
async function register(seats: readonly Seated[], stores: readonly string[]): Promise<string[]> {
  const makers = seats.filter(({ place }) => place.post !== 'general-manager');
  const agents = seats.filter(({ place }) => place.post === 'service-agent');
  const ids: string[] = [];
  for (let n = 0; n < changes; n++) {
    const maker = makers[n % makers.length] as Seated;
    const made = (await maker.post('/api/complaints', {
      storeId: maker.place.storeId ?? stores[0],
      ownWords: `保养后空调有异响，第 ${n + 1} 位客户要求检查。`,
      ...(n % 7 === 0 && { severity: 'crisis' }),
      ...(n % 5 === 0 && { respondents: [agents[n % agents.length]?.staffId] }),
    })) as { id: string };
    ids.push(made.id);
  }
  return ids;
}

/** Which of the cases open for this person: another way than that of the stream. */
async function seenBy(seat: Seated, cases: readonly string[]): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const id of cases) {
    const found = await seat.get(`/api/complaints/${id}`).then(
      () => true,
      (error: Error) => {
        if (error.message.includes(': 404 ')) return false;
        throw error;
      },
    );
    if (found) seen.add(id);
  }
  return seen;
}

function browser(seat: Seated): Promise<Browser> {
  const heard = new Map<string, number>();
  const shown = new Map<string, number>();
  let isReading = false;
  let readAt = 0;
  let closed = false;
  const readAgain = async (): Promise<void> => {
    isReading = true;
    await sleep(Math.max(GATHER_MS, readAt + LISTS_MS - performance.now()));
    isReading = false;
    readAt = performance.now();
    const news = [...heard.keys()].filter((id) => !shown.has(id));
    await seat.get(LIST);
    for (const id of news) shown.set(id, performance.now());
  };
  return new Promise((opened, failed) => {
    const request = open(`${desk.url}/api/live`, { headers: { cookie: seat.cookie }, agent: false }, (reply) => {
      if (reply.statusCode !== 200) return failed(new Error(`a stream answered ${reply.statusCode}`));
      let rest = '';
      reply.setEncoding('utf8');
      reply.on('data', (chunk: string) => {
        const at = performance.now();
        const events = (rest + chunk).split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) {
          if (event.includes('event: hello')) opened({ seat, heard, shown, close });
          const id = /^event: case\ndata: \{"id":"([^"]+)"/m.exec(event)?.[1];
          if (!id || heard.has(id)) continue;
          heard.set(id, at);
          if (!isReading) void readAgain();
        }
      });
      reply.on('error', () => {
        if (!closed) throw new Error('a stream broke');
      });
    });
    request.on('error', (error) => closed || failed(error));
    function close(): void {
      closed = true;
      request.destroy();
    }
  });
}
