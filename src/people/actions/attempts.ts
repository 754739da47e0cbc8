import { createHash } from 'node:crypto';
import { Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Sql } from '../../base/server/db.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { MINUTE } from '../../base/time.ts';
import { accountLocked, accountUnlocked } from '../facts.ts';
import { FAILURES_PER_ADDRESS, FAILURES_WITHIN, lockedUntil } from '../lockout.ts';
import { theDesk } from '../staff.ts';
import { signInPerson } from './rows.ts';

/** Whose secret is tried, and from where. */
export interface Trier {
  /** Lower case. */
  readonly email: string;
  readonly address: string;
}

/** `code-asked`: the password was right, the code is still to come; neither a success nor a failure. */
export type Outcome = 'succeeded' | 'code-asked';

/**
 * Lets a secret (password or code) be tried if neither account nor address has failed too often. The attempt is
 * written as failed before it is made: of a hundred at once, eight are made. What throws has failed.
 * A locked account answers the same whether it exists or not.
 */
export async function attempting<T>(
  sql: Sql,
  { email, address }: Trier,
  work: () => Promise<{ outcome: Outcome; value: T }>,
): Promise<T> {
  const who = createHash('sha256').update(email).digest();
  const [attempt] = await sql<{ id: number; at: Date }[]>`
    insert into sign_in_attempt (who, address) values (${who}, ${address}) returning id, at`;
  if (!attempt) throw new Error('an attempt was not written');
  const [others] = await sql<{ failures: Date[]; fromAddress: number; now: Date }[]>`
    select clock_timestamp() as now,
      coalesce((select array_agg(at order by at, id) from sign_in_attempt
                where who = ${who} and outcome = 'failed' and id <> ${attempt.id}
                  and at > clock_timestamp() - interval '1 day'
                  and id > coalesce((select max(id) from sign_in_attempt
                                     where who = ${who} and outcome in ('succeeded', 'unlocked')), 0)),
               '{}') as failures,
      (select count(*)::int from sign_in_attempt
       where address = ${address} and outcome = 'failed' and id <> ${attempt.id}
         and at > clock_timestamp() - ${FAILURES_WITHIN / MINUTE} * interval '1 minute') as from_address`;
  const { failures, fromAddress, now } = others ?? { failures: [], fromAddress: 0, now: attempt.at };

  const until = lockedUntil(failures, now);
  if (until) throw new Refusal('people.locked', { status: 429, values: { minutes: minutesUntil(until, now) } });
  if (fromAddress >= FAILURES_PER_ADDRESS) throw new Refusal('people.too-many-attempts', { status: 429 });

  let done: { outcome: Outcome; value: T };
  try {
    done = await work();
  } catch (error) {
    const locked = lockedUntil([...failures, attempt.at], attempt.at);
    if (locked) await announceLock(sql, email, locked);
    throw error;
  }
  await sql`update sign_in_attempt set outcome = ${done.outcome} where id = ${attempt.id}`;
  return done.value;
}

const minutesUntil = (until: Date, now: Date): number =>
  Math.max(1, Math.ceil((until.getTime() - now.getTime()) / MINUTE));

async function announceLock(sql: Sql, email: string, until: Date): Promise<void> {
  const person = await signInPerson(sql, email);
  if (!person) return;
  const { orgId, staffId } = person;
  await inTransaction(sql, theDesk(orgId), async (tx) => {
    announce(tx, accountLocked, { subjectId: staffId, data: { staffId, untilAt: until.toISOString() } });
  });
}

/** Lets a locked account try again at once. False when there is no such active account. */
export async function unlock(sql: Sql, address: string): Promise<boolean> {
  const email = address.trim().toLowerCase();
  const person = await signInPerson(sql, email);
  if (!person) return false;
  await inTransaction(sql, theDesk(person.orgId), async (tx) => {
    forgiveAttempts(tx, { staffId: person.staffId, email }, 'console');
    announce(tx, accountUnlocked, { subjectId: person.staffId, data: { staffId: person.staffId } });
  });
  return true;
}

/** Former failures count no more. `by` stands where the address of a sign-in would. */
export function forgiveAttempts(
  tx: Tx,
  { staffId, email }: { staffId: string; email: string },
  by: 'console' | 'reset',
): void {
  const who = createHash('sha256').update(email).digest();
  tx.write(tx.sql`insert into sign_in_attempt (who, address, outcome) values (${who}, ${by}, 'unlocked')`);
  tx.write(
    tx.sql`update auth_two_factor set failed_verification_count = 0, locked_until = null where user_id = ${staffId}`,
  );
}

/** Failures older than a day decide nothing any more; sessions and challenges end by themselves. */
export async function sweepSignIn(sql: Sql): Promise<void> {
  await sql`delete from sign_in_attempt where at < now() - interval '1 day'`;
  await sql`delete from auth_session where expires_at < now()`;
  await sql`delete from auth_verification where expires_at < now()`;
}
