import type { Config } from '../../base/server/config.ts';
import type { Sql } from '../../base/server/db.ts';
import { HOUR } from '../../base/time.ts';
import { LATE_MS } from './kept.ts';
import { ageOfNewest } from './shelf.ts';

/** For doctor: how old the newest is, and what to do when that is too old. */
export async function newestBackup(sql: Sql, config: Config): Promise<{ found: string; todo: string | null }> {
  const { folder, keepDays } = config.backups;
  if (keepDays === 0) return { found: 'none is taken here by itself (WANHUI_BACKUP_KEEP=0)', todo: null };
  const age = await ageOfNewest(config);
  const [row] = await sql<{ since: Date }[]>`select min(created_at) as since from organisation`;
  const found = age === null ? `none in ${folder} yet` : `the last is ${Math.round(age / HOUR)} h old, in ${folder}`;
  if ((age ?? Date.now() - (row?.since.getTime() ?? 0)) < LATE_MS) return { found, todo: null };
  return {
    found,
    todo:
      'take one now: `wanhui backup`; it says what is in the way. By itself the desk takes one a day while it runs, ' +
      'where space allows; WANHUI_BACKUPS names another place',
  };
}
