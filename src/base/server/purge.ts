import type { Sql } from './db.ts';

const KEPT_DAYS = 30;
const AT_ONCE = 5000;

/** Forgets replies that nobody will ask for again. */
export async function purgeReplies(sql: Sql): Promise<void> {
  for (let removed = AT_ONCE; removed === AT_ONCE; ) {
    const result = await sql`
      delete from idempotency where ctid = any (array(
        select ctid from idempotency where at < now() - make_interval(days => ${KEPT_DAYS}) limit ${AT_ONCE}))`;
    removed = result.count;
  }
}
