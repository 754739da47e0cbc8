import { createHash } from 'node:crypto';
import type { Sql } from '../../base/server/db.ts';
import type { FileStore } from '../../base/server/files.ts';
import type { KnownSecret } from '../secret.ts';
import { type BackupFile, createBackupFile } from './backup-file.ts';
import { type BackupOf, type Contents, ENTRY, fileEntry, PIECE_BYTES, rowsEntry } from './contents.ts';
import { pieces } from './pieces.ts';
import { openSnapshot, type Snapshot } from './snapshot.ts';

export interface BackupOptions {
  readonly version: string;
  /** null: the desk was never started. */
  readonly secret: KnownSecret | null;
  /** Bytes that must stay free on the disk. */
  readonly leastFree: number;
  /** null: attachments are left out. */
  readonly files: FileStore | null;
  readonly say?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface BackupTaken {
  readonly path: string;
  readonly bytes: number;
  readonly about: BackupOf;
  readonly contents: Contents;
}

/** Takes a backup of the database as it is at one instant, while others go on writing. */
export async function takeBackup(sql: Sql, path: string, options: BackupOptions): Promise<BackupTaken> {
  const file = await createBackupFile(path, options.leastFree);
  try {
    const snapshot = await openSnapshot(sql);
    try {
      const { secret } = options;
      const about: BackupOf = {
        ...snapshot.about,
        desk: options.version,
        secretMark: secret?.mark ?? null,
        files: options.files ? 'inside' : 'left-out',
      };
      const progress = progressOf(options);
      await file.add(ENTRY.backup, json(about));
      const rows = await addRows(file, snapshot, progress);
      await snapshot.end();
      if (secret?.ours) await file.add(ENTRY.secret, Buffer.from(secret.text));
      const contents: Contents = {
        rows,
        sequences: snapshot.sequences,
        heads: snapshot.heads,
        files: await addFiles(file, snapshot.files, options.files, progress),
      };
      await file.add(ENTRY.contents, json(contents));
      return { path, bytes: await file.finish(), about, contents };
    } finally {
      await snapshot.close();
    }
  } catch (error) {
    await file.discard();
    throw error;
  }
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);

type Progress = (what: string, bytes: number) => void;

const SAY_EVERY_MS = 3000;

/** Says now and then how far it is, and ends it when it is told to. */
function progressOf({ say, signal }: BackupOptions): Progress {
  let said = Date.now();
  let all = 0;
  return (what, bytes) => {
    signal?.throwIfAborted();
    all += bytes;
    if (!say || Date.now() - said < SAY_EVERY_MS) return;
    said = Date.now();
    say(`${(all / 1e6).toFixed(0).padStart(6)} MB read, at ${what}`);
  };
}

async function addRows(file: BackupFile, snapshot: Snapshot, progress: Progress): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const { name } of snapshot.about.tables) {
    let count = 0;
    let number = 0;
    for await (const { text, lines } of snapshot.rows(name)) {
      progress(name, text.length);
      await file.add(rowsEntry(name, ++number), text);
      count += lines;
    }
    rows[name] = count;
  }
  return rows;
}

async function addFiles(
  file: BackupFile,
  named: Snapshot['files'],
  store: FileStore | null,
  progress: Progress,
): Promise<Contents['files']> {
  const missing: string[] = [];
  let [count, bytes] = [0, 0];
  if (!store) return { count, bytes, missing };
  for (const [n, { sha256, must }] of named.entries()) {
    const name = sha256.toString('hex');
    const source = await store.read(sha256).catch(async (error) => {
      // a store that is away fails the backup, a content that is lost does not
      if (await store.has(sha256)) throw error;
      return null;
    });
    if (!source) {
      if (must) missing.push(name);
      continue;
    }
    const digest = createHash('sha256');
    let number = 0;
    for await (const piece of pieces(source, PIECE_BYTES)) {
      progress(`attachment ${n + 1} of ${named.length}`, piece.length);
      digest.update(piece);
      bytes += piece.length;
      await file.add(fileEntry(name, ++number), piece);
    }
    // a content of no bytes has an entry too
    if (number === 0) await file.add(fileEntry(name, 1), Buffer.alloc(0));
    count++;
    if (digest.digest('hex') !== name && must) missing.push(name);
  }
  return { count, bytes, missing };
}
