import { openDatabase, type Sql } from '../base/server/db.ts';

const ROUNDS = 4;

/**
 * Whether a pooler stands before this database that lends connections for one transaction only, such as PgBouncer with
 * `pool_mode = transaction`: two clients at once meet in one backend, or one client finds itself in several.
 */
export async function lendsByTransaction(url: string): Promise<boolean> {
  const clients = [1, 2].map(() => openDatabase(url, { max: 1, name: 'wanhui pooler check', prepare: false }));
  const seen: [Set<number>, Set<number>] = [new Set(), new Set()];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const [n, client] of clients.entries()) seen[n as 0 | 1].add(await backendOf(client));
    }
  } finally {
    for (const client of clients) await client.end({ timeout: 1 });
  }
  const [first, second] = seen;
  return first.size > 1 || second.size > 1 || [...first].some((pid) => second.has(pid));
}

async function backendOf(client: Sql): Promise<number> {
  const rows = await client.unsafe<{ pid: number }[]>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}

/** Refuses what would lose news and jobs, or leave the lock of a migration behind, without anybody being told. */
export async function refusePooled(urls: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, url] of Object.entries(urls)) {
    if (await lendsByTransaction(url))
      throw new Error(
        `${name} 经过按事务分配连接的连接池（如 PgBouncer 的 pool_mode = transaction），无法监听消息和加锁。` +
          `请改用 pool_mode = session，或将 DATABASE_DIRECT_URL 设为数据库的直连地址。\n` +
          `${name} goes through a pooler that lends connections by transaction (PgBouncer: pool_mode = transaction): ` +
          'listening and locks would fail. Use pool_mode = session, or set DATABASE_DIRECT_URL to the database itself.',
      );
  }
}
