import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Refusal } from '../refusal.ts';
import type { IsNamed, NeedRoom, StoredFile } from './files.ts';

const HEAD = 4100;
const DAY_MS = 86_400_000;

/** Where bytes lie until their name is known; a killed process may leave some here. */
const incoming = (folder: string): string => join(folder, 'incoming');

/** Streams to a temporary file, synced; refuses past `maxBytes` and leaves nothing. Who calls moves or removes it. */
export async function receive(
  folder: string,
  from: Readable,
  maxBytes: number,
  needRoom: NeedRoom,
): Promise<StoredFile & { readonly path: string }> {
  const path = join(incoming(folder), randomUUID());
  await mkdir(incoming(folder), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      if (bytes < HEAD) head.push(chunk.subarray(0, HEAD - bytes));
      bytes += chunk.length;
      if (bytes > maxBytes)
        throw new Refusal('base.file-too-large', {
          status: 413,
          values: { megabytes: Math.floor(maxBytes / 1048576) },
        });
      needRoom();
      hash.update(chunk);
      await file.write(chunk);
    }
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
  return { sha256: hash.digest(), bytes, head: Buffer.concat(head), path };
}

/** Where a content lies below a folder or a prefix: the same in both, so that one can be copied to the other. */
export const placeOf = (sha256: Buffer): string => {
  const hex = sha256.toString('hex');
  return `${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}`;
};

interface Kept {
  readonly sha256: Buffer;
  readonly at: Date;
}

/** Removes what is old and named by nobody; `lookAgain` tells whether it was put once more meanwhile. */
export async function removeUnnamed(
  batches: AsyncIterable<Kept[]>,
  isNamed: IsNamed,
  { lookAgain, remove }: { lookAgain: (sha256: Buffer) => Promise<Date>; remove: (sha256: Buffer) => Promise<void> },
): Promise<number> {
  const old = new Date(Date.now() - DAY_MS);
  let removed = 0;
  for await (const batch of batches) {
    const candidates = batch.filter(({ at }) => at < old).map(({ sha256 }) => sha256);
    if (candidates.length === 0) continue;
    const named = await isNamed(candidates);
    for (const sha256 of candidates) {
      if (named.has(sha256.toString('hex')) || (await lookAgain(sha256)) >= old) continue;
      await remove(sha256);
      removed++;
    }
  }
  return removed;
}

/** Uploads that a killed process left half-way. */
export async function removeHalfReceived(folder: string): Promise<void> {
  for (const name of await readdir(incoming(folder)).catch(() => [])) {
    const path = join(incoming(folder), name);
    if ((await stat(path)).mtimeMs < Date.now() - DAY_MS) await rm(path, { force: true });
  }
}
