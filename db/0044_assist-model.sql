-- 语言模型: an address outside that may propose words. Without a row, or without a use, nothing leaves.
create table model_settings (
  org_id     uuid        not null primary key references organisation (org_id),
  -- as far as /v1
  address    text        not null,
  model      text        not null,
  -- sealed with a key derived from the desk's secret; null: none
  key        bytea,
  -- what it may be asked for
  uses       text[]      not null,
  -- how the house talks, in its own words
  tone       text        not null default '',
  changed_by uuid,
  changed_at timestamptz not null
);

-- Each time words left for it: who, when, what for and how much. Never the words.
create table model_use (
  org_id       uuid        not null references organisation (org_id),
  id           uuid        not null,
  staff_id     uuid        not null,
  -- null: at registration, before there is a case, and of trials
  complaint_id uuid,
  use          text        not null,
  -- where it went
  host         text        not null,
  at           timestamptz not null,
  -- characters that left, and that came back
  sent         integer     not null,
  received     integer     not null default 0,
  -- null: nothing has come back yet; empty: it answered; else why not
  fault        text,
  primary key (org_id, id)
);
create index model_use_by_time on model_use (org_id, at desc);
