import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Sql } from '../base/server/db.ts';
import { clientOf, cloneDatabase, dropDatabase } from './testing.ts';
import { endAll, type Started, wanhui } from './testing-processes.ts';
import { type SetUpStory, setUp } from './testing-team.ts';

export interface Place {
  readonly owner: Sql;
  readonly story: SetUpStory;
  /** The desk's own command on this database and this data folder. */
  run(env: NodeJS.ProcessEnv, ...args: string[]): Started;
  close(): Promise<void>;
}

/** A database with an organisation, and a data folder, for processes that tests start by themselves. */
export async function aPlace(email: string): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'wanhui-place-'));
  const children: ChildProcess[] = [];
  const urls = await cloneDatabase();
  const owner = openDatabase(urls.ownerUrl, { max: 2 });
  const sql = openDatabase(urls.url, { max: 2 });
  const story = await setUp({ sql, client: (token) => clientOf('', token ?? null) }, { email });
  await sql.end();
  return {
    owner,
    story,
    run(env, ...args) {
      const standing = { DATABASE_URL: urls.url, DATABASE_OWNER_URL: urls.ownerUrl, WANHUI_DATA: folder };
      const started = wanhui({ ...standing, HOST: '127.0.0.1', ...env }, ...args);
      children.push(started.child);
      return started;
    },
    async close() {
      await endAll(children);
      await owner.end();
      await dropDatabase(urls);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
