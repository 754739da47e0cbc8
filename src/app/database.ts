import { accessSync, constants, mkdirSync } from 'node:fs';
import type { Config } from '../base/server/config.ts';
import type { Sql } from '../base/server/db.ts';
import { type DataLock, holderOf, lockData } from './data-lock.ts';
import { startEmbedded } from './embedded.ts';
import { embeddedUrls, recall } from './embedded-memory.ts';
import { migrate } from './migrate.ts';
import { refusePooled } from './pooler.ts';

export interface DeskDatabase {
  readonly url: string;
  /** The same role past a pooler; `url` where there is none. */
  readonly directUrl: string;
  readonly ownerUrl: string;
  readonly embedded: boolean;
  /** Settles with the reason when the database ends without having been told to. */
  readonly lost: Promise<string>;
  /** Writes down where the desk is served, for a second start to say. */
  note(address: string): void;
  stop(): Promise<void>;
}

const never = new Promise<string>(() => {});

/** The desk's database, migrated: the one in DATABASE_URL, or our own. */
export async function openDeskDatabase(config: Config, say: (line: string) => void): Promise<DeskDatabase> {
  const database = await openAsItIs(config, say);
  const before = async (sql: Sql): Promise<void> => {
    const { backUpBeforeMigration } = await import('./backup/before-migration.ts');
    await backUpBeforeMigration(sql, config, database.ownerUrl, say);
  };
  try {
    await migrate({ ownerUrl: database.ownerUrl, serverUrl: database.url, before }, say);
  } catch (error) {
    await database.stop();
    throw error;
  }
  return database;
}

/** The same without migrating: for backups, and for the restore of one. */
export async function openAsItIs(config: Config, say: (line: string) => void): Promise<DeskDatabase> {
  if (!config.databaseUrl) return embedded(config, say);
  const database = outside(config, config.databaseUrl);
  await refusePooled(notPooled(config, database));
  return database;
}

export class NoDeskYet extends Error {
  constructor(dataDir: string) {
    super(`there is no desk in ${dataDir} yet\n    → npm start makes one; WANHUI_DATA names another folder`);
  }
}

/** Throws when there is nothing yet that a command could look at. */
export function needDesk(config: Config): void {
  if (!config.databaseUrl && !recall(config.dataDir)) throw new NoDeskYet(config.dataDir);
}

/** Makes the data folder, or says why not. */
export function makeDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(
      `无法写入数据目录 ${dataDir}，请用 WANHUI_DATA 指定另一个目录。\n` +
        `Cannot write to the data folder ${dataDir}. Choose another with WANHUI_DATA.`,
      { cause: error },
    );
  }
}

/** For commands: joins the database of the desk that runs on the data folder, or opens it for the time being. */
export async function joinDeskDatabase(
  config: Config,
  say: (line: string) => void,
  open: typeof openDeskDatabase = openDeskDatabase,
): Promise<DeskDatabase> {
  const urls = config.databaseUrl || !holderOf(config.dataDir) ? null : embeddedUrls(config.dataDir);
  if (!urls) return open(config, say);
  return { ...urls, directUrl: urls.url, embedded: true, lost: never, note: () => {}, stop: async () => {} };
}

function outside(config: Config, url: string): DeskDatabase {
  const directUrl = config.databaseDirectUrl ?? url;
  const ownerUrl = config.databaseOwnerUrl ?? directUrl;
  return { url, directUrl, ownerUrl, embedded: false, lost: never, note: () => {}, stop: async () => {} };
}

/** Whatever listens, locks or migrates, by the setting that names it. */
const notPooled = (config: Config, { directUrl, ownerUrl }: DeskDatabase): Record<string, string> => ({
  [config.databaseDirectUrl ? 'DATABASE_DIRECT_URL' : 'DATABASE_URL']: directUrl,
  ...(ownerUrl === directUrl ? {} : { DATABASE_OWNER_URL: ownerUrl }),
});

async function embedded(config: Config, say: (line: string) => void): Promise<DeskDatabase> {
  makeDataFolder(config.dataDir);
  const lock: DataLock = await lockData(config.dataDir);
  try {
    const database = await startEmbedded(config.dataDir, { say });
    return {
      url: database.url,
      directUrl: database.url,
      ownerUrl: database.ownerUrl,
      embedded: true,
      lost: database.lost,
      note: lock.note,
      async stop() {
        await database.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
