import type { Readable } from 'node:stream';
import { notFound, Refusal } from '../../base/refusal.ts';
import type { Sql } from '../../base/server/db.ts';
import { newId } from '../../base/server/ids.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import { cleanName } from '../../complaints/actions/attach-file.ts';
import type { Staff } from '../../people/staff.ts';
import type { changeReading, upload } from '../contract.ts';
import { LIMITS, mayNow, type Reading } from '../import-run.ts';
import { runSeen, runView } from '../reads.ts';
import { analyse } from '../server/analyse.ts';
import { guessReading, type Shelf } from '../server/table.ts';
import { insertRun, lockRun, updateRun } from '../store.ts';

/** Streams the file to where files lie, reads it once from end to end, and keeps what was found in it. */
export async function receiveFile(
  { sql, caller, shelf }: { sql: Sql; caller: Staff; shelf: Shelf },
  given: { name: string; from: Readable },
): Promise<string> {
  const name = cleanName(given.name);
  const { sha256, bytes, head } = await shelf.files.put(given.from, LIMITS.fileBytes);
  if (bytes === 0) throw new Refusal('imports.empty', { status: 400 });
  const reading = await guessReading(shelf, sha256, name, head);
  const found = await analyse(shelf, sha256, reading);
  const id = newId();
  await inTransaction(sql, caller, async (tx) => insertRun(tx, { id, name, bytes, sha256, reading, ...found }));
  return id;
}

export const uploadTo = (shelf: Shelf) =>
  async function upload_({ request, reply, caller, sql }: RawExchange<Staff, typeof upload>) {
    if (!request.isMultipart()) throw new Refusal('base.unsupported-type', { status: 415 });
    const part = await request.file({ limits: { fileSize: LIMITS.fileBytes + 1, files: 1 } });
    if (!part) throw new Refusal('imports.no-file', { status: 400 });
    const id = await receiveFile({ sql, caller, shelf }, { name: part.filename, from: part.file });
    reply.code(201);
    return runView({ sql, caller }, { id });
  };

/** The guess was wrong: another encoding, another delimiter, another sheet. */
export const readAnew = (shelf: Shelf) =>
  async function readAnew_({ caller, sql, given }: RawExchange<Staff, typeof changeReading>) {
    const run = await runSeen({ sql, caller }, given.id);
    if (!mayNow('preview', run.state)) throw new Refusal('imports.not-now');
    const reading = changed(run.reading, given);
    const found = await analyse(shelf, run.sha256, reading);
    await inTransaction(sql, caller, async (tx) => {
      const locked = await lockRun(tx, given.id);
      if (!locked) throw notFound();
      if (!mayNow('preview', locked.state)) throw new Refusal('imports.not-now');
      updateRun(tx, given.id, { reading, ...found });
    });
    return runView({ sql, caller }, { id: given.id });
  };

function changed(
  reading: Reading,
  {
    encoding,
    delimiter,
    sheet,
  }: Pick<RawExchange<Staff, typeof changeReading>['given'], 'encoding' | 'delimiter' | 'sheet'>,
): Reading {
  if (reading.format === 'csv') return { ...reading, ...(encoding && { encoding }), ...(delimiter && { delimiter }) };
  return { ...reading, ...(sheet !== undefined && { sheet }) };
}
