import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MB = 1024 ** 2;

export interface SmallDisk {
  readonly folder: string;
  free(): number;
  /** Fills it with what is not ours until so many bytes are left; 0: until a write fails. */
  fillTo(bytes: number): void;
  /** Takes that away again. */
  empty(): void;
  remove(): void;
}

/** A real file system of a few megabytes; null where mounting is not allowed. */
export function smallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'wanhui-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    rmdirSync(folder);
    return null;
  }
  const ballast = join(folder, 'ballast');
  const free = (): number => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    free,
    fillTo(bytes) {
      const file = openSync(ballast, 'a');
      try {
        for (let left = free() - bytes; left > 0 || bytes === 0; left = free() - bytes)
          writeSync(file, Buffer.alloc(bytes === 0 ? MB : Math.min(MB, left)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(ballast, { force: true }),
    remove() {
      execFileSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}

export const canMount = ((): boolean => {
  const disk = smallDisk(1);
  disk?.remove();
  return disk !== null;
})();
