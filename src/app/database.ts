import { mkdirSync } from 'node:fs';
import type { Config } from '../base/server/config.ts';
import { type DataLock, holderOf, lockData } from './data-lock.ts';
import { startEmbedded } from './embedded.ts';
import { embeddedUrls } from './embedded-memory.ts';
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
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
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
