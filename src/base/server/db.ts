import { connect, type Socket } from 'node:net';
import postgres from 'postgres';

export type Sql = postgres.Sql<Record<string, never>>;
export type TransactionSql = postgres.TransactionSql<Record<string, never>>;
/** Either the pool or a transaction: whatever a read may run on. */
export type Reader = Sql | TransactionSql;
export type Fragment = postgres.Fragment | postgres.PendingQuery<postgres.Row[]>;
// biome-ignore lint/suspicious/noExplicitAny: a statement whose rows nobody reads
export type Statement = postgres.PendingQuery<any>;

/**
 * Opens a pool. Columns are snake_case in SQL and camelCase in rows; the keys inside jsonb are left alone.
 * `url` is a postgres:// address; a socket folder goes into `?host=/folder`.
 */
export function openDatabase(url: string, options: { max?: number; name?: string } = {}): Sql {
  const folder = new URL(url).searchParams.get('host');
  const target = new URL(url);
  target.searchParams.delete('host');
  const path = folder ? `${folder}/.s.PGSQL.${target.port || '5432'}` : null;
  return postgres(target.toString(), {
    // over the network the driver's own socket, which knows TLS; next door one that sends a flight of statements at once
    ...(path ? { path, socket: () => corked(path) } : {}),
    max: options.max ?? 10,
    connection: { application_name: options.name ?? 'wanhui', TimeZone: 'UTC' },
    transform: { column: { to: postgres.fromCamel, from: postgres.toCamel }, undefined: null },
    types: {
      // bigint counters of ours stay far below 2^53
      bigint: { to: 20, from: [20], serialize: (x: number) => String(x), parse: (x: string) => Number(x) },
      // a calendar day has no time zone: keep it as text
      date: { to: 1082, from: [1082], serialize: (x: string) => x, parse: (x: string) => x },
    },
    onnotice: () => {},
  }) as unknown as Sql;
}

/**
 * A socket that holds what is written within one turn of the loop and sends it in one system call: the driver writes
 * statement by statement, and on a local socket those calls cost more than the statements.
 */
function corked(path: string): Promise<Socket> {
  return new Promise((opened, failed) => {
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
    socket.once('connect', () => opened(socket));
    socket.once('error', failed);
  });
}
