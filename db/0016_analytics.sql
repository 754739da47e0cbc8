-- Lists on their way out as files, one row each time somebody asks.
create table export_run (
  org_id      uuid        not null,
  id          uuid        not null,
  asked_by    uuid        not null,
  asked_at    timestamptz not null,
  -- what the asker might see and do when asking: the file is made under these rights, emptied with the file
  rights      jsonb       not null,
  format      text        not null,
  columns     text[]      not null,
  filter      jsonb       not null,
  purpose     text        not null,
  unmasked    boolean     not null,
  -- why the numbers are needed whole
  reason      text        not null default '',
  language    text        not null,
  -- seals filter, columns and reason into the fact; removed with them
  salt        bytea       not null,
  state       text        not null default 'waiting'
              check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  -- code of the refusal that it failed with
  problem     text,
  total       integer,
  made        integer     not null default 0,
  bytes       bigint,
  attempts    smallint    not null default 0,
  -- the worker was seen at it
  seen_at     timestamptz,
  finished_at timestamptz,
  removed_at  timestamptz,
  primary key (org_id, id)
);
create index export_run_queue on export_run (asked_at) where state in ('waiting', 'running');
create index export_run_kept on export_run (finished_at) where finished_at is not null and removed_at is null;
create index export_run_by_asker on export_run (org_id, asked_by, asked_at desc);
