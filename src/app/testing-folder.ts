import { accessSync, chmodSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { birthOf } from './processes.ts';

const PREFIX = 'wanhui-test-';
const MEMORY = '/dev/shm';
/** A run keeps some 300 MB at a time. */
const ROOMY = 2 * 1024 ** 3;

/** What a database of 900 files takes twenty times as long to copy on a disk lies in memory where there is plenty. */
function isRoomy(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return Math.min(bavail * bsize, freemem()) >= ROOMY;
  } catch {
    return false;
  }
}

/**
 * From here on whatever this process and its children keep for a while lies in a folder of this run, which goes with it.
 * Returns the folder.
 */
export function moveIntoTestFolder(): string {
  const own = `${PREFIX}${process.pid}-`;
  if (basename(tmpdir()).startsWith(own)) return tmpdir();
  const folder = mkdtempSync(join(isRoomy(MEMORY) ? MEMORY : tmpdir(), own));
  // PostgreSQL passes through it as another user
  chmodSync(folder, 0o711);
  process.env['TMPDIR'] = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Folders of runs that were killed. */
export function leftTestFolders(): string[] {
  return [MEMORY, tmpdir()].flatMap((where) =>
    (existsSync(where) ? readdirSync(where) : [])
      .filter((name) => {
        const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
        return pid > 0 && birthOf(pid) === null;
      })
      .map((name) => join(where, name)),
  );
}
