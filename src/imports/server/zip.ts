import { once } from 'node:events';
import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { Refusal } from '../../base/refusal.ts';
import { LIMITS } from '../import-run.ts';
import { broken } from './xml.ts';

/** The parts of a workbook by name; nothing is inflated before its directory has been looked over. */
export interface Parts {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The inflated bytes of a part; it breaks off where they are more or fewer than the directory says. */
  read(name: string): AsyncGenerator<Buffer>;
  /** Inflated. */
  bytes(name: string): number;
  close(): void;
}

export async function openParts(path: string): Promise<Parts> {
  const zip = await open(path);
  try {
    const entries = await directory(zip);
    lookOver([...entries.values()]);
    return {
      names: [...entries.keys()],
      has: (name) => entries.has(name),
      bytes: (name) => entries.get(name)?.uncompressedSize ?? 0,
      read: (name) => inflated(zip, entries.get(name)),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

const open = (path: string): Promise<ZipFile> =>
  new Promise((found, failed) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) =>
      error ? failed(broken()) : found(zip),
    );
  });

async function directory(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > LIMITS.parts) throw tooManyParts(zip.entryCount);
  const entries = new Map<string, Entry>();
  const ended = new Promise<void>((done, failed) => {
    zip.on('entry', (entry: Entry) => {
      if (entries.size >= LIMITS.parts) return failed(tooManyParts(entries.size + 1));
      // two of a name: which one counts is anybody's guess
      if (entries.has(entry.fileName)) return failed(broken());
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.once('end', done);
    zip.once('error', () => failed(broken()));
  });
  zip.readEntry();
  await ended;
  return entries;
}

const tooManyParts = (parts: number): Refusal =>
  new Refusal('imports.too-many-parts', { status: 400, values: { parts, max: LIMITS.parts } });

/** Refuses by the directory alone what unfolds beyond measure, is locked, runs programs or reaches outside. */
function lookOver(entries: readonly Entry[]): void {
  let inflated = 0;
  let sheets = 0;
  for (const entry of entries) {
    const name = entry.fileName.toLowerCase();
    if (entry.isEncrypted()) throw new Refusal('imports.locked-workbook', { status: 400 });
    if (/vbaproject|\/macrosheets\//.test(name)) throw new Refusal('imports.macros', { status: 400 });
    if (/\/externallinks\/|\/connections\.xml$|\/querytables\//.test(name))
      throw new Refusal('imports.external-links', { status: 400 });
    if (/\/worksheets\/[^/]+\.xml$/.test(name)) sheets++;
    inflated += entry.uncompressedSize;
    if (
      entry.uncompressedSize > LIMITS.ratioFrom &&
      entry.uncompressedSize > LIMITS.ratio * Math.max(1, entry.compressedSize)
    )
      throw new Refusal('imports.packed-too-tightly', { status: 400, values: { max: LIMITS.ratio } });
  }
  if (sheets > LIMITS.sheets)
    throw new Refusal('imports.too-many-sheets', { status: 400, values: { sheets, max: LIMITS.sheets } });
  if (inflated > LIMITS.inflatedBytes)
    throw new Refusal('imports.unfolds-too-large', {
      status: 413,
      values: { megabytes: LIMITS.inflatedBytes / 1048576 },
    });
}

async function* inflated(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<Buffer> {
  if (!entry) throw broken();
  const stream = await new Promise<Readable>((found, failed) => {
    zip.openReadStream(entry, (error, opened) => (error ? failed(broken()) : found(opened)));
  });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // sizes or checksums that are not what the directory says
    throw broken();
  } finally {
    if (!stream.destroyed) {
      stream.destroy();
      await once(stream, 'close').catch(() => {});
    }
  }
}
