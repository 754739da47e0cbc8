import { notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { postEnded } from '../facts.ts';
import type { PostsInForce } from '../pack.ts';
import type { Staff } from '../staff.ts';
import { endHolding } from '../store.ts';
import { endSessions } from './end-sessions.ts';
import { keepAdministered, knownPerson, lockPeople, mayTake } from './lock-people.ts';
import { deputiesOf, holdingRow, type StoredHolding } from './rows.ts';

/** Ends a post at once. Whoever stood in for its holder stands in for nobody now. */
export async function endPost(tx: Tx<Staff>, { id }: { id: string }, section: PostsInForce): Promise<void> {
  await lockPeople(tx);
  const held = await holdingRow(tx.sql, tx.caller.orgId, id);
  if (!held) throw notFound();
  await knownPerson(tx, held.staffId);
  if (held.endedAt !== null) throw new Refusal('people.post-ended');
  mayTake(tx.caller, held, section);
  const ending = [held, ...(await deputiesOf(tx.sql, tx.caller.orgId, held))];
  await keepAdministered(tx, section, { holdingIds: ending.map((one) => one.id) });

  await takeFromPosts(tx, ending);
}

export async function takeFromPosts(tx: Tx<Staff>, holdings: readonly StoredHolding[]): Promise<void> {
  for (const { id, staffId, post, storeId } of holdings) {
    tx.write(endHolding(tx, id));
    announce(tx, postEnded, { subjectId: staffId, data: { staffId, holdingId: id, post, storeId } });
  }
  for (const staffId of new Set(holdings.map((held) => held.staffId))) await endSessions(tx, staffId, 'post');
}
