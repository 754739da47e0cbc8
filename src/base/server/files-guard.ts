import type { Sql } from './db.ts';

/** Held together by backups, and alone by whoever removes contents that no row names any more. */
const KEPT = 7_346_120_003;

/**
 * Whoever holds it waits for other things meanwhile: an idle transaction without a snapshot, which keeps nothing from
 * being tidied up. One of a transaction rather than of a session, since a pooler may stand between.
 */
const begin = 'begin; set local idle_in_transaction_session_timeout = 0';

/** From now until the returned function is called no content is removed. Waits for a removal under way. */
export async function keepFiles(sql: Sql): Promise<() => Promise<void>> {
  const connection = await sql.reserve();
  const end = async (): Promise<void> => {
    // a lost connection has given up its locks
    await connection.unsafe('rollback').catch(() => {});
    connection.release();
  };
  try {
    await connection.unsafe(begin);
    await connection`select pg_advisory_xact_lock_shared(${KEPT})`;
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}

/** A backup names what was there when it began, and reads it for a while: until the next night nothing is removed then. */
export async function whileNoBackup(sql: Sql, work: () => Promise<unknown>): Promise<void> {
  const connection = await sql.reserve();
  try {
    await connection.unsafe(begin);
    const [row] = await connection<{ got: boolean }[]>`select pg_try_advisory_xact_lock(${KEPT}) as got`;
    if (row?.got) await work();
  } finally {
    await connection.unsafe('rollback').catch(() => {});
    connection.release();
  }
}
