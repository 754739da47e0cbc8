import { notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { postGranted } from '../facts.ts';
import type { PostsInForce } from '../pack.ts';
import type { Staff } from '../staff.ts';
import { insertHolding, type NewHolding } from '../store.ts';
import { endSessions } from './end-sessions.ts';
import { knownPerson, lockPeople, mayGive } from './lock-people.ts';
import { departmentRow, holdingRow, type StoredHolding, storeExists } from './rows.ts';

export interface PostGiven {
  readonly post: string;
  readonly storeId: string | null;
  readonly departmentId: string | null;
}

export async function grantPost(
  tx: Tx<Staff>,
  given: PostGiven & { id: string; fromDay?: string | undefined; toDay: string | null },
  section: PostsInForce,
): Promise<{ id: string }> {
  const { today } = await lockPeople(tx);
  const person = await knownPerson(tx, given.id);
  if (person.state !== 'active') throw new Refusal('people.not-active');
  await checkPlace(tx, given);
  mayGive(tx.caller, given, section);
  const fromDay = given.fromDay ?? today;
  checkDays(fromDay, given.toDay, today);

  const holding = { ...given, id: newId(), staffId: person.id, fromDay, actingFor: null };
  refuseTwice(person.holdings, holding);
  return putInPost(tx, holding, today);
}

/** Appoints somebody to stand in for the holder of a post. Who stands in cannot be stood in for. */
export async function appointDeputy(
  tx: Tx<Staff>,
  given: { id: string; staffId: string; fromDay: string; toDay: string },
  section: PostsInForce,
): Promise<{ id: string }> {
  const { today } = await lockPeople(tx);
  const held = await holdingRow(tx.sql, tx.caller.orgId, given.id);
  if (!held) throw notFound();
  await knownPerson(tx, held.staffId);
  const deputy = await knownPerson(tx, given.staffId);
  if (deputy.state !== 'active') throw new Refusal('people.not-active');
  if (held.endedAt !== null || (held.toDay !== null && held.toDay < today)) throw new Refusal('people.post-ended');
  if (held.actingFor !== null) throw new Refusal('people.deputy-of-deputy');
  if (held.staffId === deputy.id) throw new Refusal('people.own-deputy');
  mayGive(tx.caller, held, section);
  checkDays(given.fromDay, given.toDay, today);
  if (held.toDay !== null && given.toDay > held.toDay) throw new Refusal('people.deputy-outlasts');

  const { post, storeId, departmentId } = held;
  const { fromDay, toDay } = given;
  const holding = {
    id: newId(),
    staffId: deputy.id,
    post,
    storeId,
    departmentId,
    fromDay,
    toDay,
    actingFor: held.staffId,
  };
  refuseTwice(deputy.holdings, holding);
  return putInPost(tx, holding, today);
}

/** Writes it and lets it count. Also used for the posts that a new person begins with. */
export async function putInPost(tx: Tx<Staff>, holding: NewHolding, today: string): Promise<{ id: string }> {
  const { id, staffId, post, storeId, departmentId, fromDay, toDay, actingFor } = holding;
  tx.write(insertHolding(tx, holding));
  announce(tx, postGranted, {
    subjectId: staffId,
    data: { staffId, holdingId: id, post, storeId, departmentId, fromDay, toDay, actingFor },
  });
  // a post that begins later changes nothing today
  if (fromDay <= today) await endSessions(tx, staffId, 'post');
  return { id };
}

/** Store and department must be ours and fit each other; another organisation's do not exist. */
export async function checkPlace(tx: Tx, { storeId, departmentId }: PostGiven): Promise<void> {
  if (storeId !== null && !(await storeExists(tx.sql, tx.caller.orgId, storeId))) throw notFound();
  if (departmentId === null) return;
  const department = await departmentRow(tx.sql, tx.caller.orgId, departmentId);
  if (!department) throw notFound();
  if (department.storeId !== null && department.storeId !== storeId) throw new Refusal('people.department-elsewhere');
}

function checkDays(fromDay: string, toDay: string | null, today: string): void {
  if (fromDay < today) throw new Refusal('people.day-past', { status: 400 });
  if (toDay !== null && toDay < fromDay) throw new Refusal('people.days-reversed', { status: 400 });
}

function refuseTwice(holdings: readonly StoredHolding[], wanted: NewHolding): void {
  const twice = holdings.some(
    (held) =>
      held.endedAt === null &&
      held.post === wanted.post &&
      held.storeId === wanted.storeId &&
      held.departmentId === wanted.departmentId &&
      held.actingFor === wanted.actingFor &&
      (held.toDay === null || held.toDay >= wanted.fromDay) &&
      (wanted.toDay === null || held.fromDay <= wanted.toDay),
  );
  if (twice) throw new Refusal('people.already-holds');
}
