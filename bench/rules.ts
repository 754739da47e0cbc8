import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { backtest } from '../src/analytics/backtest.sql.ts';
import { benchFor } from '../src/analytics/backtest-bench.sql.ts';
import { packSections } from '../src/app/pack-sections.ts';
import { always, openCalendar } from '../src/clocks/calendar.ts';
import { chinaDaysSinceFirstYear } from '../src/clocks/china-days.ts';
import { type Calendars, moved, nextDue, type World } from '../src/clocks/moves.ts';
import { clocksPart } from '../src/clocks/pack.ts';
import { proposeCategory } from '../src/complaints/category.ts';
import { missingFields } from '../src/complaints/closing.ts';
import { ladderOf } from '../src/complaints/ladder.ts';
import { complaintsPart } from '../src/complaints/pack.ts';
import { proposeSeverity } from '../src/complaints/severity.ts';
import { type Pack, sectionOf } from '../src/policies/pack.ts';
import { readShippedPack } from '../src/policies/server/shipped.ts';
import { type BigDesk, bigDesk } from './big-desk.ts';
import { complaintsIn } from './chinese.ts';
import { race, sharesOf } from './race.ts';

/**
 * What the rules cost: grading and clocks of one registration without a database, all open complaints after a calendar
 * changed while others read lists, and past complaints tried under another policy. The data (200,000 cases, half of
 * them open) is made the first time and kept. `--only pure|calendar|backtest`.
 */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'pure|calendar|backtest' },
    cases: { type: 'string', default: '200000' },
    clients: { type: 'string', default: '4' },
  },
});
const wanted = new RegExp(options.only);
const cases = Number(options.cases);
const clients = Number(options.clients);
/** More than the agents of a large centre do, who look at a list now and then. */
const READERS = 20;
const READ_EVERY_MS = 500;
const say = (line: string): void => void process.stderr.write(`· ${line}\n`);
const rows: string[] = [];
const row = (...cells: string[]): void => {
  say(cells.join('  '));
  rows.push(`| ${cells.join(' | ')} |`);
};

const load = loadavg()[0] ?? 0;
if (wanted.test('pure')) {
  for (const key of ['auto-dealer-network', 'gift-delivery', 'call-centre']) row(...(await pureRules(key)));
}
if (wanted.test('calendar') || wanted.test('backtest')) {
  const big = await bigDesk(cases, say, { open: cases / 2, pack: 'gift-delivery' });
  try {
    if (wanted.test('backtest')) {
      for (const key of ['auto-dealer-network', 'gift-delivery']) row(...(await backtested(big, key)));
    }
    if (wanted.test('calendar')) row(...(await calendarChanged(big)));
  } finally {
    await big.close();
  }
}
const text = `# What the rules cost

${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; everything runs on the same machine, whose load was ${load.toFixed(1)} before.

| | To reach | Measured | |
|---|---|---|---|
${rows.join('\n')}
`;
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/rules.md', text);
process.stdout.write(text);

/** Words graded and sorted, ladder and clocks chosen and counted, what is missing named: one registration's rules. */
async function pureRules(key: string): Promise<string[]> {
  const pack = await packOf(key);
  const section = sectionOf(pack, complaintsPart);
  const { clocks: rules, calendars: kept } = sectionOf(pack, clocksPart);
  const calendars: Calendars = new Map([
    ['always', { editionId: null, calendar: always() }],
    ...kept.map((rule): [string, { editionId: null; calendar: ReturnType<typeof openCalendar> }] => [
      rule.key,
      { editionId: null, calendar: openCalendar({ rule, days: chinaDaysSinceFirstYear() }) },
    ]),
  ]);
  const channel = section.channels[0]?.key ?? 'phone';
  const source = section.sources[0]?.key ?? 'customer';
  const texts = [...complaintsIn(20_000, {})].map(({ words }) => words);
  let ids = 0;
  let at = Date.now();
  const once = (text: string): void => {
    const { severity, because } = proposeSeverity(section, { text, ticked: [], channel, source });
    const category = proposeCategory(section, text)?.key ?? null;
    const placed = { kind: 'complaint', severity, category, channel, source };
    const now = new Date((at += 997));
    const world: World = {
      rules,
      attributes: { ...placed, ladder: ladderOf(section, placed) },
      calendars,
      newId: () => String(++ids),
      sample: false,
      ends: false,
    };
    const fact = { kind: 'complaint-registered', occurredAt: now, recordedAt: now };
    const { clocks } = moved([], [fact], world);
    nextDue(clocks, now);
    missingFields(section, { kind: 'complaint', stage: 'registered', fields: {} });
    if (because.length < 0) throw new Error('never');
  };
  for (const words of texts.slice(0, 5000)) once(words);
  const times: number[] = [];
  for (const words of texts) {
    const began = performance.now();
    once(words);
    times.push(performance.now() - began);
  }
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const { p95, p99 } = sharesOf(times);
  const met = mean < 0.3 ? 'met' : 'missed';
  return [
    `grading and clocks of one registration, ${key} (${rules.length} rules)`,
    '0.3 ms',
    `${mean.toFixed(3)} ms (p95 ${p95.toFixed(3)}, p99 ${p99.toFixed(3)})`,
    met,
  ];
}

