import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOf, makeExport } from '../src/analytics/actions/make-exports.ts';
import { EXPORT_COLUMNS, EXPORT_FORMATS } from '../src/analytics/export-columns.ts';
import type { RunRow } from '../src/analytics/store.ts';
import { openDatabase, type Sql } from '../src/base/server/db.ts';
import { newId } from '../src/base/server/ids.ts';
import { PERMISSIONS } from '../src/people/permissions.ts';
import { openBenchDesk } from './desk.ts';

/**
 * node bench/export.ts [rows]: how long a list takes to become a file, and how much memory the worker needs on the way.
 * The desk runs in a process of its own; the export is made here, so that nothing else is counted.
 */
const ROWS = Number(process.argv[2] ?? 100_000);

const folder = mkdtempSync(join(tmpdir(), 'wanhui-bench-'));
const desk = await openBenchDesk(folder);
const sql = openDatabase(desk.ownerUrl, { max: 4 });
try {
  await desk.post('/api/complaints', {
    storeId: desk.storeId,
    ownWords: '提车才两个月，变速箱顿挫修了三次还没修好，请尽快给我一个说法，电话 10800001234',
    callerName: '示例女士',
    callerPhone: '10800001234',
  });
  // what the export does once in a process (code, plans, pools) is paid before
  await measured(sql, 'xlsx', 'ahead');
  await multiply(sql, ROWS / 10);
  for (const format of EXPORT_FORMATS) await measured(sql, format, `${ROWS / 10} rows`);
  await multiply(sql, ROWS - ROWS / 10);
  for (const round of [1, 2])
    for (const format of EXPORT_FORMATS) await measured(sql, format, `${ROWS} rows, round ${round}`);
} finally {
  await sql.end();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The one case as many times again, each received a minute earlier than the one before. */
async function multiply(to: Sql, times: number): Promise<void> {
  const columns = (
    await to<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_name = 'complaint' and column_name not in ('id', 'number', 'received_at')`
  ).map(({ name }) => name);
  const list = columns.join(', ');
  await to.unsafe(`
    insert into complaint (id, number, received_at, ${list})
    select gen_random_uuid(), 'B' || nextval('complaint_number'), received_at - n * interval '1 minute', ${list}
    from (select * from complaint order by received_at desc limit 1) one, generate_series(1, ${times}) n`);
  await to`analyze complaint`;
}

async function measured(to: Sql, format: (typeof EXPORT_FORMATS)[number], name: string): Promise<void> {
  const id = newId();
  const [asker] = await to<{ orgId: string; id: string }[]>`select org_id, id from staff limit 1`;
  const post = { post: 'bench', storeId: null, departmentId: null, sight: 'organisation', actingFor: null };
  const rights = { name: '示例', posts: [{ ...post, permissions: Object.keys(PERMISSIONS) }], scope: null };
  // taken already, so that the desk's own worker leaves it alone
  const [taken] = await to<RunRow[]>`
    insert into export_run (org_id, id, asked_by, asked_at, rights, format, columns, filter, purpose, unmasked, language,
                            salt, state, attempts, seen_at)
    values (${asker?.orgId ?? ''}, ${id}, ${asker?.id ?? ''}, now(), ${to.json(rights)}, ${format}, ${[...EXPORT_COLUMNS]}, '{}',
            'report', false, 'zh', ${Buffer.alloc(16)}, 'running', 1, now())
    returning *`;
  if (!taken) throw new Error('nothing was asked');
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 10);
  const started = performance.now();
  await makeExport(to, folder, taken);
  const seconds = (performance.now() - started) / 1000;
  clearInterval(watch);
  const [run] = await to<{ state: string; made: number }[]>`select state, made from export_run where id = ${id}`;
  const { size } = statSync(fileOf(folder, id));
  const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  console.log(
    [
      name,
      format,
      run?.state,
      `${run?.made} rows`,
      `${seconds.toFixed(1)} s`,
      megabytes(size),
      `RSS ${megabytes(before)}`,
      `at most +${megabytes(peak - before)}`,
    ].join('  '),
  );
}
