import type { Config } from '../base/server/config.ts';
import type { DiskPlace } from '../base/server/disk-space.ts';
import { recall } from './embedded-memory.ts';

/** Where this process writes: the data folder, and the embedded database where that lies elsewhere. */
export function placesOf({ dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>): DiskPlace[] {
  const data = { name: 'data', folder: dataDir };
  const home = databaseUrl ? null : recall(dataDir)?.home;
  return home && !home.startsWith(dataDir) ? [data, { name: 'database', folder: home }] : [data];
}
