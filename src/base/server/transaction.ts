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
  /** What the route asked for in the same flight as the begin; null when nothing was. */
  readonly ahead: unknown;
  write(statement: Statement): void;
  /**
   * A plain insert that no other queued statement looks at: all of these go as one statement, ahead of the writes.
   * One statement with five inserts costs the database and the driver about half of five statements.
   */
  insert(statement: Statement): void;
  flush(): Promise<void>;
  /** Runs once the commit is acknowledged; never when it failed. */
  afterCommit(action: () => void): void;
}

/**
 * Three round trips when all goes well: begin with the time (and what is asked for `ahead`), whatever `work` reads
 * beyond it, then its writes with the commit. Nothing is acknowledged before the commit is.
 */
export async function inTransaction<C extends Caller, T>(
  sql: Sql,
  caller: C,
  work: (tx: Tx<C>) => Promise<T>,
  options: { at?: Date; ahead?: ((sql: Reader) => Promise<unknown>) | undefined } = {},
): Promise<T> {
  const later: (() => void)[] = [];
  const connection = await sql.reserve();
  let open = true;
  try {
    const transaction = connection as unknown as TransactionSql;
    const [[, rows], ahead] = await Promise.all([
      connection.unsafe('begin; select clock_timestamp() as now').execute() as unknown as Promise<
        [unknown, { now: Date }[]]
      >,
      options.ahead?.(transaction),
    ]);
    const row = rows[0];
    let pending: Statement[] = [];
    let inserts: Statement[] = [];
    const flush = async (end: Statement[] = []): Promise<void> => {
      const statements = [...together(transaction, inserts), ...pending, ...end];
      pending = [];
      inserts = [];
      // all of them, also after a failure: the connection goes back only when it is quiet
      const settled = await Promise.allSettled(statements.map((statement) => statement.execute()));
      const failed = settled.find((outcome) => outcome.status === 'rejected');
      if (failed) throw failed.reason;
    };
    const tx: Tx<C> = {
      sql: transaction,
      caller,
      now: options.at ?? row?.now ?? new Date(),
      at: options.at ?? null,
      ahead: ahead ?? null,
      write: (statement) => void pending.push(statement),
      insert: (statement) => void inserts.push(statement),
      flush: () => flush(),
      afterCommit: (action) => void later.push(action),
    };
    const value = await work(tx);
    // after a failed statement the server answers a commit with a rollback, and flush throws what failed
    await flush([connection.unsafe('commit')]);
    open = false;
    for (const action of later) action();
    return value;
  } finally {
    // the first error is the one to tell; a broken connection rolls back by itself
    if (open)
      await connection
        .unsafe('rollback')
        .execute()
        .catch(() => {});
    connection.release();
  }
}

/** Several inserts as one statement; each is carried out once, and foreign keys are checked at its end. */
function together(sql: TransactionSql, inserts: readonly Statement[]): Statement[] {
  const [last, ...others] = inserts.toReversed();
  if (!last || others.length === 0) return last ? [last] : [];
  const parts = others.map((insert, n) => sql`${n === 0 ? sql`` : sql`,`} ${sql(`insert_${n}`)} as (${insert})`);
  return [sql`with ${parts} ${last}`];
}
