-- 实时转写: what a recogniser hears while a customer talks. Final utterances alone: what is still being guessed is kept nowhere.
create table recognition (
  org_id          uuid        not null,
  -- chosen by whoever opens it, so that a broken line finds it again
  id              uuid        not null,
  complaint_id    uuid        not null,
  channel         text        not null,
  -- who of ours talks
  staff_id        uuid        not null,
  opened_by       uuid        not null,
  started_at      timestamptz not null,
  -- the last sign of it
  heard_at        timestamptz not null,
  utterances      integer     not null default 0,
  -- of all of them, in UTF-16 units
  length          integer     not null default 0,
  ended_at        timestamptz,
  -- that it became; null also where nothing was said
  conversation_id uuid,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index recognition_running on recognition (org_id, complaint_id) where ended_at is null;
create index recognition_heard on recognition (heard_at) where ended_at is null;
create index recognition_ended on recognition (ended_at) where ended_at is not null;

-- Until the end, when they become the utterances of a conversation.
create table recognised (
  org_id         uuid             not null,
  recognition_id uuid             not null,
  -- the recogniser's, by which a repetition is known
  utterance_id   text             not null,
  -- in the order of hearing
  place          integer          not null,
  speaker        text             not null,
  body           text             not null,
  -- seconds since the recognition started
  begins         double precision not null,
  ends           double precision not null,
  primary key (org_id, recognition_id, utterance_id),
  foreign key (org_id, recognition_id) references recognition (org_id, id) on delete cascade
);
create unique index recognised_place on recognised (org_id, recognition_id, place);
