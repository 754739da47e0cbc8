import { resolve } from 'node:path';
import type { Config } from '../../base/server/config.ts';
import { openFileStore } from '../../base/server/files.ts';
import { withDatabase } from '../commands.ts';
import { needDesk, openAsItIs } from '../database.ts';
import { examine } from './examine.ts';
import { described, restoreBackup } from './restore.ts';
import { optionsFor, shelveBackup, zoneOfDesk } from './shelf.ts';
import { type BackupTaken, takeBackup } from './take-backup.ts';

type Say = (line: string) => void;

/** Takes a backup whether the desk runs or not; true when nothing is missing in it. */
export async function backUpByCommand(config: Config, file: string | undefined, say: Say): Promise<boolean> {
  needDesk(config);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new Error('stopped; nothing was left behind'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const began = performance.now();
  const taken = await withDatabase(
    config,
    say,
    async (sql): Promise<BackupTaken> => {
      const extra = { say, signal: stopping.signal };
      if (file !== undefined)
        return takeBackup(sql, resolve(file), { ...optionsFor(config, openFileStore(config)), ...extra });
      return shelveBackup(sql, config, 'daily', (await zoneOfDesk(sql)) ?? 'UTC', extra);
    },
    openAsItIs,
  );
  const seconds = (performance.now() - began) / 1000;
  say(described(taken));
  say(`${(taken.bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s`);
  const { missing } = taken.contents.files;
  for (const sha256 of missing.slice(0, 20))
    say(`missing or changed: files/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`);
  if (missing.length) say(`${missing.length} attachments are not in it: see what \`wanhui doctor\` says`);
  console.log(taken.path);
  return missing.length === 0;
}

/** True when the desk is as it was. */
export async function restoreByCommand(
  config: Config,
  file: string,
  { check }: { check?: boolean },
  say: Say,
): Promise<boolean> {
  const path = resolve(file);
  if (check) {
    say(`whole: ${described(await examine(path))}`);
    return true;
  }
  const left = await restoreBackup(config, path, say);
  for (const what of left) say(`✗ ${what}`);
  say(left.length ? 'restored, with the above left to do' : 'restored: facts, words and attachments are whole');
  return left.length === 0;
}
