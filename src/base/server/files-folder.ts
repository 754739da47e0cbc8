import { constants } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileStore, NeedRoom } from './files.ts';
import { placeOf, receive, removeHalfReceived, removeUnnamed } from './files-incoming.ts';

export function openFolderStore(folder: string, needRoom: NeedRoom = () => {}): FileStore {
  const pathOf = (sha256: Buffer): string => join(folder, placeOf(sha256));
  return {
    async put(from, maxBytes) {
      const { path, ...stored } = await receive(folder, from, maxBytes, needRoom);
      const target = pathOf(stored.sha256);
      try {
        await mkdir(dirname(target), { recursive: true });
        await rename(path, target);
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
      await syncFolder(dirname(target));
      return stored;
    },
    read: async (sha256) => (await open(pathOf(sha256), 'r')).createReadStream(),
    has: (sha256) =>
      stat(pathOf(sha256)).then(
        () => true,
        (error) => (isAbsent(error) ? false : Promise.reject(error)),
      ),
    async removeOrphans(isNamed) {
      await removeHalfReceived(folder);
      return removeUnnamed(filesIn(folder), isNamed, {
        lookAgain: async (sha256) => (await stat(pathOf(sha256))).mtime,
        remove: (sha256) => rm(pathOf(sha256), { force: true }),
      });
    },
    async probe() {
      await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).catch((error) => {
        // the first upload makes it
        if (!isAbsent(error)) throw new Error(`${folder} cannot be read and written: ${(error as Error).message}`);
      });
      return folder;
    },
  };
}

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** A rename is only safe from a power cut once the folder itself is on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

async function* filesIn(folder: string) {
  for (const first of await folders(folder)) {
    for (const second of await folders(join(folder, first))) {
      const within = join(folder, first, second);
      const names = (await readdir(within)).filter((name) => /^[0-9a-f]{64}$/.test(name));
      yield Promise.all(
        names.map(async (name) => ({ sha256: Buffer.from(name, 'hex'), at: (await stat(join(within, name))).mtime })),
      );
    }
  }
}

const folders = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]{2}$/.test(name));
