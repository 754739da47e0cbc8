import type { Sql } from './db.ts';
import type { Tx } from './transaction.ts';

const CHANNEL = 'wanhui_bells';
/** What PostgreSQL passes on at once is limited to 8,000 bytes. */
const AT_ONCE = 150;

/** Whose list of notices has changed. */
export interface Ring {
  readonly orgId: string;
  readonly staffIds: readonly string[];
}

export interface Bells {
  subscribe(listener: (ring: Ring) => void): () => void;
  stop(): Promise<void>;
}

/** Hears in every process whose notices have changed, once the change is committed. */
export async function openBells(sql: Sql): Promise<Bells> {
  const listeners = new Set<(ring: Ring) => void>();
  const subscription = await sql.listen(CHANNEL, (text) => {
    const ring = JSON.parse(text) as Ring;
    for (const listener of listeners) listener(ring);
  });
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => subscription.unlisten(),
  };
}

/** Told with the commit; ids only. */
export function ringBells(tx: Tx, staffIds: readonly string[]): void {
  const all = [...new Set(staffIds)];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const ring: Ring = { orgId: tx.caller.orgId, staffIds: all.slice(from, from + AT_ONCE) };
    tx.write(tx.sql`select pg_notify(${CHANNEL}, ${JSON.stringify(ring)})`);
  }
}
