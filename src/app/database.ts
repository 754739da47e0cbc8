import { accessSync, constants, mkdirSync } from 'node:fs';
import type { Config } from '../base/server/config.ts';
import { type DataLock, holderOf, lockData } from './data-lock.ts';
import { startEmbedded } from './embedded.ts';
import { embeddedUrls, recall } from './embedded-memory.ts';
import { migrate } from './migrate.ts';

export interface DeskDatabase {
  readonly url: string;
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
  const database = config.databaseUrl ? outside(config, config.databaseUrl) : await embedded(config, say);
  try {
    await migrate({ ownerUrl: database.ownerUrl, serverUrl: database.url }, say);
  } catch (error) {
    await database.stop();
    throw error;
  }
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
export async function joinDeskDatabase(config: Config, say: (line: string) => void): Promise<DeskDatabase> {
  const urls = config.databaseUrl || !holderOf(config.dataDir) ? null : embeddedUrls(config.dataDir);
  if (!urls) return openDeskDatabase(config, say);
  return { ...urls, embedded: true, lost: never, note: () => {}, stop: async () => {} };
}

function outside(config: Config, url: string): DeskDatabase {
  const ownerUrl = config.databaseOwnerUrl ?? url;
  return { url, ownerUrl, embedded: false, lost: never, note: () => {}, stop: async () => {} };
}

async function embedded(config: Config, say: (line: string) => void): Promise<DeskDatabase> {
  makeDataFolder(config.dataDir);
  const lock: DataLock = await lockData(config.dataDir);
  try {
    const database = await startEmbedded(config.dataDir, { say });
    return {
      url: database.url,
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
