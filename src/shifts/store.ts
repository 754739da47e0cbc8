import type { Tx } from '../base/server/transaction.ts';
import type { Entry } from './list.ts';

export interface HandOver {
  readonly id: string;
  readonly storeId: string;
  readonly untilAt: Date;
  readonly whose: 'mine' | 'store';
  readonly takerIds: readonly string[];
  readonly words: string;
  readonly list: readonly Entry[];
  readonly salt: Buffer;
}

export function insertHandOver(tx: Tx, given: HandOver): void {
  const { sql, caller, now } = tx;
  tx.write(sql`
    insert into shift_hand_over (org_id, id, store_id, giver_id, given_at, until_at, whose, taker_ids, words, list, salt)
    values (${caller.orgId}, ${given.id}, ${given.storeId}, ${caller.staffId}, ${now}, ${given.untilAt}, ${given.whose},
            ${given.takerIds as string[]}::uuid[], ${given.words}, ${sql.json(given.list as never)}, ${given.salt})`);
}

export interface LockedHandOver {
  readonly storeId: string;
  readonly takerIds: readonly string[];
  readonly list: readonly Entry[];
  readonly acknowledgedAt: Date | null;
}

export async function lockHandOver(tx: Tx, id: string): Promise<LockedHandOver | null> {
  const [row] = await tx.sql<LockedHandOver[]>`
    select store_id, taker_ids, list, acknowledged_at from shift_hand_over
    where org_id = ${tx.caller.orgId} and id = ${id} for update`;
  return row ?? null;
}

export const markAcknowledged = ({ sql, caller, now, write }: Tx, id: string): void =>
  write(sql`
    update shift_hand_over set acknowledged_by = ${caller.staffId}, acknowledged_at = ${now}
    where org_id = ${caller.orgId} and id = ${id}`);
