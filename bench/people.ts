import { postsOf } from '../src/app/in-force.ts';
import type { Sql } from '../src/base/server/db.ts';
import { inTransaction } from '../src/base/server/transaction.ts';
import { addPerson } from '../src/people/actions/add-person.ts';
import { hashed } from '../src/people/actions/passwords.ts';
import { theDesk } from '../src/people/staff.ts';
import type { BenchDesk, Seat } from './desk.ts';

export interface Place {
  readonly post: string;
  readonly storeId: string | null;
  readonly departmentId?: string;
}
export interface Seated extends Seat {
  readonly place: Place;
  readonly staffId: string;
}

export const SEAT_PASSWORD = 'one for all of them';

/** A person in each place, signed in with a session of their own. */
export async function seatsFor(desk: BenchDesk, sql: Sql, places: readonly Place[]): Promise<Seated[]> {
  const [org] = await sql<{ orgId: string }[]>`select org_id from organisation`;
  if (!org) throw new Error('nothing is set up');
  const section = await postsOf(sql)(org.orgId);
  const passwordHash = await hashed(SEAT_PASSWORD);
  const seated: Seated[] = [];
  for (const [n, place] of places.entries()) {
    const email = `seat-${n + 1}@example.invalid`;
    const posts = [{ ...place, departmentId: place.departmentId ?? null }];
    const { id } = await inTransaction(sql, theDesk(org.orgId), (tx) =>
      addPerson(tx, { name: `示例${n + 1}`, email, posts, passwordHash, temporary: false }, section),
    );
    seated.push({ place, staffId: id, ...(await desk.signIn(email, SEAT_PASSWORD)) });
  }
  return seated;
}
