-- How far an organisation's facts have been turned into notices: facts below to_xid are done. Moved in the transaction
-- that writes the notices and their deliveries, so that each fact is told once, whoever crashes when.
create table notice_cursor (
  org_id uuid not null primary key references organisation (org_id),
  to_xid xid8 not null
);
-- what happened before there were notices is no news
insert into notice_cursor (org_id, to_xid) select org_id, pg_current_xact_id() from organisation;

-- One line behind one person's bell.
create table notice (
  org_id          uuid        not null,
  id              uuid        not null,
  staff_id        uuid        not null,
  complaint_id    uuid        not null,
  fact_id         uuid        not null,
  happening       text        not null,
  -- the pack's key of the clock it is about
  clock_key       text,
  made_at         timestamptz not null,
  -- whether a browser may ring: the pack, the person's choices and the quiet hours as they were
  rings           boolean     not null,
  acknowledged_at timestamptz,
  primary key (org_id, id),
  unique (org_id, fact_id, staff_id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index notice_inbox on notice (org_id, staff_id, id desc);
create index notice_unread on notice (org_id, staff_id, id desc) where acknowledged_at is null;
create index notice_by_complaint on notice (org_id, complaint_id);

-- A crisis that waits for somebody to acknowledge it.
create table notice_call (
  org_id       uuid        not null,
  fact_id      uuid        not null,
  complaint_id uuid        not null,
  began_at     timestamptz not null,
  -- when the next person is told; null: over
  next_at      timestamptz,
  -- acknowledged, closed, or nobody-left
  ended_as     text,
  ended_at     timestamptz,
  ended_by     uuid,
  primary key (org_id, fact_id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index notice_call_due on notice_call (next_at) where next_at is not null;

-- What leaves the desk: to one person's mail, or to one robot's group.
create table notice_delivery (
  org_id       uuid        not null,
  id           uuid        not null,
  way          text        not null,
  happening    text        not null,
  complaint_id uuid,
  fact_id      uuid,
  notice_id    uuid,
  staff_id     uuid,
  robot_id     uuid,
  clock_key    text,
  -- the morning that a digest is of
  digest_day   date,
  state        text        not null,
  -- when it is tried (again)
  due_at       timestamptz not null,
  attempts     smallint    not null default 0,
  claimed_at   timestamptz,
  -- why it did not arrive: a word of ours (notice.ts, message.ts), or empty
  code         text        not null default '',
  -- what the other side said
  said         text        not null default '',
  made_at      timestamptz not null,
  settled_at   timestamptz,
  primary key (org_id, id),
  constraint notice_delivery_once unique nulls not distinct (org_id, fact_id, way, staff_id, robot_id, digest_day),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index notice_delivery_log on notice_delivery (org_id, made_at desc, id desc);
create index notice_delivery_open on notice_delivery (due_at) where state in ('waiting', 'held', 'sending', 'failed');
create index notice_delivery_troubled on notice_delivery (org_id, made_at desc) where state in ('failed', 'given-up');

-- What a person has chosen; absent: everything on.
create table notice_choices (
  org_id     uuid        not null,
  staff_id   uuid        not null,
  browser    boolean     not null,
  mail       boolean     not null,
  digest     boolean     not null,
  changed_at timestamptz not null,
  primary key (org_id, staff_id),
  foreign key (org_id, staff_id) references staff (org_id, id) on delete cascade
);

create table notice_mail (
  org_id     uuid        not null primary key references organisation (org_id),
  host       text        not null,
  port       integer     not null,
  security   text        not null,
  username   text        not null,
  -- sealed with a key derived from the desk's secret; null: none
  password   bytea,
  -- the server vouches for itself
  any_certificate boolean not null default false,
  sender     text        not null,
  changed_by uuid,
  changed_at timestamptz not null
);

create table notice_robot (
  org_id        uuid        not null,
  id            uuid        not null,
  kind          text        not null,
  title         text        not null,
  -- null: all stores
  store_id      uuid,
  -- null: whatever the department; else only what goes to that department
  department_id uuid,
  -- sealed: whoever knows the address may speak in the group
  url           bytea       not null,
  -- its host and last letters
  url_shown     text        not null,
  secret        bytea,
  changed_by    uuid,
  changed_at    timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, store_id) references store (org_id, id) on delete cascade,
  foreign key (org_id, department_id) references department (org_id, id) on delete cascade
);
