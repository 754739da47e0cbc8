import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../base/server/db.ts';
import { removeEmbedded, startEmbedded } from './embedded.ts';
import type { DatabaseUrls } from './embedded-memory.ts';
import { migrate } from './migrate.ts';
import { birthOf } from './processes.ts';

declare module 'vitest' {
  interface ProvidedContext {
    wanhuiDatabase: DatabaseUrls;
  }
}

export const TEMPLATE = 'wanhui_template';
const PREFIX = 'wanhui-test-';
let runs = 0;

/** One PostgreSQL for the whole run, with a migrated database that each story clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await clearAway();
  const folder = join(tmpdir(), `${PREFIX}${process.pid}-${runs++}`);
  mkdirSync(folder, { mode: 0o700 });
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

/** Runs that were killed leave their PostgreSQL behind. */
async function clearAway(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-\\d+$`).exec(name)?.[1]);
    if (!pid || birthOf(pid) !== null) continue;
    const folder = join(tmpdir(), name);
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
}
