import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createZstdDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import { Refusal } from '../../base/refusal.ts';
import { ENTRY, PIECE_BYTES } from './contents.ts';
import { shapeOf } from './seal.ts';

export interface BackupEntry {
  readonly name: string;
  readonly content: Buffer;
}

/** No row is longer than a value of PostgreSQL may be, and the sums of a million files are shorter. */
const LONGEST_ENTRY = 1024 ** 3;

/**
 * The entries but for the sums, one in memory at a time. Throws a refusal, at the latest behind the last entry, when
 * the file is not whole: nothing of it may be relied on before the end was reached.
 */
export async function* entriesOf(path: string): AsyncGenerator<BackupEntry> {
  const shape = await shapeOf(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Refusal('app.no-such-backup', { status: 404, values: { file: path } });
    throw error;
  });
  if (shape.kind === 'other') throw new Refusal('app.not-a-backup', { status: 422, values: { file: path } });
  if (shape.kind === 'cut-off') throw new Refusal('app.backup-cut-off', { status: 422, values: { file: path } });
  const whole = createHash('sha256');
  const lines = createHash('sha256');
  let sums: string | null = null;
  for await (const { name, content } of unpacked(path, shape.bodyBytes, (chunk) => whole.update(chunk))) {
    if (sums !== null) throw damaged(path, `${name} behind the sums`);
    if (name === ENTRY.sums) {
      sums = createHash('sha256').update(content).digest('hex');
      continue;
    }
    lines.update(`${createHash('sha256').update(content).digest('hex')}  ${name}\n`);
    yield { name, content };
  }
  if (sums !== lines.digest('hex')) throw damaged(path, ENTRY.sums);
  if (!whole.digest().equals(shape.digest)) throw damaged(path, 'seal');
}

export const damaged = (path: string, where: string): Refusal =>
  new Refusal('app.backup-damaged', { status: 422, values: { file: path, where } });

async function* unpacked(path: string, bytes: number, seen: (chunk: Buffer) => void): AsyncGenerator<BackupEntry> {
  const source = createReadStream(path, { end: bytes - 1, highWaterMark: PIECE_BYTES / 16 });
  const unzip = createZstdDecompress({ chunkSize: PIECE_BYTES / 16 });
  const tar = extract();
  source.on('data', (chunk) => seen(chunk as Buffer)).on('error', (error) => unzip.destroy(error));
  unzip.on('error', (error) => tar.destroy(error));
  source.pipe(unzip).pipe(tar);
  let at = 'the beginning';
  const entries = tar[Symbol.asyncIterator]();
  try {
    for (;;) {
      // what the consumer throws is not caught here: only what reading meets is damage
      const next = await entries.next().catch((error: Error) => fault(error, path, at));
      if (next.done) break;
      const { header } = next.value;
      at = header.name;
      if (header.type !== 'file' || (header.size ?? 0) > LONGEST_ENTRY) throw damaged(path, at);
      const parts: Buffer[] = [];
      const read = async (): Promise<void> => {
        for await (const part of next.value) parts.push(part as Buffer);
      };
      await read().catch((error: Error) => fault(error, path, at));
      yield { name: header.name, content: Buffer.concat(parts) };
    }
  } finally {
    source.destroy();
    unzip.destroy();
    tar.destroy();
  }
}

function fault(error: Error, path: string, at: string): never {
  // a disk that cannot be read is no damage of the backup
  if (/^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
  throw damaged(path, `${at}: ${error.message}`);
}
