import type { Sql } from '../base/server/db.ts';

/** What lies waiting in the database, in seconds of age or as counts. Null: nothing waits. */
export interface Waiting {
  readonly clockSeconds: number | null;
  readonly jobSeconds: number | null;
  readonly jobs: number;
  readonly jobsRetried: number;
  readonly jobsFailed: number;
  readonly factSeconds: number | null;
  readonly deliverySeconds: number | null;
  /** Connections of this role by what they do. */
  readonly active: number;
  readonly idle: number;
  readonly idleInTransaction: number;
  readonly transactionSeconds: number | null;
}

/** One round trip over indexes and short queues, so that it may be asked every few seconds. */
export async function waitingNow(sql: Sql): Promise<Waiting> {
  const [row] = await sql<Waiting[]>`
    select (select extract(epoch from now() - min(next_at)) from clock where next_at <= now())::float8 as clock_seconds,
           job.*, fact.*, connection.*,
           (select extract(epoch from now() - min(due_at)) from notice_delivery
            where state in ('waiting', 'held', 'failed') and due_at <= now())::float8 as delivery_seconds
    from (select extract(epoch from now() - min(run_at) filter (where run_at <= now() and attempts < max_attempts
                                                                and locked_at is null))::float8 as job_seconds,
                 (count(*) filter (where run_at <= now() and attempts < max_attempts and locked_at is null))::int as jobs,
                 (count(*) filter (where attempts > 0 and attempts < max_attempts))::int as jobs_retried,
                 (count(*) filter (where attempts >= max_attempts))::int as jobs_failed
          from graphile_worker.jobs) job,
         (select extract(epoch from now() - min(unsealed.at))::float8 as fact_seconds
          from organisation
          left join lateral (select to_xid from fact_block where fact_block.org_id = organisation.org_id
                             order by number desc limit 1) last on true
          cross join lateral (select min(recorded_at) as at from fact
                              where fact.org_id = organisation.org_id and not fact.sample
                                and fact.xid >= coalesce(last.to_xid, '0'::xid8)) unsealed) fact,
         (select (count(*) filter (where state = 'active'))::int as active,
                 (count(*) filter (where state = 'idle'))::int as idle,
                 (count(*) filter (where state like 'idle in transaction%'))::int as idle_in_transaction,
                 extract(epoch from now() - min(xact_start) filter (where pid <> pg_backend_pid()))::float8
                   as transaction_seconds
          from pg_stat_activity where usename = current_user and datname = current_database()) connection`;
  if (!row) throw new Error('the database gave no figures');
  return row;
}
