-- 危机处置: an emergency plan that runs on a case or an incident, callers from outside, legal holds, safety cards told.

-- For the call tree; personal, masked for whoever may not manage people.
alter table staff add column phone text not null default '';

create sequence crisis_number as bigint start 101;

create table crisis (
  org_id            uuid        not null,
  id                uuid        not null,
  number            text        not null,
  -- one of the two
  complaint_id      uuid,
  incident_id       uuid,
  -- null: an incident of the whole organisation
  store_id          uuid,
  -- whose plan and call tree hold, however the policy changes meanwhile
  policy_edition_id uuid        not null,
  plan_key          text        not null,
  activated_by      uuid,
  activated_at      timestamptz not null,
  level             text        not null default 'active' check (level in ('active', 'watching', 'over')),
  level_by          uuid,
  level_at          timestamptz,
  -- 复盘: asked for when it is over
  review_due_at     timestamptz,
  review            text        not null default '',
  reviewed_by       uuid,
  reviewed_at       timestamptz,
  sample            boolean     not null default false,
  primary key (org_id, id),
  unique (org_id, number),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade,
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade,
  check ((complaint_id is null) <> (incident_id is null)),
  check ((level = 'over') = (review_due_at is not null))
);
create unique index crisis_of_case on crisis (org_id, complaint_id) where complaint_id is not null and level <> 'over';
create unique index crisis_of_incident on crisis (org_id, incident_id) where incident_id is not null and level <> 'over';
create index crisis_newest on crisis (org_id, activated_at desc, id desc);
create index crisis_by_case on crisis (org_id, complaint_id) where complaint_id is not null;

create table crisis_point (
  org_id    uuid        not null,
  crisis_id uuid        not null,
  -- of the plan's time points
  key       text        not null,
  due_at    timestamptz not null,
  met_by    uuid,
  met_at    timestamptz,
  primary key (org_id, crisis_id, key),
  foreign key (org_id, crisis_id) references crisis (org_id, id) on delete cascade
);

-- Each try to reach somebody.
create table crisis_call (
  org_id    uuid        not null,
  id        uuid        not null,
  crisis_id uuid        not null,
  -- of the pack's call tree
  branch    text        not null,
  staff_id  uuid        not null,
  reached   boolean     not null,
  by_id     uuid,
  at        timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, crisis_id) references crisis (org_id, id) on delete cascade
);
create index crisis_call_of on crisis_call (org_id, crisis_id, at);

-- 处置日志, only ever appended: nothing updates it. The fact seals the digest over salt and body.
create table crisis_entry (
  org_id         uuid        not null,
  id             uuid        not null,
  crisis_id      uuid        not null,
  kind           text        not null,
  body           text        not null,
  attachment_ids uuid[]      not null default '{}',
  salt           bytea       not null,
  by_id          uuid,
  at             timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, crisis_id) references crisis (org_id, id) on delete cascade
);
create index crisis_entry_of on crisis_entry (org_id, crisis_id, at, id);

-- 媒体、律师、公安等来访来电: read by the posts that answer, not by whoever noted it down.
create table outside_caller (
  org_id       uuid        not null,
  id           uuid        not null,
  complaint_id uuid        not null,
  -- of the pack's list
  kind         text        not null,
  name         text        not null,
  outlet       text        not null default '',
  phone        text        not null default '',
  -- as they said it; null: they named none
  deadline_at  timestamptz,
  -- when the answer is due
  due_at       timestamptz not null,
  noted_by     uuid,
  noted_at     timestamptz not null,
  answered_by  uuid,
  answered_at  timestamptz,
  answer       text        not null default '',
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index outside_caller_open on outside_caller (org_id, due_at) where answered_at is null;
create index outside_caller_newest on outside_caller (org_id, noted_at desc, id desc);
create index outside_caller_of on outside_caller (org_id, complaint_id);

create table safety_told (
  org_id       uuid        not null,
  complaint_id uuid        not null,
  card         text        not null,
  answer       text        not null check (answer in ('told', 'does-not-apply')),
  by_id        uuid,
  at           timestamptz not null,
  primary key (org_id, complaint_id, card),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);

-- 法律保全: while one stands nothing of the case goes. held_id is the case as long as it stands.
create table legal_hold (
  org_id       uuid        not null,
  id           uuid        not null,
  complaint_id uuid        not null,
  held_id      uuid,
  reason       text        not null,
  set_by       uuid,
  set_at       timestamptz not null,
  lifted_by    uuid,
  lifted_at    timestamptz,
  lift_reason  text        not null default '',
  primary key (org_id, id),
  check ((lifted_at is null) = (held_id is not null)),
  check (held_id is null or held_id = complaint_id),
  -- before the cascade: a case under hold cannot be deleted by anything
  foreign key (org_id, held_id) references complaint (org_id, id) on delete restrict,
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create unique index legal_hold_standing on legal_hold (org_id, held_id) where held_id is not null;
create index legal_hold_of on legal_hold (org_id, complaint_id, set_at);

create function held_stays() returns trigger language plpgsql as $$
begin
  if exists (select from legal_hold where org_id = old.org_id and held_id = old.complaint_id) then
    raise exception 'the case is under a legal hold';
  end if;
  return old;
end $$;
create trigger held_stays before delete on attachment for each row execute function held_stays();
create trigger held_stays before delete on complaint_text for each row execute function held_stays();
create trigger held_stays before delete on complaint_record for each row execute function held_stays();
