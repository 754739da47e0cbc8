-- Facts: what happened, appended and never changed by the server's role.
create table fact (
  org_id      uuid        not null,
  id          uuid        not null,
  -- the writing transaction: a lower id may commit after a higher one, so readers that must not miss
  -- a fact (sealer, outbox, live updates) read only below the snapshot's xmin
  xid         xid8        not null default pg_current_xact_id(),
  kind        text        not null,
  subject_id  uuid,
  actor_id    uuid,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  data        jsonb       not null default '{}',
  digest      bytea,
  sample      boolean     not null default false,
  primary key (org_id, id)
);
create index fact_by_subject on fact (org_id, subject_id, recorded_at, id);
create index fact_by_xid on fact (xid, org_id);

-- Sealed blocks: all facts of an organisation with from_xid <= xid < to_xid, hash-chained.
create table fact_block (
  org_id    uuid        not null,
  number    bigint      not null,
  from_xid  xid8        not null,
  to_xid    xid8        not null,
  facts     integer     not null,
  sealed_at timestamptz not null,
  previous  bytea       not null,
  hash      bytea       not null,
  primary key (org_id, number)
);

-- Replies of writes, kept so that a repeated request is answered and not repeated.
create table idempotency (
  org_id   uuid        not null,
  staff_id uuid        not null,
  key      text        not null,
  digest   bytea       not null,
  status   smallint    not null,
  reply    jsonb,
  at       timestamptz not null,
  primary key (org_id, staff_id, key)
);
create index idempotency_by_age on idempotency (at);
