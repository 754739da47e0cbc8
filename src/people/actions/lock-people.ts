import { notFound, Refusal } from '../../base/refusal.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { addMs, DAY } from '../../base/time.ts';
import { type InForce, staysAdministered } from '../administrators.ts';
import { type GrantBar, grantBar, type Holding, knows, personBar, postWanted } from '../granting.ts';
import type { PostsInForce } from '../pack.ts';
import type { Staff } from '../staff.ts';
import {
  holdingsInForce,
  holdingsOf,
  organisationForUpdate,
  type StaffRow,
  type StoredHolding,
  staffRow,
} from './rows.ts';

/** An organisation's people are changed by one transaction at a time: the rules look at more than one row. */
export async function lockPeople(tx: Tx<Staff>): Promise<{ today: string }> {
  const organisation = await organisationForUpdate(tx.sql, tx.caller.orgId, tx.at);
  if (!organisation) throw notFound();
  tx.now = organisation.now;
  return { today: organisation.today };
}

export interface Known extends StaffRow {
  readonly holdings: readonly StoredHolding[];
}

/** A person whom the caller knows; for the caller others do not exist. */
export async function knownPerson(tx: Tx<Staff>, staffId: string): Promise<Known> {
  const row = await staffRow(tx.sql, tx.caller.orgId, staffId);
  if (!row) throw notFound();
  const holdings = await holdingsOf(tx.sql, tx.caller.orgId, [staffId]);
  if (!knows(tx.caller, holdings)) throw notFound();
  return { ...row, holdings };
}

/** A known person whom the caller manages. */
export async function managedPerson(tx: Tx<Staff>, staffId: string, section: PostsInForce): Promise<Known> {
  const person = await knownPerson(tx, staffId);
  refuse(
    personBar(
      tx.caller,
      person.holdings.filter((held) => isOpen(held, today(tx))),
      section,
    ),
  );
  return person;
}

const today = (tx: Tx): string => addMs(tx.now, -DAY).toISOString().slice(0, 10);
/** In force or coming; a day of grace spares the question of zones. */
const isOpen = (held: StoredHolding, day: string): boolean =>
  held.endedAt === null && (held.toDay === null || held.toDay >= day);

export function mayGive(staff: Staff, wanted: Holding, section: PostsInForce): void {
  if (!postWanted(section, wanted)) throw new Refusal('people.unknown-post', { status: 400 });
  mayTake(staff, wanted, section);
}

export const mayTake = (staff: Staff, held: Holding, section: PostsInForce): void =>
  refuse(grantBar(staff, held, section));

function refuse(bar: GrantBar | null): void {
  if (bar) throw new Refusal(`people.${bar}`, { status: 403 });
}

/** Refuses what would leave the organisation without anybody who can let others in. */
export async function keepAdministered(
  tx: Tx<Staff>,
  section: PostsInForce,
  gone: { staffId?: string; holdingIds?: readonly string[] },
): Promise<void> {
  const inForce: InForce[] = await holdingsInForce(tx.sql, tx.caller.orgId);
  if (!staysAdministered(inForce, section, gone)) throw new Refusal('people.last-administrator');
}
