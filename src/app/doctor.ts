import type { Config } from '../base/server/config.ts';
import type { Sql } from '../base/server/db.ts';
import { type FileStore, openFileStore } from '../base/server/files.ts';
import { verifyChain } from '../base/server/seal.ts';
import { missingHolidays } from '../clocks/actions/missing-holidays.ts';
import { sealedWords } from '../complaints/sealed-words.sql.ts';
import { deliveryTroubles } from '../notices/troubles.sql.ts';
import { currentEdition } from '../policies/actions/editions.ts';
import { readShippedPack, shippedPacks } from '../policies/server/shipped.ts';
import { newestBackup } from './backup/newest-backup.ts';
import { withDatabase } from './commands.ts';
import { needDesk } from './database.ts';
import { diskSpace } from './disk-check.ts';
import { placesOf } from './disk-places.ts';
import { pending } from './migrate.ts';
import { packSections } from './pack-sections.ts';
import { readReplica } from './replica-check.ts';

interface Check {
  readonly name: string;
  /** What was found; null: nothing to do. */
  readonly look: () => Promise<{ found: string; todo: string | null }>;
}

const MOST_SKEW_MS = 2000;
const LOOKED_AT = 10;

const fine = (found: string) => ({ found, todo: null });

/** Looks at everything the desk stands on; true when nothing is to be done. */
export async function doctor(config: Config, say: (line: string) => void): Promise<boolean> {
  try {
    needDesk(config);
  } catch (error) {
    console.log(`✗ ${(error as Error).message}`);
    return false;
  }
  let healthy = true;
  const examine = async ({ name, look }: Check): Promise<void> => {
    const { found, todo } = await look().catch((error: Error) => ({ found: error.message, todo: 'see the message' }));
    console.log(`${todo === null ? '✓' : '✗'} ${name}: ${found}${todo === null ? '' : `\n    → ${todo}`}`);
    if (todo !== null) healthy = false;
  };
  for (const place of placesOf(config)) await examine(diskSpace(config.disk, place));
  await examine(timeZone);
  await examine(packs);
  const files = openFileStore(config);
  await examine(reachable(files, config.bucket !== null));
  await withDatabase(config, say, async (sql) => {
    for (const check of [
      version(sql),
      migrated(sql),
      skew(sql),
      worker(sql),
      longTransactions(sql),
      ...(config.databaseReadUrl ? [readReplica(sql, config.databaseReadUrl, config.readLagSeconds)] : []),
      attachments(sql, files),
    ])
      await examine(check);
    const organisations = await sql<
      { orgId: string; name: string }[]
    >`select org_id, name from organisation order by name`;
    if (organisations.length) await examine({ name: 'backup', look: () => newestBackup(sql, config) });
    if (organisations.length === 0) console.log('· no organisation yet: open the set-up link, or use `wanhui setup`');
    for (const { orgId, name } of organisations) {
      await examine(edition(sql, orgId, name));
      await examine(holidays(sql, orgId, name));
      await examine(chain(sql, orgId, name));
      await examine(words(sql, orgId, name));
      await examine(notices(sql, orgId, name));
    }
  }).catch((error: Error) => {
    console.log(`✗ database: ${error.message}\n    → check DATABASE_URL, or the log postgresql.log in the data folder`);
    healthy = false;
  });
  return healthy;
}

const timeZone: Check = {
  name: 'time zone',
  async look() {
    const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const zones = Intl.supportedValuesOf('timeZone').includes('Asia/Shanghai');
    const found = `this machine: ${here}; calendars use their own zones`;
    return zones ? fine(found) : { found, todo: 'this Node has no time zone data: use the Node that npm installed' };
  },
};

const packs: Check = {
  name: 'packs',
  async look() {
    const known = await shippedPacks();
    const broken: string[] = [];
    for (const { key } of known) {
      const read = await readShippedPack(key, packSections);
      const stopping = read?.findings.filter(({ stops }) => stops) ?? [];
      // what the documents leave open is for the adopter to fill in
      if (!read?.readable || stopping.some(({ code }) => code !== 'gap-open'))
        broken.push(`${key} (${stopping.map(({ code, path }) => `${code} ${path}`).join(', ')})`);
    }
    return broken.length
      ? { found: broken.join('; '), todo: 'restore the files in packs/' }
      : fine(known.map(({ key }) => key).join(', '));
  },
};

const reachable = (files: FileStore, inBucket: boolean): Check => ({
  name: 'attachments',
  async look() {
    const todo = inBucket
      ? 'see “Attachments in a bucket” in docs/operations.md'
      : 'give the folder to the account that runs the desk';
    return files.probe().then(fine, ({ message }: Error) => ({ found: message, todo }));
  },
});

/** Oldest and newest: files left behind at a move, or not yet in a restored copy. */
const attachments = (sql: Sql, files: FileStore): Check => ({
  name: 'attachments kept',
  async look() {
    const rows = await sql<{ sha256: Buffer }[]>`
      (select sha256, added_at from attachment where redacted_at is null order by added_at limit ${LOOKED_AT})
      union
      (select sha256, added_at from attachment where redacted_at is null order by added_at desc limit ${LOOKED_AT})`;
    const there = await Promise.all(rows.map(({ sha256 }) => files.has(sha256)));
    const missing = there.filter((one) => !one).length;
    const found = `${missing} of ${rows.length} looked at are missing`;
    return missing
      ? { found, todo: 'copy files/ of the former data folder or of the backup to where attachments lie now' }
      : fine(`the ${rows.length} looked at are there`);
  },
});

