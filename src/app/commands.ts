import { readFileSync } from 'node:fs';
import { Refusal } from '../base/refusal.ts';
import type { Config } from '../base/server/config.ts';
import { openDatabase, type Sql } from '../base/server/db.ts';
import { inTransaction } from '../base/server/transaction.ts';
import { unlock } from '../people/actions/attempts.ts';
import { temporaryPassword } from '../people/actions/passwords.ts';
import { signInPerson } from '../people/actions/rows.ts';
import { createToken } from '../people/actions/tokens.ts';
import { theDesk } from '../people/staff.ts';
import { shippedPacks } from '../policies/server/shipped.ts';
import { setUpInput } from './contract.ts';
import { DataFolderInUse } from './data-lock.ts';
import { type DeskDatabase, joinDeskDatabase, needDesk, openDeskDatabase } from './database.ts';
import { pending } from './migrate.ts';
import { loadSample } from './sample/load.ts';
import { setUpOrganisation } from './setup.ts';

type Say = (line: string) => void;

/** Runs a command against the desk's database, whether the desk runs or not. */
export async function withDatabase<T>(
  config: Config,
  say: Say,
  work: (sql: Sql, database: DeskDatabase) => Promise<T>,
  open: typeof openDeskDatabase = openDeskDatabase,
): Promise<T> {
  const database = await joinDeskDatabase(config, say, open);
  const sql = openDatabase(database.directUrl, { max: 4, name: 'wanhui command' });
  try {
    return await work(sql, database);
  } finally {
    await sql.end({ timeout: 5 });
    await database.stop();
  }
}

export async function migrateOnly(config: Config, say: Say): Promise<void> {
  try {
    const database = await openDeskDatabase(config, say);
    await database.stop();
  } catch (error) {
    // a desk that runs has migrated, unless it is of another version: that one is not to lose its tables under way
    if (!(error instanceof DataFolderInUse) || (await withDatabase(config, say, (sql) => pending(sql))).length > 0)
      throw error;
  }
  say('the database is up to date');
}

interface SetUpCommand {
  readonly org: string;
  readonly store: readonly string[];
  readonly pack: string;
  readonly adminEmail: string;
  readonly adminName: string;
  readonly passwordStdin?: boolean;
  readonly sample?: boolean;
}

/** Where a part of the set-up comes from on the command line. */
const OPTIONS: Record<string, string> = {
  organisation: '--org',
  stores: '--store',
  'administrator.name': '--admin-name',
  'administrator.email': '--admin-email',
  'administrator.password': '--password-stdin',
};
const optionOf = (path: PropertyKey[]): string =>
  OPTIONS[path.slice(0, 2).join('.')] ?? OPTIONS[String(path[0])] ?? path.join('.');

export async function setUpByCommand(config: Config, command: SetUpCommand, say: Say): Promise<void> {
  const keys = (await shippedPacks()).map(({ key }) => key);
  if (!keys.includes(command.pack)) throw new Error(`There is no pack "${command.pack}". Packs: ${keys.join(', ')}`);
  const typed = command.passwordStdin ? readFileSync(0, 'utf8').replace(/\r?\n$/, '') : null;
  const given = setUpInput.omit({ token: true }).safeParse({
    organisation: command.org,
    stores: command.store,
    administrator: { name: command.adminName, email: command.adminEmail, password: typed ?? temporaryPassword() },
    pack: command.pack,
    sample: command.sample ?? false,
  });
  if (!given.success) {
    throw new Error(given.error.issues.map(({ path, message }) => `${optionOf(path)}: ${message}`).join('\n'));
  }
  await withDatabase(config, say, async (sql) => {
    const done = await setUpOrganisation(sql, given.data, { first: false, temporaryPassword: typed === null });
    say(`created ${given.data.organisation} with ${done.stores.length} store(s)`);
    say(`adopted edition 1 of ${done.pack.title} in the name of ${given.data.administrator.name}`);
    if (given.data.sample) {
      const { complaints, staff } = await loadSample(sql, done.orgId, (progress) => {
        if (progress.done % 40 === 0) say(`loading the sample data: ${progress.done} of ${progress.of}`);
      });
      say(`loaded ${complaints} sample complaints and ${staff} sample people`);
    }
    if (done.pack.ours.length) {
      say('figures of the pack that stand in no document: our proposal, please confirm or change them');
      for (const { path, why } of done.pack.ours) console.log(`  ${path}: ${why}`);
    }
    console.log(`organisation  ${done.orgId}`);
    console.log(`administrator ${given.data.administrator.email}`);
    if (typed === null)
      console.log(
        `password      ${given.data.administrator.password}   (shown once; to be changed at the first sign-in)`,
      );
  });
}

export async function tokenByCommand(
  config: Config,
  { staff, days, name }: { staff: string; days: number; name: string },
  say: Say,
): Promise<void> {
  needDesk(config);
  await withDatabase(config, say, async (sql) => {
    const person = await signInPerson(sql, staff.trim().toLowerCase());
    if (!person) throw nobody(staff);
    const made = await inTransaction(sql, theDesk(person.orgId), (tx) =>
      createToken(tx, { staffId: person.staffId, name, days }),
    );
    say(`valid until ${made.expiresAt.toISOString()}; it is kept nowhere and not shown again`);
    console.log(made.token);
  });
}

export async function unlockByCommand(config: Config, { staff }: { staff: string }, say: Say): Promise<void> {
  needDesk(config);
  await withDatabase(config, say, async (sql) => {
    if (!(await unlock(sql, staff))) throw nobody(staff);
    say(`${staff} may sign in again at once`);
  });
}

const nobody = (email: string): Refusal => new Refusal('app.no-such-account', { status: 404, values: { email } });
