-- Facts, blocks and cursors name transactions of the cluster that they were written in. A cluster that a copy was
-- restored into counts from the start again, so the desk's numbers are PostgreSQL's plus this: a constant that costs
-- nothing to read. The owner raises it at a start that finds the numbers behind (src/app/transaction-numbers.ts).
-- Stable, so that it is put into plans as a literal that a replaced function takes out again; an immutable one would
-- stay in the plans of connections that live on.
create function transactions_before() returns bigint
language sql stable parallel safe return 0;

-- the number of the running transaction
create function fact_xid() returns xid8
language sql stable return (pg_current_xact_id()::text::bigint + transactions_before())::text::xid8;

-- below it every transaction has ended
create function fact_horizon() returns xid8
language sql stable return (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + transactions_before())::text::xid8;

alter table fact alter column xid set default fact_xid();
