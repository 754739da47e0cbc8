-- 一线上报: people without a seat who may report from one phone each. They hold no post and are no staff.
create table frontline_reporter (
  org_id      uuid        not null,
  id          uuid        not null,
  store_id    uuid        not null,
  name        text        not null,
  -- what they do, in the inviter's words: 送货, 机电, 收银
  trade       text        not null default '',
  invited_by  uuid,
  invited_at  timestamptz not null,
  -- reports are taken until here
  until_at    timestamptz not null,
  -- SHA-256 of what the link carries; random, so an index without uniqueness finds it
  link_hash   bytea       not null,
  link_until  timestamptz not null,
  -- the one phone that opened the link: a key that its browser made up, and its session
  device_hash bytea,
  session_hash bytea,
  browser     text        not null default '',
  opened_at   timestamptz,
  seen_at     timestamptz,
  revoked_at  timestamptz,
  revoked_by  uuid,
  primary key (org_id, id),
  foreign key (org_id, store_id) references store (org_id, id) on delete cascade
);
create index frontline_reporter_by_link on frontline_reporter (link_hash);
create index frontline_reporter_by_session on frontline_reporter (session_hash) where session_hash is not null;

create table frontline_report (
  org_id       uuid        not null,
  id           uuid        not null,
  reporter_id  uuid        not null,
  -- made up by the phone: however often it sends, one case is born
  key          text        not null,
  complaint_id uuid        not null,
  urgency      text        not null check (urgency in ('danger', 'today', 'calm')),
  -- what they did themselves, a note on the case
  did_text_id  uuid,
  -- by the phone's own time, when it had to wait for the network
  written_at   timestamptz,
  sent_at      timestamptz not null,
  primary key (org_id, id),
  unique (org_id, reporter_id, key),
  foreign key (org_id, reporter_id) references frontline_reporter (org_id, id) on delete cascade,
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index frontline_report_by_reporter on frontline_report (org_id, reporter_id, sent_at desc);
create index frontline_report_by_complaint on frontline_report (org_id, complaint_id);
