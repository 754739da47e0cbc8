import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { newest, readName } from './backup/kept.ts';

/** PostgreSQL opens no cluster of another major version: the data moves by a backup. */
export class OtherMajor extends Error {
  constructor(dataDir: string, made: string, brought: string) {
    const folder = process.env['WANHUI_BACKUPS'] ?? join(dataDir, 'backups');
    const kept = existsSync(folder) ? readdirSync(folder).flatMap((name) => readName(name) ?? []) : [];
    const last = newest(kept, 'daily');
    const file = last ? join(folder, last.name) : '<file>.tar.zst';
    super(
      `数据目录 ${dataDir} 中的数据库由 PostgreSQL ${made} 创建，本版本带的是 ${brought}，无法直接打开。数据没有被改动。请按以下步骤迁移：\n` +
        `The database in ${dataDir} was made by PostgreSQL ${made}; this version brings ${brought}, which cannot open it. Nothing was changed. To move:\n` +
        `  1. 用原来的版本再备份一次 · with the former version, once more: npx wanhui backup\n` +
        (last
          ? `     现有最新备份 · the newest there is: ${last.at.toISOString()}, ${file}\n`
          : `     ${folder} 中还没有备份 · there is none in ${folder} yet\n`) +
        `  2. 用本版本恢复到新目录 · with this version, into a new folder: WANHUI_DATA=${dataDir}.new npx wanhui restore ${file}\n` +
        `  3. mv ${dataDir} ${dataDir}.old && mv ${dataDir}.new ${dataDir}，然后启动 · then start`,
    );
  }
}
