import { Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { isUniqueViolation } from '../../base/server/do-once.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { personAdded } from '../facts.ts';
import type { PostsInForce } from '../pack.ts';
import type { Staff } from '../staff.ts';
import { insertStaff } from '../store.ts';
import { checkPlace, type PostGiven, putInPost } from './grant-post.ts';
import { lockPeople, mayGive } from './lock-people.ts';
import { givePassword } from './passwords.ts';

export interface PersonGiven {
  readonly name: string;
  /** Lower case; used by nobody else in the whole installation. */
  readonly email: string;
  readonly posts: readonly PostGiven[];
  /** See `hashed`; null: an account that nobody can sign in to by password. */
  readonly passwordHash: string | null;
  /** False when the person chose it themselves, as the first administrator does. */
  readonly temporary?: boolean;
  readonly sample?: boolean;
}

export async function addPerson(tx: Tx<Staff>, given: PersonGiven, section: PostsInForce): Promise<{ id: string }> {
  const { today } = await lockPeople(tx);
  for (const wanted of given.posts) {
    await checkPlace(tx, wanted);
    mayGive(tx.caller, wanted, section);
  }

  const id = newId();
  const temporary = given.temporary ?? true;
  const sample = given.sample ?? false;
  for (const statement of insertStaff(tx, {
    id,
    name: given.name,
    email: given.email,
    sample,
    temporaryPassword: temporary,
  })) {
    tx.write(statement);
  }
  if (given.passwordHash !== null) givePassword(tx, id, given.passwordHash, temporary);
  announce(tx, personAdded, { subjectId: id, data: { staffId: id }, sample });
  await flushed(tx);
  for (const wanted of given.posts) {
    await putInPost(tx, { ...wanted, id: newId(), staffId: id, fromDay: today, toDay: null, actingFor: null }, today);
  }
  return { id };
}

async function flushed(tx: Tx): Promise<void> {
  try {
    await tx.flush();
  } catch (error) {
    // the address is somebody's already, here or in another organisation of this installation
    if (isUniqueViolation(error, 'auth_user_email') || isUniqueViolation(error, 'staff_email_once')) {
      throw new Refusal('people.email-taken');
    }
    throw error;
  }
}
