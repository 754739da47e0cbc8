-- 通话助手: a supervisor called to a contact, abuse of whoever serves, and the way of talking noted on a case.

-- 求助. Answered: somebody comes; ended: withdrawn by whoever asked.
create table supervisor_call (
  org_id       uuid        not null,
  id           uuid        not null,
  complaint_id uuid        not null,
  asked_by     uuid,
  asked_at     timestamptz not null,
  answered_by  uuid,
  answered_at  timestamptz,
  ended_at     timestamptz,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index supervisor_call_of on supervisor_call (org_id, complaint_id, asked_at);

-- 受到辱骂、威胁, and what was said. The fact seals the digest over salt and words.
create table abuse_incident (
  org_id       uuid        not null,
  id           uuid        not null,
  complaint_id uuid        not null,
  -- whom it was said to
  staff_id     uuid,
  kind         text        not null check (kind in ('insult', 'threat', 'harassment')),
  began_at     timestamptz not null,
  warnings     smallint    not null,
  warned_at    timestamptz not null,
  -- the contact, and by whom
  ended_at     timestamptz,
  ended_by     text        check (ended_by in ('us', 'customer', 'nobody')),
  words        text        not null default '',
  salt         bytea       not null default '',
  -- a break was taken then
  break_at     timestamptz,
  seen_by      uuid,
  seen_at      timestamptz,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade,
  check ((ended_at is null) = (ended_by is null))
);
create index abuse_incident_of on abuse_incident (org_id, complaint_id, began_at);

-- 沟通类型: a hint on this case alone. It is gone once the case is closed, by whatever way, and stays gone when it is
-- taken up again.
create table talk_style (
  org_id       uuid        not null,
  complaint_id uuid        not null,
  -- of the library
  style        text        not null,
  -- the desk had proposed it
  proposed     boolean     not null,
  by_id        uuid,
  at           timestamptz not null,
  primary key (org_id, complaint_id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);

create function forget_talk_style() returns trigger language plpgsql as $$
begin
  delete from talk_style where org_id = new.org_id and complaint_id = new.id;
  return null;
end $$;
create trigger complaint_closed after update of stage on complaint for each row
  when (new.stage = 'closed' and old.stage <> 'closed') execute function forget_talk_style();
