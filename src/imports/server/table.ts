import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../../base/refusal.ts';
import type { FileStore } from '../../base/server/files.ts';
import { newId } from '../../base/server/ids.ts';
import { guessDelimiter } from '../delimiter.ts';
import { LIMITS, type Reading } from '../import-run.ts';
import { csvRows } from './csv.ts';
import { guessEncoding, strict } from './encoding.ts';
import { readWorkbook, tooLong, tooWide, workbookRows } from './workbook.ts';
import { openParts } from './zip.ts';

/** A row that holds something, with its number as a spreadsheet shows it. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Where the bytes lie, and a folder for those that must be read here and there. */
export interface Shelf {
  readonly files: FileStore;
  readonly scratch: string;
}

const HEAD = 64 * 1024;

/** What the bytes are and how they are best read, whatever the file is called. */
export async function guessReading(shelf: Shelf, sha256: Buffer, name: string, head: Buffer): Promise<Reading> {
  const extension = extname(name).toLowerCase();
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) {
    if (extension === '.xlsm' || extension === '.xlsb') throw new Refusal('imports.macros', { status: 400 });
    if (extension !== '.xlsx') throw wrongExtension(extension);
    return workbookReading(shelf, sha256);
  }
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])))
    throw new Refusal('imports.old-workbook', { status: 400 });
  const encoding = await guessEncoding((await shelf.files.read(sha256)) as AsyncIterable<Buffer>);
  if (!encoding) throw new Refusal(isText(head) ? 'imports.unknown-encoding' : 'imports.not-a-table', { status: 400 });
  const beginning = await headOf(await shelf.files.read(sha256), encoding);
  if (/^\s*</.test(beginning)) throw new Refusal('imports.not-a-table', { status: 400 });
  if (extension === '.xlsx' || extension === '.xlsm') throw wrongExtension(extension);
  return { format: 'csv', encoding, delimiter: guessDelimiter(beginning) };
}

const isText = (head: Buffer): boolean => !head.includes(0);
const wrongExtension = (extension: string): Refusal =>
  new Refusal('imports.wrong-extension', { status: 400, values: { extension: extension.slice(0, 10) || '–' } });

async function headOf(bytes: Readable, encoding: Parameters<typeof strict>[0]): Promise<string> {
  const decoder = strict(encoding);
  let text = '';
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > HEAD) break;
  }
  return text.slice(0, HEAD);
}

async function workbookReading(shelf: Shelf, sha256: Buffer): Promise<Reading> {
  const path = await broughtNear(shelf, sha256);
  try {
    const parts = await openParts(path);
    try {
      const { sheets } = await readWorkbook(parts);
      return { format: 'xlsx', sheet: sheets[0]?.name ?? '', sheets: sheets.map(({ name }) => name) };
    } finally {
      parts.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}

/** A workbook is read here and there, so it must lie as a file on this machine. */
async function broughtNear({ files, scratch }: Shelf, sha256: Buffer): Promise<string> {
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const path = join(scratch, newId());
  await pipeline(await files.read(sha256), createWriteStream(path, { mode: 0o600 }));
  return path;
}

/** The rows of the table, its headings first, within all limits. */
export async function* tableRows(shelf: Shelf, sha256: Buffer, reading: Reading): AsyncGenerator<SheetRow> {
  let rows = 0;
  for await (const row of plainRows(shelf, sha256, reading)) {
    if (rows++ > LIMITS.rows) throw new Refusal('imports.too-many-rows', { status: 413, values: { max: LIMITS.rows } });
    if (row.cells.length > LIMITS.cells) throw tooWide(row.row);
    const long = row.cells.findIndex((cell) => cell.length > LIMITS.cellLength);
    if (long >= 0) throw tooLong(row.row, long + 1);
    yield row;
  }
}

async function* plainRows(shelf: Shelf, sha256: Buffer, reading: Reading): AsyncGenerator<SheetRow> {
  if (reading.format === 'csv') {
    yield* csvRows((await shelf.files.read(sha256)) as AsyncIterable<Buffer>, reading);
    return;
  }
  const path = await broughtNear(shelf, sha256);
  try {
    const parts = await openParts(path);
    try {
      yield* workbookRows(parts, await readWorkbook(parts), reading.sheet);
    } finally {
      parts.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}
