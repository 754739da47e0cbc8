import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { forbidden, Refusal } from '../../base/refusal.ts';
import type { Sql } from '../../base/server/db.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import type { OnTwins } from '../../complaints/case-to-import.ts';
import { may, type Staff } from '../../people/staff.ts';
import { readDate } from '../dates.ts';
import { isUnderWay } from '../import-run.ts';
import { refusedRows, runView } from '../reads.ts';
import { keptMapping } from '../store.ts';
import { receiveFile } from './receive-file.ts';
import { refusedCsv } from './refused-rows.ts';
import { startImport, stopImport } from './start-import.ts';
import { type ImportDesk, importWorker } from './work-import.ts';

export interface FileToImport {
  readonly path: string;
  /** The name of a store; may be left out when there is only one. */
  readonly store: string | undefined;
  /** `auto`: as remembered for files of this shape, else guessed. Or the key of a remembered one. */
  readonly mapping: string;
  readonly cutOff: string | undefined;
  readonly onTwins: OnTwins;
}

export type ImportedFile = Awaited<ReturnType<typeof runView>>;

/** The whole way of a file in one call and in this process; `onTurn` hears twice a second how far it is. */
export async function importFile(
  sql: Sql,
  desk: ImportDesk,
  caller: Staff,
  given: FileToImport,
  onTurn: (run: ImportedFile) => void,
  signal: AbortSignal,
): Promise<ImportedFile> {
  if (!may(caller, 'complaint.import')) throw forbidden('complaint.import');
  const storeId = await storeNamed(sql, caller, given.store);
  const cutOff = given.cutOff === undefined ? null : await instantNamed(sql, caller, given.cutOff);
  const id = await receiveFile(
    { sql, caller, shelf: desk.shelf },
    { name: basename(given.path), from: createReadStream(given.path) },
  );
  const look = (): Promise<ImportedFile> => runView({ sql, caller }, { id });
  const { mapping: proposed } = await look();
  const columns = given.mapping === 'auto' ? proposed : await keptMapping(sql, caller.orgId, given.mapping);
  if (!columns) throw new Refusal('imports.no-such-mapping', { status: 404, values: { key: given.mapping } });
  const worker = importWorker(desk, { only: id });
  const settings = { id, columns: [...columns], storeId, kind: 'complaint' as const, cutOff, onTwins: given.onTwins };
  await inTransaction(sql, caller, (tx) => startImport(tx, settings, worker.id));
  for (;;) {
    await worker.work(sql, 500);
    const run = await look();
    if (!isUnderWay(run.state)) return run;
    onTurn(run);
    if (signal.aborted) await inTransaction(sql, caller, (tx) => stopImport(tx, { id }));
  }
}

/** What was refused, as the page's download has it. */
export const refusedLines = (sql: Sql, caller: Staff, run: ImportedFile, language: 'zh' | 'en') =>
  refusedCsv(refusedRows(sql, caller.orgId, run.id), run.columns, language);

async function storeNamed(sql: Sql, caller: Staff, name: string | undefined): Promise<string> {
  const all = await sql<{ id: string; name: string }[]>`
    select id, name from store where org_id = ${caller.orgId} order by name`;
  const stores = all.filter(({ id }) => may(caller, 'complaint.import', id));
  const named = name === undefined ? stores : stores.filter((store) => store.name === name || store.id === name);
  const [store, another] = named;
  if (!store || another) {
    const names = stores.map((known) => known.name).join('、');
    throw new Refusal('imports.which-store', { status: 400, values: { stores: names } });
  }
  return store.id;
}

async function instantNamed(sql: Sql, caller: Staff, text: string): Promise<Date> {
  const [row] = await sql<{ timeZone: string }[]>`
    select time_zone from organisation where org_id = ${caller.orgId}`;
  const at = readDate(text, row?.timeZone ?? 'Asia/Shanghai');
  if (!at) throw new Refusal('imports.bad-cut-off', { status: 400, values: { text } });
  return at;
}
