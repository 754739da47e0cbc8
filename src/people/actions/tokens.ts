import { randomBytes } from 'node:crypto';
import { notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { addMs, DAY } from '../../base/time.ts';
import { tokenCreated, tokenRevoked } from '../facts.ts';
import type { PostsInForce } from '../pack.ts';
import type { Permission } from '../permissions.ts';
import type { Staff } from '../staff.ts';
import { insertToken, revokeToken as markRevoked } from '../store.ts';
import { lockPeople, managedPerson } from './lock-people.ts';
import { tokenRow } from './rows.ts';
import { rightsChanged, TOKEN_MARK, tokenHash } from './session-staff.ts';

export interface TokenGiven {
  readonly staffId: string;
  readonly name: string;
  readonly days: number;
  readonly scope?: readonly Permission[] | undefined;
}

/** The token is returned here and kept nowhere. */
export async function createToken(tx: Tx, given: TokenGiven): Promise<{ id: string; token: string; expiresAt: Date }> {
  const token = TOKEN_MARK + randomBytes(32).toString('base64url');
  const id = newId();
  const expiresAt = addMs(tx.now, given.days * DAY);
  const scope = given.scope ? [...new Set(given.scope)].sort() : null;
  const { staffId, name } = given;
  tx.write(insertToken(tx, { id, staffId, name, hash: tokenHash(token), prefix: token.slice(0, 8), scope, expiresAt }));
  announce(tx, tokenCreated, {
    subjectId: staffId,
    data: { staffId, tokenId: id, scoped: scope !== null, expiresAt: expiresAt.toISOString() },
  });
  return { id, token, expiresAt };
}

export async function revokeToken(tx: Tx<Staff>, { id }: { id: string }, section: PostsInForce): Promise<void> {
  await lockPeople(tx);
  const token = await tokenRow(tx.sql, tx.caller.orgId, id);
  if (!token) throw notFound();
  if (token.staffId !== tx.caller.staffId) await managedToken(tx, token.staffId, section);
  tx.write(markRevoked(tx, id));
  announce(tx, tokenRevoked, { subjectId: token.staffId, data: { staffId: token.staffId, tokenId: id } });
  rightsChanged(tx, token.staffId);
}

/** A token is not shown to who does not manage its person, so for them it does not exist. */
async function managedToken(tx: Tx<Staff>, staffId: string, section: PostsInForce): Promise<void> {
  try {
    await managedPerson(tx, staffId, section);
  } catch (error) {
    if (error instanceof Refusal) throw notFound();
    throw error;
  }
}
