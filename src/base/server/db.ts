import { connect, type Socket } from 'node:net';
import type postgres from 'postgres';
import { driver } from './driver.ts';

export type Sql = postgres.Sql<Record<string, never>>;
export type TransactionSql = postgres.TransactionSql<Record<string, never>>;
/** Either the pool or a transaction: whatever a read may run on. */
export type Reader = Sql | TransactionSql;
export type Fragment = postgres.Fragment | postgres.PendingQuery<postgres.Row[]>;
// biome-ignore lint/suspicious/noExplicitAny: a statement whose rows nobody reads
export type Statement = postgres.PendingQuery<any>;

export interface PoolOptions {
  readonly max?: number;
  readonly name?: string;
  /** Whether statements are kept in their connection: not behind a pooler that lends connections by transaction. */
  readonly prepare?: boolean;
  /** Milliseconds before a lost connection is tried again. */
  readonly againMs?: number;
}

const AGAIN_MS = 200;

/**
 * Opens a pool. Columns are snake_case in SQL and camelCase in rows; the keys inside jsonb are left alone.
 * `url` is a postgres:// address; a socket folder goes into `?host=/folder`.
 */
export function openDatabase(url: string, options: PoolOptions = {}): Sql {
  const folder = new URL(url).searchParams.get('host');
  const target = new URL(url);
  target.searchParams.delete('host');
  const path = folder ? `${folder}/.s.PGSQL.${target.port || '5432'}` : null;
  const sql = driver(target.toString(), {
    // over the network the driver's own socket, which knows TLS; next door one that sends a flight of statements at once
    ...(path ? { path, socket: () => corked(path) } : {}),
    max: options.max ?? 10,
    prepare: options.prepare ?? true,
    // such a pooler takes the backend away after each statement's end, with what the next has said already
    ...(options.prepare === false ? { max_pipeline: 0 } : {}),
    // the driver's own pause counts the losses of all connections together: up to 20 s after one crash of PostgreSQL
    backoff: () => (options.againMs ?? AGAIN_MS) / 1000,
    connection: { application_name: options.name ?? 'wanhui', TimeZone: 'UTC' },
    transform: { column: { to: driver.fromCamel, from: driver.toCamel }, undefined: null },
    types: {
      // bigint counters of ours stay far below 2^53
      bigint: { to: 20, from: [20], serialize: (x: number) => String(x), parse: (x: string) => Number(x) },
      // a calendar day has no time zone: keep it as text
      date: { to: 1082, from: [1082], serialize: (x: string) => x, parse: (x: string) => x },
    },
    onnotice: () => {},
  }) as unknown as Sql;
  return counted(sql);
}

export interface PoolUse {
  /** Connections kept by one piece of work: a transaction, a request of several reads, whoever listens. */
  readonly held: number;
  /** Who waits for one. Single statements never do: they join those under way. */
  readonly waiting: number;
}

const uses = new WeakMap<Sql, { held: number; waiting: number }>();
export const poolUse = (sql: Sql): PoolUse => uses.get(sql) ?? { held: 0, waiting: 0 };

/** The driver says nothing of its queue, so those who ask for a connection of their own are counted on their way. */
function counted(sql: Sql): Sql {
  const use = { held: 0, waiting: 0 };
  uses.set(sql, use);
  const reserve = sql.reserve.bind(sql);
  sql.reserve = async () => {
    use.waiting++;
    const connection = await reserve().finally(() => use.waiting--);
    use.held++;
    const release = connection.release.bind(connection);
    let given = false;
    connection.release = () => {
      if (!given) use.held--;
      given = true;
      return release();
    };
    return connection;
  };
  return sql;
}

/**
 * A socket that holds what is written within one turn of the loop and sends it in one system call: the driver writes
 * statement by statement, and on a local socket those calls cost more than the statements.
 */
function corked(path: string): Socket {
  // not waited for: of one that does not open the driver hears by the socket itself, and tries anew
  const socket = connect(path);
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
  let waiting = false;
  socket.write = ((...given: unknown[]) => {
    if (!waiting) {
      waiting = true;
      socket.cork();
      process.nextTick(() => {
        waiting = false;
        socket.uncork();
      });
    }
    return write(...given);
  }) as Socket['write'];
  return socket;
}
