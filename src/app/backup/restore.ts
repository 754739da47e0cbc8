import { announce } from '../../base/server/announce.ts';
import type { Config } from '../../base/server/config.ts';
import { openDatabase, type Sql } from '../../base/server/db.ts';
import { type FileStore, openFileStore } from '../../base/server/files.ts';
import { verifyChain } from '../../base/server/seal.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import { sealedWords } from '../../complaints/sealed-words.sql.ts';
import { theDesk } from '../../people/staff.ts';
import { type DeskDatabase, openAsItIs } from '../database.ts';
import { deskRestored } from '../facts.ts';
import { migrate } from '../migrate.ts';
import { keepSecret, knownSecret } from '../secret.ts';
import type { BackupOf } from './contents.ts';
import { type Examined, examine } from './examine.ts';
import { loadBackup } from './load.ts';

type Say = (line: string) => void;

const SAY_EVERY_MS = 3000;

/** Returns what is left to do, in sentences; none when the desk is as it was. */
export async function restoreBackup(config: Config, path: string, say: Say): Promise<string[]> {
  say(`checking ${path}`);
  const examined = await examine(path, progressOf(say, 'checked'));
  say(`whole: ${described(examined)}`);
  const database = await openAsItIs(config, say);
  try {
    return await fillDesk(config, database, path, examined, say);
  } finally {
    await database.stop();
  }
}

export const described = ({ about, contents }: Examined): string => {
  const rows = Object.values(contents.rows).reduce((sum, count) => sum + count, 0);
  const names = about.organisations.map(({ name }) => name).join(', ') || 'no organisation';
  return `${about.takenAt.toISOString()}, ${names}, ${rows} rows, ${contents.files.count} attachments, desk ${about.desk}, PostgreSQL ${about.postgresql}`;
};

async function fillDesk(
  config: Config,
  { ownerUrl, url, directUrl }: DeskDatabase,
  path: string,
  examined: Examined,
  say: Say,
): Promise<string[]> {
  const files = openFileStore(config);
  const progress = progressOf(say, 'loaded');
  await loadBackup(path, examined, {
    ownerUrl,
    files,
    keepSecret: (secret) => keepSecret(config.dataDir, secret),
    progress,
  });
  say('loaded; bringing it up to date');
  await migrate({ ownerUrl, serverUrl: url }, say);
  const owner = openDatabase(ownerUrl, { max: 1, name: 'wanhui restore' });
  // statements planned without statistics would read whole tables until autovacuum comes by
  await owner.unsafe('analyze').finally(() => owner.end());
  const sql = openDatabase(directUrl, { max: 2, name: 'wanhui restore' });
  try {
    for (const { id } of examined.about.organisations) await noteRestore(sql, id, examined.about);
    say('verifying facts, words and attachments');
    return [
      ...secretTrouble(config, examined.about),
      ...(await chainTroubles(sql, examined.about)),
      ...(await missingFiles(sql, files)),
    ];
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** What was done between the backup and the loss is gone: the chain says so where it goes on. */
const noteRestore = (sql: Sql, orgId: string, { takenAt, desk }: BackupOf) =>
  inTransaction(sql, theDesk(orgId), async (tx) =>
    announce(tx, deskRestored, { subjectId: null, data: { takenAt: takenAt.toISOString(), desk } }),
  );

function secretTrouble({ dataDir }: Config, { secretMark }: BackupOf): string[] {
  if (secretMark === null || knownSecret(dataDir)?.mark === secretMark) return [];
  return [
    'WANHUI_SECRET is not the one of the former desk: set that one, else second factors, the mail server’s password and the robots must be entered anew',
  ];
}

async function chainTroubles(sql: Sql, { organisations }: BackupOf): Promise<string[]> {
  const troubles: string[] = [];
  for (const { id, name } of organisations) {
    const { broken } = await verifyChain(sql, id);
    if (broken) troubles.push(`${name}: block ${broken.block} of the facts does not hold, nor did it in the backup`);
    const { changed } = await sealedWords(sql, id);
    if (changed) troubles.push(`${name}: ${changed} words were changed outside the desk before the backup was taken`);
  }
  return troubles;
}

async function missingFiles(sql: Sql, files: FileStore): Promise<string[]> {
  let missing = 0;
  const named = sql<{ sha256: Buffer }[]>`
    select distinct sha256 from attachment where redacted_at is null`.cursor(500);
  for await (const rows of named) {
    const there = await Promise.all(rows.map(({ sha256 }) => files.has(sha256)));
    missing += there.filter((has) => !has).length;
  }
  if (!missing) return [];
  return [
    `${missing} attachments are not there: they were missing or left out when the backup was taken; copy files/ of the former data folder to where attachments lie now`,
  ];
}

function progressOf(say: Say, what: string): (bytes: number) => void {
  let said = Date.now();
  let all = 0;
  return (bytes) => {
    all += bytes;
    if (Date.now() - said < SAY_EVERY_MS) return;
    said = Date.now();
    say(`${(all / 1e6).toFixed(0).padStart(6)} MB ${what}`);
  };
}
