-- 群诉: one event behind several cases. Cases keep their own clocks and results; the incident holds what they share.
create sequence incident_number as bigint start 101;

create table incident (
  org_id                   uuid        not null,
  id                       uuid        not null,
  number                   text        not null,
  -- null: the whole organisation
  store_id                 uuid,
  title                    text        not null,
  known                    text        not null default '',
  owner_id                 uuid,
  -- 对外发言人: the one who answers the press
  spokesperson_id          uuid,
  spokesperson_contact     text        not null default '',
  -- who speaks for the customers, by what authority; the number to call lies on their own case
  representative_name      text        not null default '',
  representative_case_id   uuid,
  representative_authority text,
  representative_note      text        not null default '',
  -- of the common wording; 0: none yet
  wording_version          integer     not null default 0,
  opened_by                uuid,
  opened_at                timestamptz not null,
  closed_by                uuid,
  closed_at                timestamptz,
  result                   text        not null default '',
  version                  integer     not null default 1,
  primary key (org_id, id),
  unique (org_id, number),
  foreign key (org_id, store_id) references store (org_id, id) on delete cascade,
  check ((closed_at is null) = (result = ''))
);
create index incident_newest on incident (org_id, opened_at desc, id desc);

-- 统一口径: every version stays. The fact seals the digest over salt and body.
create table incident_wording (
  org_id      uuid        not null,
  incident_id uuid        not null,
  version     integer     not null,
  body        text        not null,
  salt        bytea       not null,
  changed_by  uuid,
  changed_at  timestamptz not null,
  primary key (org_id, incident_id, version),
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade
);

create table incident_case (
  org_id        uuid        not null,
  id            uuid        not null,
  incident_id   uuid        not null,
  complaint_id  uuid        not null,
  linked_by     uuid,
  linked_at     timestamptz not null,
  -- it was unlinked, or the incident closed
  until_at      timestamptz,
  unlinked_by   uuid,
  -- null: not unlinked; after the closing the case still counts as one of this incident
  unlink_reason text,
  primary key (org_id, id),
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade,
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
-- a case belongs to one open incident at most
create unique index incident_case_now on incident_case (org_id, complaint_id) where until_at is null;
create index incident_case_of on incident_case (org_id, incident_id, linked_at desc, id desc) where unlink_reason is null;
create index incident_case_by_complaint on incident_case (org_id, complaint_id);

-- One note or next step for all cases: what is left of it is known here, so that it can be gone on with.
create table incident_round (
  org_id      uuid        not null,
  id          uuid        not null,
  incident_id uuid        not null,
  kind        text        not null check (kind in ('note', 'next-step')),
  body        text        not null,
  -- of the next step
  at          timestamptz,
  by_id       uuid,
  begun_at    timestamptz not null,
  salt        bytea       not null,
  primary key (org_id, id),
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade
);
create index incident_round_of on incident_round (org_id, incident_id, begun_at desc);

create table incident_round_case (
  org_id         uuid  not null,
  round_id       uuid  not null,
  complaint_id   uuid  not null,
  -- null: still to come
  outcome        text  check (outcome in ('done', 'same', 'skipped')),
  -- of the refusal, with the values of its sentence
  code           text,
  refusal_values jsonb,
  primary key (org_id, round_id, complaint_id),
  foreign key (org_id, round_id) references incident_round (org_id, id) on delete cascade,
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
