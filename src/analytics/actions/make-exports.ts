import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { announce, digestOf } from '../../base/server/announce.ts';
import type { Reader, Sql } from '../../base/server/db.ts';
import { diskIn } from '../../base/server/disk-space.ts';
import { log } from '../../base/server/log.ts';
import { type Say, sayIn } from '../../base/server/room-words.ts';
import { chainHead } from '../../base/server/seal.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import { HOUR } from '../../base/time.ts';
import { MOST_ROWS } from '../export-columns.ts';
import { countExported, exportedRows } from '../export-rows.sql.ts';
import { listExported } from '../facts.ts';
import { type Cell, csvOf, type Sheet, xlsxOf } from '../server/sheets.ts';
import { askerOf, failRun, finishRun, noteProgress, outlived, type RunRow, takeRun, wantedFiles } from '../store.ts';

const MOST_ATTEMPTS = 3;
const TELL_EVERY_MS = 400;

export const fileOf = (folder: string, id: string): string => join(folder, id);

/** Makes the files that were asked for, one after the other. */
export async function makeExports(sql: Sql, folder: string): Promise<void> {
  for (let run = await takeRun(sql); run; run = await takeRun(sql)) await makeExport(sql, folder, run);
}

/** It was cancelled meanwhile, or another worker took it over. */
class Dropped extends Error {}
class TooMany extends Error {}

export async function makeExport(sql: Sql, folder: string, run: RunRow): Promise<void> {
  const part = `${fileOf(folder, run.id)}.${run.attempts}.part`;
  try {
    if (run.attempts > MOST_ATTEMPTS) throw new Error('its worker was lost again and again');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const count = await writeFile(sql, run, part);
    const { size } = await stat(part);
    await rename(part, fileOf(folder, run.id));
    await inTransaction(sql, askerOf(run), async (tx) => {
      if (!(await finishRun(tx, run, { count, bytes: size }))) throw new Dropped();
      const { id: runId, format, purpose, unmasked } = run;
      announce(tx, listExported, {
        subjectId: null,
        data: { runId, count, format, purpose, unmasked },
        digest: digestOf(JSON.stringify([run.filter, run.columns, run.reason]), run.salt).digest,
      });
    });
  } catch (err) {
    await Promise.all([rm(part, { force: true }), rm(fileOf(folder, run.id), { force: true })]);
    if (err instanceof Dropped) return;
    if (!(err instanceof TooMany)) log.error({ err, run: run.id }, 'an export failed');
    const noSpace = diskIn(err) !== 'ok';
    const why = err instanceof TooMany ? 'too-many-rows' : noSpace ? 'export-no-space' : 'export-failed';
    await failRun(sql, run, `analytics.${why}`);
  }
}

/** One snapshot from the first row to the last; a row is held no longer than it takes to write it. */
async function writeFile(sql: Sql, run: RunRow, path: string): Promise<number> {
  return (await sql.begin('isolation level repeatable read read only', async (transaction) => {
    const tx = transaction as unknown as Reader;
    const asker = askerOf(run);
    const say = sayIn(run.language);
    const [frame] = await tx<{ now: Date; local: string; timeZone: string }[]>`
      select now() as now, time_zone, to_char(now() at time zone time_zone, 'YYYY-MM-DD HH24:MI:SS') as local
      from organisation where org_id = ${run.orgId}`;
    if (!frame) throw new Error(`organisation ${run.orgId} is not there`);
    const wanted = { ...run, asker, now: frame.now, timeZone: frame.timeZone };
    const total = await countExported(tx, wanted);
    if (total > MOST_ROWS) throw new TooMany();
    const head = await chainHead(tx, run.orgId);
    let made = 0;
    const rows = async function* (): AsyncGenerator<Cell[][]> {
      let told = 0;
      for await (const some of exportedRows(tx, wanted, say)) {
        if (Date.now() - told >= TELL_EVERY_MS) {
          told = Date.now();
          if (!(await noteProgress(sql, run, { made, total }))) throw new Dropped();
        }
        yield some;
        made += some.length;
      }
    };
    const sheet: Sheet = {
      name: say('analytics', 'export.sheet'),
      head: run.columns.map((column) => say('analytics', `columns.${column}`)),
      widths: run.columns.map((column) => WIDTHS[column] ?? 14),
      rows: rows(),
      foot: () => markOf(say, { by: asker.name, at: `${frame.local} ${frame.timeZone}`, count: made, head }),
    };
    await pipeline(
      Readable.from(run.format === 'csv' ? csvOf(sheet) : xlsxOf(sheet), { objectMode: false }),
      createWriteStream(path, { flags: 'w', mode: 0o600 }),
    );
    return made;
  })) as number;
}

const WIDTHS: Readonly<Record<string, number>> = { excerpt: 60, nextStep: 24, category: 18, receivedAt: 17, store: 18 };

/** Who took the list, when, and how far the sealed facts reached then: a later reader can hold the chain against it. */
const markOf = (
  say: Say,
  { by, at, count, head }: { by: string; at: string; count: number; head: { block: number; hash: string } | null },
): string =>
  say('analytics', head ? 'export.mark' : 'export.markUnsealed', {
    by,
    at,
    count,
    block: head?.block ?? 0,
    hash: head?.hash ?? '',
  });

/** Files whose day is over, that were dropped, or that a lost worker left behind. */
export async function removeExports(sql: Sql, folder: string): Promise<void> {
  await outlived(sql);
  const names = (await readdir(folder).catch(() => [])).filter((name) => ID.test(name));
  const wanted = await wantedFiles(sql, [...new Set(names.map((name) => name.slice(0, 36)))]);
  for (const name of names) {
    const path = join(folder, name);
    const isLeft = name.endsWith('.part') && (await ageOf(path)) > HOUR;
    if (isLeft || !wanted.has(name.slice(0, 36))) await rm(path, { force: true });
  }
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.\d+\.part)?$/;
const ageOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    // gone meanwhile
    () => 0,
  );
