import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../base/server/db.ts';
import { removeEmbedded, startEmbedded } from './embedded.ts';
import type { DatabaseUrls } from './embedded-memory.ts';
import { migrate } from './migrate.ts';
import { leftTestFolders, moveIntoTestFolder } from './testing-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    wanhuiDatabase: DatabaseUrls;
  }
}

export const TEMPLATE = 'wanhui_template';
const DATABASE = 'database-';

/** One PostgreSQL for the whole run, with a migrated database that each story clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await clearAway();
  const folder = mkdtempSync(join(moveIntoTestFolder(), DATABASE));
  const database = await startEmbedded(folder, { throwaway: true });
  const named = (url: string, name: string): string => {
    const target = new URL(url);
    target.pathname = `/${name}`;
    return target.toString();
  };
  await migrate({ ownerUrl: database.ownerUrl, serverUrl: database.url });
  const sql = openDatabase(database.adminUrl, { max: 1 });
  await sql.unsafe(`alter database wanhui rename to ${TEMPLATE}`);
  await sql.end();
  project.provide('wanhuiDatabase', {
    url: named(database.url, TEMPLATE),
    ownerUrl: named(database.ownerUrl, TEMPLATE),
    adminUrl: database.adminUrl,
  });
  return async () => {
    await database.stop();
    removeEmbedded(folder);
  };
}

/** Runs that were killed leave their PostgreSQL behind, and the small disks of stories about full ones. */
async function clearAway(): Promise<void> {
  for (const left of leftTestFolders()) {
    for (const name of readdirSync(left).filter((name) => name.startsWith(DATABASE))) await end(join(left, name));
    for (const disk of mountedIn(left)) spawnSync('umount', [disk]);
    rmSync(left, { recursive: true, force: true });
  }
}

function mountedIn(folder: string): string[] {
  if (!existsSync('/proc/mounts')) return [];
  const places = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return places.filter((place) => place.startsWith(`${folder}/`));
}

async function end(folder: string): Promise<void> {
  try {
    if (existsSync(join(folder, 'postgresql', 'cluster', 'postmaster.pid'))) {
      const left = await startEmbedded(folder, { throwaway: true });
      await left.stop();
    }
    removeEmbedded(folder);
  } catch {
    // another run may be clearing the same folder
    rmSync(folder, { recursive: true, force: true });
  }
}
