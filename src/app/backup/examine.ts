import { createHash, type Hash } from 'node:crypto';
import type * as z from 'zod';
import { Refusal } from '../../base/refusal.ts';
import { migrations } from '../migrate.ts';
import {
  anyBackup,
  type BackupOf,
  backupOf,
  type Contents,
  contents,
  ENTRY,
  FILE_ENTRY,
  FORMAT,
  ROWS_ENTRY,
} from './contents.ts';
import { lineEnds } from './pieces.ts';
import { damaged, entriesOf } from './read-backup.ts';

export interface Examined {
  readonly about: BackupOf;
  readonly contents: Contents;
}

/** Reads a backup from beginning to end without writing anything. Throws a refusal unless it is whole and of a desk that this one understands. */
export async function examine(path: string, progress: (bytes: number) => void = () => {}): Promise<Examined> {
  let about: BackupOf | null = null;
  let found: Contents | null = null;
  const rows = new Map<string, number>();
  let hash: Hash | null = null;
  let file = '';
  let files = 0;
  const wrong = new Set<string>();
  const endFile = (): void => {
    if (hash && hash.digest('hex') !== file) wrong.add(file);
    hash = null;
  };
  for await (const { name, content } of entriesOf(path)) {
    progress(content.length);
    if (!about) {
      if (name !== ENTRY.backup) throw damaged(path, name);
      about = understood(path, content);
      for (const table of about.tables) rows.set(table.name, 0);
      continue;
    }
    if (found) throw damaged(path, name);
    const [, table] = ROWS_ENTRY.exec(name) ?? [];
    const [, sha256] = FILE_ENTRY.exec(name) ?? [];
    if (sha256 !== file) endFile();
    if (table !== undefined && rows.has(table)) rows.set(table, (rows.get(table) ?? 0) + lineEnds(content));
    else if (sha256 !== undefined) {
      if (!hash) files++;
      file = sha256;
      hash ??= createHash('sha256');
      hash.update(content);
    } else if (name === ENTRY.contents) found = parsed(path, name, contents, content);
    else if (name !== ENTRY.secret) throw damaged(path, name);
  }
  if (!about || !found) throw damaged(path, ENTRY.contents);
  for (const [table, count] of rows) if (found.rows[table] !== count) throw damaged(path, table);
  if (found.files.count !== files) throw damaged(path, 'files');
  const missing = new Set(found.files.missing);
  for (const sha256 of wrong) if (!missing.has(sha256)) throw damaged(path, `files/${sha256}`);
  return { about, contents: found };
}

function understood(path: string, content: Buffer): BackupOf {
  const any = parsed(path, ENTRY.backup, anyBackup, content);
  if (any.format > FORMAT) throw new Refusal('app.backup-newer', { values: { file: path, desk: any.desk } });
  const about = parsed(path, ENTRY.backup, backupOf, content);
  const ours = new Map(migrations().map(({ name, hash }) => [name, hash]));
  for (const { name, hash } of about.migrations) {
    if (!ours.has(name))
      throw new Refusal('app.backup-newer', { values: { file: path, desk: `${about.desk} (${name})` } });
    if (ours.get(name) !== hash) throw new Refusal('app.backup-other-schema', { values: { file: path, name } });
  }
  return about;
}

function parsed<T>(path: string, name: string, schema: z.ZodType<T>, content: Buffer): T {
  try {
    return schema.parse(JSON.parse(content.toString()));
  } catch {
    // sums may be right all the same: somebody else wrote it
    throw damaged(path, name);
  }
}
