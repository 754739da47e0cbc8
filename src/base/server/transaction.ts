import { noteTime } from './database-time.ts';
import type { Reader, Sql, Statement, TransactionSql } from './db.ts';
import { Rows, type RowsOf } from './rows.ts';

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
  /**
   * A row inserted as it is. Rows handed over before the first write go as one statement with all the others, which
   * costs the database and the driver about half of a statement for each table; later ones keep their place.
   */
  insert<Row extends object>(table: RowsOf<Row>, row: Row): void;
  flush(): Promise<void>;
  /** Runs once the commit is acknowledged; never when it failed. */
  afterCommit(action: () => void): void;
}

/** A read that a route needs before anything else, for several askers at once, with the database's time. */
export type Ahead<C extends Caller, Given, Found> = (
  sql: Reader,
  asks: readonly { readonly caller: C; readonly given: Given }[],
) => Promise<{ readonly now: Date; readonly found: readonly Found[] }>;

/** What an action has handed over: a first set of rows, then writes and later rows in their order. */
export class Queue {
  readonly first = new Rows();
  readonly #rest: (Statement | Rows)[] = [];

  write(statement: Statement): void {
    this.#rest.push(statement);
  }

  insert<Row extends object>(table: RowsOf<Row>, row: Row): void {
    this.#placeFor(table).add(table, row);
  }

  #placeFor(table: RowsOf<never>): Rows {
    const last = this.#rest.at(-1);
    if (!last || table.free) return this.first;
    if (last instanceof Rows) return last;
    const rows = new Rows();
    this.#rest.push(rows);
    return rows;
  }

  statements(sql: Reader): Statement[] {
    const all = this.first.empty ? this.#rest : [this.first, ...this.#rest];
    return all.map((one) => (one instanceof Rows ? one.statement(sql) : one));
  }
}

/**
 * Three round trips when all goes well: begin with the time, whatever `work` reads, then its writes with the commit. Nothing is acknowledged before the commit is.
 */
export async function inTransaction<C extends Caller, T>(
  sql: Sql,
  caller: C,
  work: (tx: Tx<C>) => Promise<T>,
  options: { at?: Date } = {},
): Promise<T> {
  const later: (() => void)[] = [];
  const connection = await sql.reserve();
  let open = true;
  try {
    const transaction = connection as unknown as TransactionSql;
    const asked = performance.now();
    const [, rows] = (await connection.unsafe('begin; select clock_timestamp() as now')) as unknown as [
      unknown,
      { now: Date }[],
    ];
    if (rows[0]) noteTime(sql, rows[0].now, asked);
    let queue = new Queue();
    const flush = async (end: Statement[] = []): Promise<void> => {
      const statements = [...queue.statements(transaction), ...end];
      queue = new Queue();
      // all of them, also after a failure: the connection goes back only when it is quiet
      const settled = await Promise.allSettled(statements.map((statement) => statement.execute()));
      const failed = settled.find((outcome) => outcome.status === 'rejected');
      if (failed) throw failed.reason;
    };
    const tx: Tx<C> = {
      sql: transaction,
      caller,
      now: options.at ?? rows[0]?.now ?? new Date(),
      at: options.at ?? null,
      write: (statement) => queue.write(statement),
      insert: (table, row) => queue.insert(table, row),
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