const version = (sql: Sql): Check => ({
  name: 'database',
  async look() {
    const [row] = await sql<{ version: string; size: string; server: string }[]>`
      select current_setting('server_version') as version, current_user as server,
             pg_size_pretty(pg_database_size(current_database())) as size`;
    const [may] = await sql<{ alter: boolean }[]>`select has_table_privilege('fact', 'UPDATE, DELETE') as alter`;
    const found = `PostgreSQL ${row?.version}, ${row?.size}, as ${row?.server}`;
    return may?.alter
      ? {
          found: `${found}; this role can alter facts`,
          todo: 'give the server a role of its own: DATABASE_URL for it, DATABASE_OWNER_URL for the owner',
        }
      : fine(found);
  },
});

const migrated = (sql: Sql): Check => ({
  name: 'migrations',
  async look() {
    const files = await pending(sql);
    return files.length
      ? { found: `${files.length} waiting`, todo: 'run `wanhui migrate`, or start the desk' }
      : fine('up to date');
  },
});

const skew = (sql: Sql): Check => ({
  name: 'clock',
  async look() {
    const before = Date.now();
    const [row] = await sql<{ now: Date }[]>`select clock_timestamp() as now`;
    const ms = Math.round((before + Date.now()) / 2 - (row?.now.getTime() ?? 0));
    const wrong = Math.abs(ms) > MOST_SKEW_MS;
    const found = wrong
      ? `this machine is ${Math.abs(Math.round(ms / 1000))} s ${ms > 0 ? 'ahead of' : 'behind'} the database`
      : `${Math.abs(ms)} ms between this machine and the database`;
    return wrong
      ? { found, todo: 'synchronise both clocks (NTP): deadlines follow the database, codes of second factors do not' }
      : fine(found);
  },
});

const worker = (sql: Sql): Check => ({
  name: 'worker',
  async look() {
    const [row] = await sql<
      { seen: number | null }[]
    >`select extract(epoch from now() - max(seen_at))::int as seen from worker`;
    const seen = row?.seen ?? null;
    return fine(seen === null || seen > 60 ? 'none running (it runs while the desk does)' : `seen ${seen} s ago`);
  },
});

const longTransactions = (sql: Sql): Check => ({
  name: 'transactions',
  async look() {
    const [row] = await sql<{ oldest: number | null }[]>`
      select extract(epoch from max(now() - xact_start))::int as oldest from pg_stat_activity
      where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`;
    const oldest = row?.oldest ?? 0;
    return oldest > 300
      ? {
          found: `one has been open for ${oldest} s`,
          todo: 'end it: it holds up live updates and the sealing of facts',
        }
      : fine('none open for long');
  },
});

const edition = (sql: Sql, orgId: string, name: string): Check => ({
  name: `${name}: pack`,
  async look() {
    const current = await currentEdition(sql, orgId);
    return current
      ? fine(`${current.pack.title}, edition ${current.edition}`)
      : { found: 'no edition in force', todo: 'publish one: without it no complaint can be registered' };
  },
});

const holidays = (sql: Sql, orgId: string, name: string): Check => ({
  name: `${name}: holidays`,
  async look() {
    const missing = await missingHolidays(sql, orgId, new Date());
    const found = missing.map(({ title, years }) => `${title} lacks ${years.join(', ')}`).join('; ');
    return missing.length
      ? { found, todo: 'enter the announced holidays and make-up workdays on the calendars page' }
      : fine('complete');
  },
});

const chain = (sql: Sql, orgId: string, name: string): Check => ({
  name: `${name}: facts`,
  async look() {
    const { blocks, facts, unsealed, head, broken } = await verifyChain(sql, orgId);
    if (broken) {
      const what = {
        facts: 'a fact was changed',
        count: 'a fact was removed or added',
        link: 'a block was removed or changed',
      }[broken.problem];
      return {
        found: `block ${broken.block} (sealed ${broken.sealedAt?.toISOString() ?? '?'}) does not hold: ${what}`,
        todo: 'keep this database as evidence, compare it with a backup, and find out who used the owner role',
      };
    }
    return fine(
      `${facts} sealed in ${blocks} blocks, ${unsealed} waiting${head ? `, head ${head.slice(0, 16)}…` : ''}`,
    );
  },
});

const words = (sql: Sql, orgId: string, name: string): Check => ({
  name: `${name}: words`,
  async look() {
    const { whole, redacted, changed } = await sealedWords(sql, orgId);
    const found = `${whole} as sealed, ${redacted} redacted`;
    return changed
      ? {
          found: `${found}, ${changed} changed outside the desk`,
          todo: 'keep this database as evidence, and compare it with a backup',
        }
      : fine(found);
  },
});

const notices = (sql: Sql, orgId: string, name: string): Check => ({
  name: `${name}: notices`,
  async look() {
    const { failures, unheard, late } = await deliveryTroubles(sql, orgId);
    const found = [
      ...failures.map(({ way, count, code, said }) => `${count} by ${way} did not arrive (${said || code})`),
      ...(late ? [`${late} are late`] : []),
      ...(unheard ? [`${unheard} crises were acknowledged by nobody`] : []),
    ].join(', ');
    if (!found) return fine('all of the last day arrived');
    return {
      found,
      todo:
        late && !failures.length
          ? 'see that a desk is running: its worker sends them'
          : 'see the notice settings page, and send a test notice from there',
    };
  },
});
