import { Refusal } from '../base/refusal.ts';
import type { Reader, Sql } from '../base/server/db.ts';
import { newId } from '../base/server/ids.ts';
import { inTransaction, type Tx } from '../base/server/transaction.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { addPerson } from '../people/actions/add-person.ts';
import { createOrganisation, type OrganisationMade } from '../people/actions/create-organisation.ts';
import { hashed } from '../people/actions/passwords.ts';
import type { PostsSection } from '../people/pack.ts';
import { type Staff, theDesk } from '../people/staff.ts';
import { adoptPack } from '../policies/actions/adopt-pack.ts';
import type { Pack } from '../policies/pack.ts';
import { readShippedPack } from '../policies/server/shipped.ts';
import type { SetUpInput } from './contract.ts';
import { packSections } from './pack-sections.ts';
import { prepareRooms } from './wiring-setup.ts';

const LOCK = 7_346_120_002;

export interface SetUpDone extends OrganisationMade {
  readonly administratorId: string;
  readonly pack: Pack;
}

export interface SetUpOptions {
  /** Refuse when there is an organisation already: the web page sets up the first one only. */
  readonly first: boolean;
  /** Somebody else has seen the password: it is to be changed at the first sign-in. */
  readonly temporaryPassword?: boolean;
}

/** Whether nobody has set this desk up yet. */
export async function needsSetUp(sql: Reader): Promise<boolean> {
  const [row] = await sql<{ made: boolean }[]>`select exists (select from organisation) as made`;
  return !row?.made;
}

/** An organisation with its stores, departments, calendars, edition 1 of its pack and its first administrator. */
export async function setUpOrganisation(
  sql: Sql,
  given: Omit<SetUpInput, 'token' | 'sample'>,
  options: SetUpOptions,
): Promise<SetUpDone> {
  const shipped = await readShippedPack(given.pack, packSections);
  if (!shipped) throw new Refusal('policies.no-such-pack', { status: 422, values: { pack: given.pack } });
  const { pack, findings } = shipped;
  if (!pack)
    throw new Refusal('policies.not-ready', { status: 422, values: { count: findings.length }, details: findings });
  const posts = pack.sections['posts'] as PostsSection;
  const { departments } = pack.sections['complaints'] as ComplaintsSection;
  const passwordHash = await hashed(given.administrator.password);

  return inTransaction(sql, theDesk(newId()), async (tx) => {
    await lockSetUp(tx, options.first);
    const organisation = await createOrganisation(tx, {
      name: given.organisation,
      stores: given.stores,
      departments: departments.map(({ key, title }) => ({ key, name: title })),
    });
    const { name, email } = given.administrator;
    const { id: administratorId } = await addPerson(
      tx,
      {
        name,
        email,
        passwordHash,
        temporary: options.temporaryPassword ?? false,
        posts: posts.atSetUp.map((post) => ({ post, storeId: null, departmentId: null })),
      },
      posts,
    );
    await adoptPack(tx, packSections, { packKey: given.pack, by: administratorId, prepare: [prepareRooms] });
    return { ...organisation, administratorId, pack };
  });
}

async function lockSetUp(tx: Tx<Staff>, first: boolean): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(${LOCK})`;
  if (first && !(await needsSetUp(tx.sql))) throw new Refusal('app.already-set-up', { status: 410 });
}
