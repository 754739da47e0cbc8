-- Editions of a calendar: its weekly rhythm and its marked days. Never changed; saving makes the next number.
create table calendar_edition (
  org_id       uuid        not null,
  id           uuid        not null,
  calendar_key text        not null,
  number       integer     not null,
  -- { rule, days }: see clocks/calendar.ts
  content      jsonb       not null,
  created_by   uuid,
  created_at   timestamptz not null,
  primary key (org_id, id),
  unique (org_id, calendar_key, number)
);

-- Rules as they stood when a clock began, each kept once by the hash of its text.
create table clock_rule (
  org_id uuid  not null,
  hash   bytea not null,
  rule   jsonb not null,
  primary key (org_id, hash)
);

-- Clocks of a case. The start stands here, what happened since in clock_event; every other column is a cache of
-- reading the two (clocks/clock.ts) and can be computed again.
create table clock (
  org_id              uuid        not null,
  subject_id          uuid        not null,
  id                  uuid        not null,
  rule_key            text        not null,
  -- the rule as it stood in the pack edition that the case is pinned to
  rule_hash           bytea       not null,
  -- null: the rule counts every hour
  calendar_edition_id uuid,
  started_at          timestamptz not null,
  start_recorded_at   timestamptz not null,
  start_fact_id       uuid,
  state               text        not null check (state in ('running', 'stopped', 'replaced', 'ended')),
  due_at              timestamptz not null,
  -- the next warning or the breach, while something is still to be recorded
  next_at             timestamptz,
  warned              smallint    not null default 0,
  -- pauses are over by themselves at paused_until: compare it with now
  paused_at           timestamptz,
  paused_until        timestamptz,
  pauses_left         smallint    not null default 0,
  ended_at            timestamptz,
  breached_at         timestamptz,
  breach_class        text check (breach_class in ('breached', 'attempted', 'kept-recorded-late')),
  late_record         text check (late_record in ('awaiting', 'confirmed')),
  sample              boolean     not null default false,
  primary key (org_id, subject_id, id),
  foreign key (org_id, calendar_edition_id) references calendar_edition (org_id, id)
);
create unique index clock_one_running on clock (org_id, subject_id, rule_key) where state = 'running';
-- the queue of the workers
create index clock_queue on clock (next_at) where next_at is not null;

-- What happened to a clock, appended. The key makes each warning and each breach happen once. No foreign key to
-- clock: both are written by one transaction that holds the case, and every fact of a case writes here.
create table clock_event (
  org_id      uuid        not null,
  subject_id  uuid        not null,
  clock_id    uuid        not null,
  kind        text        not null,
  ordinal     smallint    not null,
  at          timestamptz not null,
  recorded_at timestamptz not null,
  by          uuid,
  -- reason, evidence, typed due time, the edition adopted …
  data        jsonb       not null default '{}',
  primary key (org_id, subject_id, clock_id, kind, ordinal)
);
