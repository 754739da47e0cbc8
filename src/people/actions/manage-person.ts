import { Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Tx } from '../../base/server/transaction.ts';
import {
  passwordReset,
  personLeft,
  personPhoneKept,
  personReactivated,
  personRenamed,
  personSuspended,
} from '../facts.ts';
import type { PostsInForce } from '../pack.ts';
import type { Staff } from '../staff.ts';
import { deleteSecondFactor, renameStaff, revokeTokensOf, setPhone, setState } from '../store.ts';
import { forgiveAttempts } from './attempts.ts';
import { takeFromPosts } from './end-post.ts';
import { endSessions } from './end-sessions.ts';
import { forgetName } from './known-names.ts';
import { keepAdministered, lockPeople, managedPerson } from './lock-people.ts';
import { givePassword } from './passwords.ts';
import { deputiesOf } from './rows.ts';
import { rightsChanged } from './session-staff.ts';

export async function renamePerson(
  tx: Tx<Staff>,
  given: { id: string; name: string },
  section: PostsInForce,
): Promise<void> {
  await lockPeople(tx);
  const person = await managedPerson(tx, given.id, section);
  if (person.name === given.name) return;
  for (const statement of renameStaff(tx, person.id, given.name)) tx.write(statement);
  tx.afterCommit(() => forgetName(tx.caller.orgId, person.id));
  announce(tx, personRenamed, { subjectId: person.id, data: { staffId: person.id } });
  rightsChanged(tx, person.id);
}

export async function keepPhone(
  tx: Tx<Staff>,
  given: { id: string; phone: string },
  section: PostsInForce,
): Promise<void> {
  await lockPeople(tx);
  const person = await managedPerson(tx, given.id, section);
  tx.write(setPhone(tx, person.id, given.phone));
  announce(tx, personPhoneKept, { subjectId: person.id, data: { staffId: person.id } });
}

export async function suspendPerson(tx: Tx<Staff>, { id }: { id: string }, section: PostsInForce): Promise<void> {
  await lockPeople(tx);
  const person = await managedPerson(tx, id, section);
  if (person.id === tx.caller.staffId) throw new Refusal('people.not-yourself');
  if (person.state !== 'active') throw new Refusal('people.not-active');
  await keepAdministered(tx, section, { staffId: person.id });
  tx.write(setState(tx, person.id, 'suspended'));
  announce(tx, personSuspended, { subjectId: person.id, data: { staffId: person.id } });
  await endSessions(tx, person.id, 'suspension');
}

export async function reactivatePerson(tx: Tx<Staff>, { id }: { id: string }, section: PostsInForce): Promise<void> {
  await lockPeople(tx);
  const person = await managedPerson(tx, id, section);
  if (person.state !== 'suspended') throw new Refusal('people.not-suspended');
  tx.write(setState(tx, person.id, 'active'));
  announce(tx, personReactivated, { subjectId: person.id, data: { staffId: person.id } });
  rightsChanged(tx, person.id);
}

/** A higher room refuses while something of this person's would be left without anybody. */
export type LeavingGate = (tx: Tx<Staff>, staffId: string) => Promise<Refusal | null>;

/** For good: the posts end with their deputies, tokens are revoked. */
export const letGo =
  (gates: readonly LeavingGate[]) =>
  async (tx: Tx<Staff>, { id }: { id: string }, section: PostsInForce): Promise<void> => {
    await lockPeople(tx);
    const person = await managedPerson(tx, id, section);
    if (person.id === tx.caller.staffId) throw new Refusal('people.not-yourself');
    if (person.state === 'left') throw new Refusal('people.has-left');
    await keepAdministered(tx, section, { staffId: person.id });
    for (const gate of gates) {
      const refusal = await gate(tx, person.id);
      if (refusal) throw refusal;
    }
    tx.write(setState(tx, person.id, 'left'));
    tx.write(revokeTokensOf(tx, person.id));
    // who has gone staffs nothing: the roster shows the gap
    tx.write(
      tx.sql`delete from duty_shift where org_id = ${tx.caller.orgId} and staff_id = ${person.id} and from_at > ${tx.now}`,
    );
    announce(tx, personLeft, { subjectId: person.id, data: { staffId: person.id } });
    for (const held of person.holdings.filter((one) => one.endedAt === null)) {
      await takeFromPosts(tx, [held, ...(await deputiesOf(tx.sql, tx.caller.orgId, held))]);
    }
    await endSessions(tx, person.id, 'leaving');
  };

export async function resetPassword(
  tx: Tx<Staff>,
  given: { id: string; dropSecondFactor: boolean; passwordHash: string },
  section: PostsInForce,
): Promise<void> {
  await lockPeople(tx);
  const person = await managedPerson(tx, given.id, section);
  if (person.state === 'left') throw new Refusal('people.has-left');
  givePassword(tx, person.id, given.passwordHash, true);
  // whoever tried the former password knows nothing of this one
  forgiveAttempts(tx, { staffId: person.id, email: person.email }, 'reset');
  if (given.dropSecondFactor) for (const statement of deleteSecondFactor(tx, person.id)) tx.write(statement);
  announce(tx, passwordReset, {
    subjectId: person.id,
    data: { staffId: person.id, secondFactorDropped: given.dropSecondFactor },
  });
  await endSessions(tx, person.id, 'password');
}
