-- 值班: who answers for what falls due in a store, from one instant to another.
create table duty_shift (
  org_id     uuid        not null,
  id         uuid        not null,
  store_id   uuid        not null,
  staff_id   uuid        not null,
  from_at    timestamptz not null,
  to_at      timestamptz not null,
  -- while it runs, colleagues without a running shift of their own count as off
  takes_over boolean     not null,
  note       text        not null default '',
  made_by    uuid,
  made_at    timestamptz not null,
  primary key (org_id, id),
  check (to_at > from_at),
  foreign key (org_id, store_id) references store (org_id, id) on delete cascade,
  foreign key (org_id, staff_id) references staff (org_id, id) on delete cascade
);
create index duty_shift_by_store on duty_shift (org_id, store_id, to_at);
create index duty_shift_by_staff on duty_shift (org_id, staff_id, to_at);

-- What a store wants to see staffed: weeks are filled by it, and what it leaves open is a gap.
create table duty_pattern (
  org_id     uuid     not null,
  id         uuid     not null,
  store_id   uuid     not null,
  ordinal    smallint not null,
  title      text     not null,
  -- HH:MM of the organisation's zone; one that ends at or before its beginning runs past midnight
  from_time  text     not null,
  to_time    text     not null,
  -- weekday, weekend, holiday
  days       text[]   not null,
  takes_over boolean  not null,
  primary key (org_id, id),
  foreign key (org_id, store_id) references store (org_id, id) on delete cascade
);
create index duty_pattern_by_store on duty_pattern (org_id, store_id, ordinal);

-- 请假. Never deleted: coming back early, or not going at all, sets ended_at.
create table staff_leave (
  org_id    uuid        not null,
  id        uuid        not null,
  staff_id  uuid        not null,
  from_at   timestamptz not null,
  to_at     timestamptz not null,
  kind      text        not null,
  deputy_id uuid,
  made_by   uuid,
  made_at   timestamptz not null,
  ended_at  timestamptz,
  ended_by  uuid,
  primary key (org_id, id),
  check (to_at > from_at),
  check (deputy_id is distinct from staff_id),
  foreign key (org_id, staff_id) references staff (org_id, id) on delete cascade,
  foreign key (org_id, deputy_id) references staff (org_id, id) on delete cascade
);
create index staff_leave_by_staff on staff_leave (org_id, staff_id, to_at) where ended_at is null;
