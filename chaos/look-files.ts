import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeOf } from '../src/base/server/files-incoming.ts';

interface Named {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: Buffer;
}

/** Rows whose bytes are gone or are other ones. */
export function missingFiles(dataDir: string, rows: readonly Named[]): string[] {
  return rows.flatMap(({ name, bytes, sha256 }) => {
    const path = join(dataDir, 'files', placeOf(sha256));
    if (!existsSync(path)) return [`${name}: no bytes ${sha256.toString('hex').slice(0, 12)}`];
    const kept = readFileSync(path);
    const same = kept.length === bytes && createHash('sha256').update(kept).digest().equals(sha256);
    return same ? [] : [`${name}: the ${kept.length} bytes are not those of ${sha256.toString('hex').slice(0, 12)}`];
  });
}

const within = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** Everything below `files` is a content in its place or lies in `incoming`, which is cleaned by the day. */
export function strayFiles(dataDir: string): string[] {
  const root = join(dataDir, 'files');
  return within(root).flatMap((first) => {
    if (first === 'incoming') return [];
    if (!/^[0-9a-f]{2}$/.test(first)) return [`files/${first} is no place of a content`];
    return within(join(root, first)).flatMap((second) =>
      within(join(root, first, second)).flatMap((name) =>
        /^[0-9a-f]{64}$/.test(name) && name.startsWith(first + second) ? [] : [`files/${first}/${second}/${name}`],
      ),
    );
  });
}

/** Uploads that a kill cut off. */
export const leftIncoming = (dataDir: string): number => within(join(dataDir, 'files', 'incoming')).length;
