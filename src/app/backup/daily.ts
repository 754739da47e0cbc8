import { Refusal } from '../../base/refusal.ts';
import type { Config } from '../../base/server/config.ts';
import type { Sql } from '../../base/server/db.ts';
import type { Job } from '../../base/server/jobs.ts';
import { log } from '../../base/server/log.ts';
import { isDue, newest } from './kept.ts';
import { isUnderWay, keptIn, shelveBackup, zoneOfDesk } from './shelf.ts';

/** A process that is not to take any leaves them to the others. */
export const backupJobs = (config: Config): Job[] =>
  config.backups.keepDays === 0
    ? []
    : [{ name: 'app-backup', cron: '23 * * * *', run: ({ sql }) => backUpDaily(sql, config, new Date()) }];

/** `leastFree`: bytes that it leaves on the disk. */
export async function backUpDaily(sql: Sql, config: Config, now: Date, leastFree?: number): Promise<void> {
  const timeZone = await zoneOfDesk(sql);
  // nothing to lose yet
  if (timeZone === null) return;
  const { folder } = config.backups;
  const last = newest(await keptIn(folder), 'daily');
  if (!isDue(now, last?.at ?? null, timeZone) || (await isUnderWay(folder))) return;
  try {
    const taken = await shelveBackup(sql, config, 'daily', timeZone, leastFree === undefined ? {} : { leastFree });
    const { missing } = taken.contents.files;
    if (missing.length)
      log.warn({ backup: taken.path, missing: missing.length }, 'attachments are missing in the backup');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // trying again in a minute makes no room; the next hour looks again
    log.warn({ reason: error.code, ...error.values }, 'no backup was taken');
  }
}
