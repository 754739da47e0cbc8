import { randomInt } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Tx } from '../../base/server/transaction.ts';
import { markPassword, setPassword } from '../store.ts';

/** Nothing that looks like something else when read out over the telephone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Sixteen letters in groups of four: about 79 bits. */
export function temporaryPassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** Takes about 0.1 s of CPU: call it before locking anything. */
export const hashed = (password: string): Promise<string> => hashPassword(password);

/** Puts the password in place. `temporary`: somebody else has seen it and its owner should choose another. */
export function givePassword(tx: Tx, staffId: string, hash: string, temporary: boolean): void {
  for (const statement of setPassword(tx, staffId, hash)) tx.write(statement);
  tx.write(markPassword(tx, staffId, temporary ? tx.now : null));
}
