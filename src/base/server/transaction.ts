import type { Reader, Sql, Statement, TransactionSql } from './db.ts';

/** Who acts. Rooms above base know more about the caller; base needs only this. */
export interface Caller {
  readonly orgId: string;
  /** Null for the desk itself (worker, set-up). */
  readonly staffId: string | null;
}

/** What a read gets: a place to ask, who asks, and the database's time. */
export interface Read<C extends Caller = Caller> {
  readonly sql: Reader;
  readonly caller: C;
  readonly now: Date;
}

/**
 * One unit of work. Reads are awaited; writes are handed over with `write` and sent together,
 * pipelined, just before the commit. Anything that must see a write first awaits `flush`.
 */
export interface Tx<C extends Caller = Caller> {
  readonly sql: TransactionSql;
  readonly caller: C;
  /** The database's time; set again by the read that locks the case, so that a wait for the lock counts. */
  now: Date;
  /** Set when history is entered as it was (import, sample data): `now` stays there. */
  readonly at: Date | null;
  write(statement: Statement): void;
  flush(): Promise<void>;
  /** Runs once the commit is acknowledged; never when it failed. */
  afterCommit(action: () => void): void;
}

export async function inTransaction<C extends Caller, T>(
  sql: Sql,
  caller: C,
  work: (tx: Tx<C>) => Promise<T>,
  options: { at?: Date } = {},
): Promise<T> {
  const later: (() => void)[] = [];
  const result = await sql.begin(async (transaction) => {
    let pending: Statement[] = [];
    const rows = await transaction<{ now: Date }[]>`select clock_timestamp() as now`;
    const tx: Tx<C> = {
      sql: transaction as unknown as TransactionSql,
      caller,
      now: options.at ?? rows[0]?.now ?? new Date(),
      at: options.at ?? null,
      write: (statement) => void pending.push(statement),
      flush: async () => {
        const statements = pending;
        pending = [];
        await Promise.all(statements.map((statement) => statement.execute()));
      },
      afterCommit: (action) => void later.push(action),
    };
    const value = await work(tx);
    await tx.flush();
    return value;
  });
  for (const action of later) action();
  return result as T;
}
