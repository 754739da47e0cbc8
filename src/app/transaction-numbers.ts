import type { Sql } from '../base/server/db.ts';

/**
 * Lifts the desk's transaction numbers above all that are stored: needed once after a restore or a dump, whose
 * numbers come from another cluster. Under the owner's role, by one process at a time. See
 * docs/decisions/a-restored-desk-counts-on.md.
 */
export async function keepNumbersRising(sql: Sql): Promise<boolean> {
  const [made] = await sql`select to_regprocedure('public.transactions_before()') as name`;
  if (!made?.['name']) return false;
  const [row] = await sql<{ stored: string; next: string; oldest: string }[]>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as oldest,
           (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + transactions_before())::text as next,
           greatest(
             (select xid from fact order by xid desc limit 1),
             (select to_xid from notice_cursor order by to_xid desc limit 1),
             (select last.to_xid from organisation
              cross join lateral (select to_xid from fact_block where fact_block.org_id = organisation.org_id
                                  order by number desc limit 1) as last
              order by last.to_xid desc limit 1),
             '0'::xid8)::text as stored`;
  if (!row || BigInt(row.next) > BigInt(row.stored)) return false;
  // from the oldest that still runs: it may write a fact yet
  const before = BigInt(row.stored) + 1n - BigInt(row.oldest);
  await sql.unsafe(`
    create or replace function transactions_before() returns bigint
    language sql stable parallel safe return ${before}`);
  return true;
}
