import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../base/server/config.ts';
import type { Sql } from '../../base/server/db.ts';
import { linesFor, roomIn } from '../../base/server/disk-space.ts';
import { type FileStore, openFileStore } from '../../base/server/files.ts';
import { DAY, MINUTE } from '../../base/time.ts';
import { knownSecret } from '../secret.ts';
import { version } from '../version.ts';
import { needSpace } from './backup-file.ts';
import { type Kept, nameOf, newest, outlived, readName, type Why } from './kept.ts';
import { type BackupOptions, type BackupTaken, takeBackup } from './take-backup.ts';

/** What a backup by hand leaves free; the desk's own leave so much that uploads go on. */
const LEAST_FREE = 1024 ** 3;
const PARTIAL = '.partial';

/** The backups in the folder that the desk took by itself. */
export const keptIn = async (folder: string): Promise<Kept[]> =>
  (await readdir(folder).catch(noFolder)).flatMap((name) => readName(name) ?? []);

const noFolder = (error: NodeJS.ErrnoException): string[] => {
  if (error.code !== 'ENOENT') throw error;
  return [];
};

/** Milliseconds since the last daily one; null when there is none. */
export async function ageOfNewest({ backups }: Pick<Config, 'backups'>): Promise<number | null> {
  const last = newest(await keptIn(backups.folder), 'daily');
  return last && Date.now() - last.at.getTime();
}

export const optionsFor = ({ dataDir }: Config, files: FileStore | null): BackupOptions => ({
  version,
  secret: knownSecret(dataDir),
  leastFree: LEAST_FREE,
  files,
});

/** Where the desk's first organisation lives; null before the set-up. */
export async function zoneOfDesk(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ timeZone: string }[]>`select time_zone from organisation order by created_at limit 1`;
  return row?.timeZone ?? null;
}

/** Takes one into the folder of backups, and removes those that are kept no longer. */
export async function shelveBackup(
  sql: Sql,
  config: Config,
  why: Why,
  timeZone: string,
  options: Partial<BackupOptions> = {},
): Promise<BackupTaken> {
  const { folder, keepDays } = config.backups;
  // whatever happens to be before a migration leaves attachments as they are
  const files = why === 'daily' ? openFileStore(config) : null;
  const place = await existing(folder, config);
  const { low } = linesFor(config.disk, (await roomIn(place)).size);
  const all = { ...optionsFor(config, files), leastFree: low, ...options };
  await needSpace(place, all.leastFree + (await expectedBytes(sql, config, why)));
  const taken = await takeBackup(sql, join(folder, nameOf(why, new Date())), all);
  for (const { name } of outlived(await keptIn(folder), Math.max(1, keepDays), timeZone))
    await rm(join(folder, name), { force: true });
  await removeLeft(folder);
  return taken;
}

/** Whether another process is at one: its file grows. */
export async function isUnderWay(folder: string): Promise<boolean> {
  for (const name of await partialsIn(folder)) if ((await ageOf(join(folder, name))) < 10 * MINUTE) return true;
  return false;
}

const partialsIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(noFolder)).filter(
    (name) => name.endsWith(PARTIAL) && readName(name.slice(0, -PARTIAL.length)),
  );

/** What killed processes left. */
async function removeLeft(folder: string): Promise<void> {
  for (const name of await partialsIn(folder)) {
    const path = join(folder, name);
    if ((await ageOf(path)) > DAY) await rm(path, { force: true });
  }
}

const ageOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    // finished meanwhile
    () => 0,
  );

/** The disk that the folder lies on, or will. */
const existing = (folder: string, { dataDir }: Config): Promise<string> =>
  stat(folder).then(
    () => folder,
    () => dataDir,
  );

/** A little more than last time; the first time rows at half their size, and attachments as they are. */
async function expectedBytes(sql: Sql, { backups: { folder } }: Config, why: Why): Promise<number> {
  const last = newest(await keptIn(folder), why);
  if (last) return 1.2 * (await stat(join(folder, last.name))).size;
  const [row] = await sql<{ rows: number; files: number }[]>`
    select pg_database_size(current_database()) / 2 as rows,
           (select coalesce(sum(bytes), 0)::bigint from attachment where redacted_at is null) as files`;
  return (row?.rows ?? 0) + (why === 'daily' ? (row?.files ?? 0) : 0);
}
