-- A file on its way into the desk, and what became of it. The bytes lie in the file store under their sha-256.
create table import_run (
  org_id        uuid        not null,
  id            uuid        not null,
  state         text        not null,
  name          text        not null,
  bytes         bigint      not null,
  sha256        bytea       not null,
  -- encoding and delimiter, or the sheet
  reading       jsonb       not null,
  -- of the headings: files with the same are mapped alike
  shape         text        not null,
  columns       jsonb       not null,
  sample        jsonb       not null,
  rows          integer     not null,
  -- null until it is started
  settings      jsonb,
  -- rows dealt with: written with them in one transaction, so that a killed worker's successor goes on from here
  done          integer     not null default 0,
  made          integer     not null default 0,
  running       integer     not null default 0,
  linked        integer     not null default 0,
  skipped       integer     not null default 0,
  refused       integer     not null default 0,
  removed       integer     not null default 0,
  stayed        integer     not null default 0,
  worked_ms     integer     not null default 0,
  failure       text,
  uploaded_by   uuid        not null,
  uploaded_at   timestamptz not null,
  -- in whose name the work goes on: who started, resumed or undid it
  acting_by     uuid,
  started_at    timestamptz,
  finished_at   timestamptz,
  -- the process at work and until when nobody else need look after it
  worker        uuid,
  worker_until  timestamptz,
  primary key (org_id, id)
);
create index import_run_newest on import_run (org_id, uploaded_at desc, id desc);
create index import_run_under_way on import_run (started_at) where state in ('running', 'undoing');
create index import_run_by_sha on import_run (sha256);

-- What a run made, and when: later facts about a case are somebody's work.
create table import_case (
  org_id       uuid        not null,
  run_id       uuid        not null,
  complaint_id uuid        not null,
  made_at      timestamptz not null,
  -- it was worked on and outlived the undoing
  stayed       boolean     not null default false,
  primary key (org_id, run_id, complaint_id),
  foreign key (org_id, run_id) references import_run (org_id, id) on delete cascade
);

-- Rows that were not carried in, as they stand in the file, until they are forgotten.
create table import_refusal (
  org_id  uuid    not null,
  run_id  uuid    not null,
  line    integer not null,
  reasons jsonb   not null,
  cells   jsonb   not null,
  primary key (org_id, run_id, line),
  foreign key (org_id, run_id) references import_run (org_id, id) on delete cascade
);

create table import_mapping (
  org_id  uuid        not null,
  shape   text        not null,
  columns jsonb       not null,
  kept_by uuid,
  kept_at timestamptz not null,
  primary key (org_id, shape)
);
