import type { Config } from '../../base/server/config.ts';
import { openDatabase, type Sql } from '../../base/server/db.ts';
import { shelveBackup, zoneOfDesk } from './shelf.ts';

/** There is no way back from a migration but this. */
export async function backUpBeforeMigration(
  sql: Sql,
  config: Config,
  ownerUrl: string,
  say: (line: string) => void,
): Promise<void> {
  if (config.backups.keepDays === 0) return;
  const [table] = await sql`select to_regclass('public.organisation') as name`;
  const timeZone = table?.['name'] ? await zoneOfDesk(sql) : null;
  if (timeZone === null) return;
  const own = openDatabase(ownerUrl, { max: 2, name: 'wanhui backup' });
  try {
    say('正在备份，之后更新数据库 · taking a backup before the database is changed');
    const { path } = await shelveBackup(own, config, 'pre-migration', timeZone);
    say(`已备份 · backup: ${path}`);
  } catch (error) {
    throw new Error(
      '更新数据库前无法备份，数据库保持原样。请处理以下问题；如已另行备份，可设置 WANHUI_BACKUP_KEEP=0 跳过。\n' +
        'No backup could be taken before the database is changed, so it was left as it is. ' +
        'See to what follows, or, with a backup of your own at hand, go without by WANHUI_BACKUP_KEEP=0.',
      { cause: error },
    );
  } finally {
    await own.end({ timeout: 5 });
  }
}