async function backtested({ sql }: BigDesk, key: string): Promise<string[]> {
  const [org] = await sql<{ orgId: string }[]>`select org_id from organisation`;
  const orgId = org?.orgId ?? '';
  // half of the cases: a hundred thousand of the usual two
  const [middle] = await sql<{ at: Date }[]>`
    select received_at as at from complaint order by received_at offset ${Math.floor(cases / 2)} limit 1`;
  const period = { orgId, seen: sql`true`, from: new Date(0), until: middle?.at ?? new Date() };
  const began = performance.now();
  const cpu = process.cpuUsage();
  const heap: number[] = [];
  const sums = await backtest(sql, await benchFor(sql, orgId, await packOf(key), new Date()), period, {
    onBatch: () => heap.push(process.memoryUsage().rss),
  });
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const half = Math.floor(heap.length / 2);
  const grown = Math.max(0, Math.max(...heap.slice(half)) - Math.max(...heap.slice(0, half)));
  return [
    `backtest of ${sums.cases.toLocaleString('en')} complaints under ${key}`,
    '30 s, memory flat',
    `${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of one core), second half ${(grown / 2 ** 20).toFixed(0)} MB above the first`,
    seconds < 30 ? 'met' : 'missed',
  ];
}

/** A day off for the whole desk, adopted by every open complaint through the page's door, while agents read lists. */
async function calendarChanged(big: BigDesk): Promise<string[]> {
  const { desk, sql, agent } = big;
  // the one by which most clocks count
  const [rule] = await sql<{ key: string; ruleKey: string }[]>`
    select calendar_key as key, rule_key from clock join calendar_edition on calendar_edition.id = clock.calendar_edition_id
    group by 1, 2 order by count(*) desc, 2 limit 1`;
  if (!rule) throw new Error('no clock counts by a calendar');
  // those of the data are long over: one of each open case begins again
  await sql`
    update clock set state = 'running', ended_at = null, breached_at = null, breach_class = null, due_at = now(),
                     started_at = now() - random() * interval '5 minutes', start_recorded_at = now()
    from complaint
    where complaint.org_id = clock.org_id and complaint.id = clock.subject_id and complaint.stage <> 'closed'
      and clock.rule_key = ${rule.ruleKey}
      and not exists (select from clock_event where clock_event.org_id = clock.org_id
                      and clock_event.subject_id = clock.subject_id and clock_event.clock_id = clock.id
                      and clock_event.kind = 'breach')`;
  // cases of the data have pinned none yet
  await sql`
    update complaint set calendar_editions = (
      select jsonb_object_agg(calendar_key, id) from (
        select distinct on (calendar_key) calendar_key, id from calendar_edition order by calendar_key, number desc) newest)
    where stage <> 'closed' and calendar_editions = '{}'`;
  await sql`vacuum analyze complaint, clock`;
  const list = async (): Promise<void> => void (await agent.get('/api/complaints?limit=50&state=open'));
  await race(list, clients, 1);
  const before = await race(list, READERS, 8, READ_EVERY_MS);
  // today and the days after, so that due times move
  const today = Date.now();
  const off = [0, 1, 2].map((n) => new Date(today + n * 86_400_000).toISOString().slice(0, 10));
  const year = off[0]?.slice(0, 4) ?? '';
  const { edition } = (await desk.get(`/api/calendars/${rule.key}/years/${year}`)) as { edition: { number: number } };
  const saved = await desk.send('PUT', `/api/calendars/${rule.key}/years/${year}`, {
    edition: edition.number,
    // another number of days than the run before, so that due times move again
    days: off
      .slice(0, edition.number % 2 ? 3 : 2)
      .filter((day) => day.startsWith(year))
      .map((day) => ({ day, kind: 'off', title: '盘点' })),
  });
  const { number } = (saved as { edition: { number: number } }).edition;
  const began = performance.now();
  const sum = { cases: 0, clocks: 0, moved: 0 };
  let done = false;
  const adopting = (async () => {
    for (let left = 1; left > 0; ) {
      const reply = (await desk.post(`/api/calendars/${rule.key}/adoption`, { edition: number })) as typeof sum & {
        left: number;
      };
      for (const name of ['cases', 'clocks', 'moved'] as const) sum[name] += reply[name];
      left = reply.left;
      if (sum.cases % 10_000 < 400) say(`${sum.cases} cases, ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
    done = true;
  })();
  const during: Awaited<ReturnType<typeof race>>[] = [];
  while (!done) during.push(await race(list, READERS, 2, READ_EVERY_MS));
  await adopting;
  const seconds = (performance.now() - began) / 1000;
  const p95 = during.map((one) => one.p95).toSorted((a, b) => a - b)[Math.floor(during.length / 2)] ?? 0;
  const times = p95 / before.p95;
  return [
    `${sum.cases.toLocaleString('en')} open complaints counted anew (${sum.clocks.toLocaleString('en')} clocks, ${sum.moved.toLocaleString('en')} due times moved)`,
    '60 s, list p95 at most doubles',
    `${seconds.toFixed(0)} s, list p95 ${before.p95.toFixed(1)} → ${p95.toFixed(1)} ms (${times.toFixed(1)} ×), ${READERS} people who each read one every ${READ_EVERY_MS / 1000} s`,
    seconds < 60 && times <= 2 ? 'met' : 'missed',
  ];
}

async function packOf(key: string): Promise<Pack> {
  const read = await readShippedPack(key, packSections);
  if (!read?.readable) throw new Error(`the pack ${key} cannot be read`);
  return read.readable;
}
