import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase, type Sql } from '../src/base/server/db.ts';
import { newId } from '../src/base/server/ids.ts';
import { Rows, rowsOf } from '../src/base/server/rows.ts';
import { DAY } from '../src/base/time.ts';
import { excerptOf } from '../src/complaints/actions/register-complaint.ts';
import { numberOf } from '../src/complaints/number.ts';
import { entryOf } from '../src/search/actions/keep-words.ts';
import { entries } from '../src/search/store.ts';
import { complaintsIn } from './chinese.ts';
import { openBenchDesk } from './desk.ts';
import { type Race, race } from './race.ts';

/** Search through HTTP with a real session, in a desk full of cases: words that are rare, common, and in every fourth. */
const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '200000' },
    seconds: { type: 'string', default: '5' },
    years: { type: 'string', default: '2' },
  },
});
const cases = Number(options.cases);
const seconds = Number(options.seconds);
const FREQUENCIES = { 鹤嘴: 5, 铝箔: 500, 雨刮: 5000, 异响: 50_000 };

const COLUMNS = [
  'orgId',
  'id',
  'number',
  'storeId',
  'departmentIds',
  'involvedIds',
  'excludedIds',
  'subjects',
  'triggers',
  'sensitive',
  'kind',
  'severity',
  'stage',
  'receivedAt',
  'enteredAt',
  'channel',
  'source',
  'callerName',
  'callerPhone',
  'relation',
  'excerpt',
  'policyEditionId',
  'changedAt',
];
const TEXT_COLUMNS = ['orgId', 'id', 'complaintId', 'factId', 'role', 'class', 'writtenAt', 'body', 'salt', 'sample'];

const dataDir = mkdtempSync(join(tmpdir(), 'wanhui-bench-'));
const desk = await openBenchDesk(dataDir);
const sql = openDatabase(desk.ownerUrl, { max: 2, name: 'bench' });
try {
  const started = performance.now();
  await fill(sql);
  const filled = (performance.now() - started) / 1000;
  await sql`vacuum analyze`;
  const [size] = await sql<{ rows: string; keys: string }[]>`
    select pg_size_pretty(pg_table_size('search_entry')) as rows, pg_size_pretty(pg_relation_size('search_entry_keys')) as keys`;
  const lines: string[] = [];
  const asked: [string, string][] = [
    ...Object.entries(FREQUENCIES).map(([word, of]): [string, string] => [`${word}, in ${of} of 200,000`, word]),
    ['a word in no case', '蜃楼'],
    ['a phrase that is in no case, of pairs that are in many', '异响提车'],
    ['two words', '雨刮 异响'],
    ['four digits', '5432'],
    ['a name in 2 % of cases', '欧阳'],
    ['initials', 'oysl'],
  ];
  for (const [title, q] of asked) {
    const address = `/api/search?q=${encodeURIComponent(q)}`;
    const { total } = (await desk.get(address)) as { total: { count: number; more: boolean } };
    const found = `${total.count}${total.more ? '+' : ''}`;
    const ask = async () => void (await desk.get(address));
    await race(ask, 1, 1);
    lines.push(line(title, found, await race(ask, 1, seconds), await race(ask, 4, seconds)));
  }
  for (const [word, of] of Object.entries(FREQUENCIES)) {
    const address = `/api/complaints?state=open&limit=30&q=${encodeURIComponent(word)}`;
    const ask = async () => void (await desk.get(address));
    await race(ask, 1, 1);
    lines.push(
      line(`open queue filtered by a word in ${of}`, '', await race(ask, 1, seconds), await race(ask, 4, seconds)),
    );
  }
  const text = `# Search

${cases} cases over ${options.years} years, first page of 50 with the count, ${seconds} s a lane; ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; the load generator runs on the same machine. Rows ${size?.rows}, index ${size?.keys}; filled in ${filled.toFixed(0)} s.

| asked | found | p50 ms, alone | p95 ms, alone | per second, 4 askers | p95 ms, 4 askers |
|---|---:|---:|---:|---:|---:|
${lines.join('\n')}
`;
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/search.md', text);
  process.stdout.write(text);
} finally {
  await sql.end();
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
}

function line(title: string, found: string, alone: Race, four: Race): string {
  return `| ${title} | ${found} | ${alone.p50.toFixed(1)} | ${alone.p95.toFixed(1)} | ${four.perSecond.toFixed(0)} | ${four.p95.toFixed(1)} |`;
}

async function fill(pool: Sql): Promise<void> {
  const [org] = await pool<{ orgId: string; editionId: string }[]>`
    select org_id, id as edition_id from pack_edition limit 1`;
  if (!org) throw new Error('the desk has no policy');
  const complaints = rowsOf<Record<string, unknown>>('complaint', COLUMNS);
  const texts = rowsOf<Record<string, unknown>>('complaint_text', TEXT_COLUMNS);
  const now = Date.now();
  const span = Number(options.years) * 365 * DAY;
  let rows = new Rows();
  let n = 0;
  for (const { words, name, phone } of complaintsIn(cases, FREQUENCIES)) {
    const at = new Date(now - span + (n / cases) * span);
    const id = newId(at.getTime());
    const open = n > cases * 0.98;
    rows.add(complaints, {
      orgId: org.orgId,
      id,
      number: numberOf(1_000_000 + n),
      storeId: desk.storeId,
      departmentIds: [],
      involvedIds: [],
      excludedIds: [],
      subjects: [],
      triggers: [],
      sensitive: false,
      kind: 'complaint',
      severity: 'general',
      stage: open ? 'registered' : 'closed',
      receivedAt: at,
      enteredAt: at,
      channel: 'phone',
      source: 'customer',
      callerName: name,
      callerPhone: phone,
      relation: 'self',
      excerpt: excerptOf(words),
      policyEditionId: org.editionId,
      changedAt: at,
    });
    rows.add(texts, {
      orgId: org.orgId,
      id: newId(at.getTime()),
      complaintId: id,
      factId: id,
      role: 'own-words',
      writtenAt: at,
      body: words,
      salt: Buffer.alloc(0),
      class: 'case',
      sample: false,
    });
    rows.add(entries, entryOf(org.orgId, { subjectId: id, at, words: [words], names: [name], numbers: [phone] }, id));
    if (++n % 2000 === 0) {
      await rows.statement(pool);
      rows = new Rows();
    }
  }
  if (!rows.empty) await rows.statement(pool);
}
