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
  const socket = new URL(url).searchParams.get('host');
  const target = new URL(url);
  target.searchParams.delete('host');
  return postgres(target.toString(), {
    ...(socket ? { path: `${socket}/.s.PGSQL.${target.port || '5432'}` } : {}),
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
