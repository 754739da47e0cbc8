-- 通话与对话: what was said to a customer, kept on the case. What is thought of it is worked out whenever it is read.
create table conversation (
  org_id       uuid        not null,
  id           uuid        not null,
  complaint_id uuid        not null,
  channel      text        not null,
  -- pasted, or recognised from a recording
  source       text        not null,
  started_at   timestamptz not null,
  -- of ours, each once
  spoken_by    uuid[]      not null,
  kept_by      uuid,
  kept_at      timestamptz not null,
  -- with the utterances under the digest of the fact; empty once a word is hidden
  salt         bytea       not null,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index conversation_of_case on conversation (org_id, complaint_id, started_at);
create index conversation_spoken_by on conversation using gin (spoken_by);

create table utterance (
  org_id          uuid    not null,
  conversation_id uuid    not null,
  place           integer not null,
  speaker         text    not null,
  staff_id        uuid,
  body            text    not null,
  -- seconds since the conversation began; null: not known
  begins          double precision,
  ends            double precision,
  primary key (org_id, conversation_id, place),
  foreign key (org_id, conversation_id) references conversation (org_id, id) on delete cascade,
  check (staff_id is null or speaker = 'agent')
);

-- 好例子: an utterance that others may learn from; taken back, never deleted
create table good_example (
  org_id          uuid        not null,
  id              uuid        not null,
  conversation_id uuid        not null,
  place           integer     not null,
  note            text        not null,
  marked_by       uuid,
  marked_at       timestamptz not null,
  ended_by        uuid,
  ended_at        timestamptz,
  primary key (org_id, id),
  foreign key (org_id, conversation_id, place) references utterance (org_id, conversation_id, place) on delete cascade
);
create unique index good_example_once on good_example (org_id, conversation_id, place) where ended_at is null;

-- 异议: of whoever spoke against a finding (place and rule) or a figure (no place) about their own words
create table talk_dispute (
  org_id          uuid        not null,
  id              uuid        not null,
  conversation_id uuid        not null,
  staff_id        uuid        not null,
  place           integer,
  about           text        not null,
  reason          text        not null,
  disputed_at     timestamptz not null,
  -- upheld: it no longer counts
  upheld          boolean,
  answer          text        not null default '',
  answered_by     uuid,
  answered_at     timestamptz,
  primary key (org_id, id),
  foreign key (org_id, conversation_id) references conversation (org_id, id) on delete cascade,
  check ((upheld is null) = (answered_at is null))
);
create unique index talk_dispute_once on talk_dispute (org_id, conversation_id, staff_id, about, coalesce(place, -1));
create index talk_dispute_open on talk_dispute (org_id, disputed_at) where answered_at is null;

-- That the organisation's rule about figures of a person was discussed and made known; without one nobody sees those of others.
create table talk_rule (
  org_id          uuid        not null,
  id              uuid        not null,
  document_number text        not null,
  consulted_on    date        not null,
  notified_on     date        not null,
  recorded_by     uuid,
  recorded_at     timestamptz not null,
  ended_by        uuid,
  ended_at        timestamptz,
  primary key (org_id, id)
);
create unique index talk_rule_one on talk_rule (org_id) where ended_at is null;
