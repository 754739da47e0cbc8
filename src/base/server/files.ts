import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Refusal } from '../refusal.ts';

export interface StoredFile {
  readonly sha256: Buffer;
  readonly bytes: number;
  /** The first bytes, for sniffing the type. */
  readonly head: Buffer;
}

/** Bytes by their content. What a user calls a file never reaches the disk. */
export interface FileStore {
  /** Streams to disk, fsyncs, then gives the bytes their name; refuses past `maxBytes` and leaves nothing. */
  put(from: Readable, maxBytes: number): Promise<StoredFile>;
  read(sha256: Buffer): Readable;
  /** Bytes that no row names and that are older than a day, so that none is taken from under an upload. */
  removeOrphans(isNamed: (sha256: Buffer[]) => Promise<Set<string>>): Promise<number>;
}

const HEAD = 4100;
const DAY_MS = 86_400_000;

export function openFolderStore(folder: string): FileStore {
  const pathOf = (hex: string): string => join(folder, hex.slice(0, 2), hex.slice(2, 4), hex);
  return {
    async put(from, maxBytes) {
      const temporary = join(folder, 'incoming', randomUUID());
      await mkdir(dirname(temporary), { recursive: true });
      const hash = createHash('sha256');
      const head: Buffer[] = [];
      let bytes = 0;
      const file = await open(temporary, 'wx', 0o600);
      try {
        for await (const chunk of from as AsyncIterable<Buffer>) {
          if (bytes < HEAD) head.push(chunk.subarray(0, HEAD - bytes));
          bytes += chunk.length;
          if (bytes > maxBytes)
            throw new Refusal('base.file-too-large', {
              status: 413,
              values: { megabytes: Math.floor(maxBytes / 1048576) },
            });
          hash.update(chunk);
          await file.write(chunk);
        }
        await file.sync();
      } catch (error) {
        await file.close();
        await rm(temporary, { force: true });
        throw error;
      }
      await file.close();
      const sha256 = hash.digest();
      const target = pathOf(sha256.toString('hex'));
      await mkdir(dirname(target), { recursive: true });
      await rename(temporary, target);
      await syncFolder(dirname(target));
      return { sha256, bytes, head: Buffer.concat(head) };
    },
    read: (sha256) => createReadStream(pathOf(sha256.toString('hex'))),
    async removeOrphans(isNamed) {
      let removed = 0;
      const old = Date.now() - DAY_MS;
      for (const first of await folders(folder)) {
        for (const second of await folders(join(folder, first))) {
          const names = (await readdir(join(folder, first, second))).filter((name) => /^[0-9a-f]{64}$/.test(name));
          const named = names.length ? await isNamed(names.map((name) => Buffer.from(name, 'hex'))) : new Set<string>();
          for (const name of names.filter((candidate) => !named.has(candidate))) {
            const path = join(folder, first, second, name);
            if ((await stat(path)).mtimeMs < old) {
              await rm(path, { force: true });
              removed++;
            }
          }
        }
      }
      return removed;
    },
  };
}

/** A rename is only safe from a power cut once the folder itself is on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

const folders = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]{2}$/.test(name));
