import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../base/server/config.ts';
import { openDatabase, type Sql } from '../../base/server/db.ts';
import type { DatabaseUrls } from '../embedded-memory.ts';
import { type Client, cloneDatabase, type Desk, dropDatabase } from '../testing.ts';
import { LEFT_OUT } from './contents.ts';
import { optionsFor } from './shelf.ts';
import { takeBackup } from './take-backup.ts';

/** A data folder and an outside database, as the settings would name them. */
export function configFor({ url, ownerUrl }: Pick<DatabaseUrls, 'url' | 'ownerUrl'>, dataDir?: string): Config {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'wanhui-restore-'));
  return readConfig({ WANHUI_DATA: folder, DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl });
}

/** Every carried table as the digest of its rows' texts in order, with their number. */
export async function tableDigests(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
    and relname <> all (${Object.keys(LEFT_OUT)}::text[]) order by relname`;
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await sql<{ row: string }[]>`select ${sql(name)}::text as row from ${sql(name)} order by 1`;
    const hash = createHash('sha256');
    for (const { row } of rows) hash.update(`${row}\n`);
    digests[name] = `${rows.length} ${hash.digest('hex')}`;
  }
  return digests;
}

/** What a restored desk adds to its history: one fact for each organisation. */
export const withoutRestoring = async (owner: Sql): Promise<void> => {
  await owner`delete from fact where kind = 'desk-restored'`;
};

export async function register(agent: Client, ownWords: string, receivedAt = new Date()): Promise<string> {
  const given = { kind: 'complaint', ownWords, receivedAt: receivedAt.toISOString() };
  const { status, body } = await agent.post('/api/complaints', given);
  if (status !== 201) throw new Error(`registering answered ${status}: ${JSON.stringify(body)}`);
  return body.id as string;
}

export async function attach(
  agent: Client,
  id: string,
  content: Uint8Array<ArrayBuffer> | string,
  name = '照片.txt',
): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  const { status, body } = await agent.post(`/api/complaints/${id}/attachments`, form);
  if (status !== 201 && status !== 200) throw new Error(`attaching answered ${status}: ${JSON.stringify(body)}`);
  return body.items.at(-1).id as string;
}

/** As a desk of this version writes it, however full the disk is. */
export const backUp = (from: Desk, path: string) =>
  takeBackup(from.sql, path, { ...optionsFor(from.services.config, from.services.files), leastFree: 0 });

/** An empty database and data folder; gone afterwards. */
export async function withEmptyDesk<T>(work: (config: Config, urls: DatabaseUrls) => Promise<T>): Promise<T> {
  const urls = await cloneDatabase({ empty: true });
  const config = configFor(urls);
  try {
    return await work(config, urls);
  } finally {
    await dropDatabase(urls);
    rmSync(config.dataDir, { recursive: true, force: true });
  }
}

export async function tablesOf({ ownerUrl }: DatabaseUrls): Promise<number> {
  const owner = openDatabase(ownerUrl, { max: 1 });
  const rows = await owner`select from pg_class where relnamespace = 'public'::regnamespace`;
  await owner.end();
  return rows.length;
}
