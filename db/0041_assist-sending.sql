-- 照发: a sentence that the policy stops before sending and its writer sent all the same. Only what was sent is kept.
create table send_override (
  org_id         uuid        not null,
  id             uuid        not null,
  complaint_id   uuid        not null,
  -- the words as they were sent, and where in them this one stood, in UTF-16 units
  text_id        uuid        not null,
  place          integer     not null,
  -- family/rule of the language
  rule           text        not null,
  words          text        not null,
  by_id          uuid        not null,
  at             timestamptz not null,
  -- asked after sending; may be put off
  reason         text        check (reason in ('quoted', 'not-meant', 'special', 'other')),
  note           text        not null default '',
  explained_at   timestamptz,
  -- of whoever keeps the rule: 是该拦, 不该拦
  stop_was_right boolean,
  judged_by      uuid,
  judged_at      timestamptz,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade,
  foreign key (org_id, text_id) references complaint_text (org_id, id) on delete cascade,
  check ((reason is null) = (explained_at is null)),
  check ((stop_was_right is null) = (judged_at is null))
);
create unique index send_override_once on send_override (org_id, text_id, rule, place);
create index send_override_of on send_override (org_id, complaint_id);
create index send_override_by on send_override (org_id, by_id, at);
create index send_override_at on send_override (org_id, at);

-- How often a rule stopped somebody who then wrote it better: a count of a day, without words, person or case.
create table stop_count (
  org_id uuid    not null,
  day    date    not null,
  rule   text    not null,
  mended integer not null,
  primary key (org_id, day, rule)
);
