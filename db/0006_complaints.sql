create sequence complaint_number as bigint start 10001 cache 20;

-- The complaint file. Columns of sight (department_ids, involved_ids, excluded_ids, sensitive) feed one predicate.
create table complaint (
  org_id              uuid        not null,
  id                  uuid        not null,
  -- quotable, with a check digit; gaps allowed
  number              text        not null,
  store_id            uuid        not null,
  department_ids      uuid[]      not null default '{}',
  involved_ids        uuid[]      not null default '{}',
  excluded_ids        uuid[]      not null default '{}',
  sensitive           boolean     not null default false,
  kind                text        not null,
  category            text,
  subjects            text[]      not null default '{}',
  severity            text        not null,
  triggers            text[]      not null default '{}',
  stage               text        not null,
  owner_id            uuid,
  first_owner_id      uuid,
  handed_over_at      timestamptz,
  hand_over_seen_at   timestamptz,
  registered_by       uuid,
  received_at         timestamptz not null,
  entered_at          timestamptz not null,
  channel             text        not null,
  source              text        not null,
  customer_id         uuid,
  caller_name         text        not null default '',
  caller_phone        text        not null default '',
  relation            text        not null,
  expected_feeling    text        not null default '',
  expected_process    text        not null default '',
  expected_result     text        not null default '',
  mood_before         text,
  mood_after          text,
  fields              jsonb       not null default '{}',
  excerpt             text        not null default '',
  policy_edition_id   uuid        not null,
  calendar_editions   jsonb       not null default '{}',
  next_step           text        not null default '',
  next_step_at        timestamptz,
  -- the earlier of the next clock and the next step: what the queue sorts by
  attention_at        timestamptz,
  clock_due_at        timestamptz,
  urges               integer     not null default 0,
  rung                smallint    not null default 0,
  on_the_spot         boolean     not null default false,
  closed_at           timestamptz,
  closed_as           text,
  closed_by           uuid,
  reopened            smallint    not null default 0,
  merged_into         uuid,
  satisfaction        text,
  version             integer     not null default 1,
  changed_at          timestamptz not null,
  sample              boolean     not null default false,
  primary key (org_id, id),
  unique (org_id, number)
);
create index complaint_open on complaint (org_id, attention_at nulls last, id) where stage <> 'closed';
create index complaint_open_by_store on complaint (org_id, store_id, attention_at nulls last, id) where stage <> 'closed';
create index complaint_open_by_owner on complaint (org_id, owner_id, attention_at nulls last, id) where stage <> 'closed';
create index complaint_newest on complaint (org_id, received_at desc, id desc);
create index complaint_newest_by_store on complaint (org_id, store_id, received_at desc, id desc);
create index complaint_by_customer on complaint (org_id, customer_id) where customer_id is not null;
create index complaint_by_phone on complaint (org_id, caller_phone, received_at desc) where caller_phone <> '';
create index complaint_by_phone_end on complaint (org_id, right(caller_phone, 4), received_at desc) where caller_phone <> '';
create index complaint_involved on complaint using gin (involved_ids) where stage <> 'closed';

-- All words on a case: the customer's own, notes, replies, findings. Redacting empties body and salt; the fact's
-- digest stays, so the sealed chain stays whole.
create table complaint_text (
  org_id       uuid        not null,
  id           uuid        not null,
  complaint_id uuid        not null,
  fact_id      uuid        not null,
  -- own-words, note, contact, reply, finding …
  role         text        not null,
  -- `case`, or `investigation` for those who may read investigation notes
  class        text        not null default 'case',
  author_id    uuid,
  written_at   timestamptz not null,
  body         text        not null,
  salt         bytea       not null,
  replaced_at  timestamptz,
  redacted_at  timestamptz,
  sample       boolean     not null default false,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index complaint_text_by_complaint on complaint_text (org_id, complaint_id, id);

-- Numbers of the trade (VIN, order, waybill, outside numbers), one row each, found by their beginning or end.
create table complaint_mark (
  org_id       uuid not null,
  complaint_id uuid not null,
  field        text not null,
  value        text not null,
  primary key (org_id, complaint_id, field, value),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index complaint_mark_by_value on complaint_mark (org_id, value text_pattern_ops);
create index complaint_mark_by_end on complaint_mark (org_id, right(value, 4));

create table demand (
  org_id       uuid        not null,
  id           uuid        not null,
  complaint_id uuid        not null,
  ordinal      smallint    not null,
  type         text        not null,
  body         text        not null default '',
  answer       text        not null default 'open',
  answer_note  text        not null default '',
  amount_fen   bigint,
  answered_at  timestamptz,
  answered_by  uuid,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index demand_by_complaint on demand (org_id, complaint_id, ordinal);

create table contact (
  org_id       uuid        not null,
  id           uuid        not null,
  complaint_id uuid        not null,
  fact_id      uuid        not null,
  means        text        not null,
  direction    text        not null,
  outcome      text        not null,
  purpose      text        not null default 'contact',
  relation     text        not null,
  -- reached the person or an authorised one: what stops a contact clock
  counts       boolean     not null,
  happened_at  timestamptz not null,
  recorded_at  timestamptz not null,
  staff_id     uuid,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index contact_by_complaint on contact (org_id, complaint_id, happened_at);

create table promise (
  org_id       uuid        not null,
  id           uuid        not null,
  complaint_id uuid        not null,
  body         text        not null,
  due_at       timestamptz not null,
  made_by      uuid,
  made_at      timestamptz not null,
  kept_at      timestamptz,
  kept_by      uuid,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index promise_by_complaint on promise (org_id, complaint_id, due_at);

create table outside_number (
  org_id       uuid        not null,
  id           uuid        not null,
  complaint_id uuid        not null,
  number       text        not null,
  sender       text        not null,
  contact      text        not null default '',
  due_at       timestamptz,
  added_at     timestamptz not null,
  added_by     uuid,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index outside_number_by_complaint on outside_number (org_id, complaint_id);

create table work_order (
  org_id        uuid        not null,
  id            uuid        not null,
  complaint_id  uuid        not null,
  ordinal       smallint    not null,
  department_id uuid        not null,
  assignee_id   uuid,
  task          text        not null,
  due_at        timestamptz not null,
  state         text        not null,
  sent_by       uuid,
  sent_at       timestamptz not null,
  accepted_by   uuid,
  accepted_at   timestamptz,
  reply         text        not null default '',
  replied_by    uuid,
  replied_at    timestamptz,
  closed_by     uuid,
  closed_at     timestamptz,
  returned      smallint    not null default 0,
  urged         smallint    not null default 0,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index work_order_by_complaint on work_order (org_id, complaint_id, ordinal);
create index work_order_open on work_order (org_id, department_id, due_at) where state in ('sent', 'accepted', 'returned');

-- Who, when and what of each act: investigation, standing, responsibility, plan, agreement … The shape of `data`
-- belongs to its act (records.ts). A later record of the same act leaves the earlier one standing in history.
create table complaint_record (
  org_id       uuid        not null,
  id           uuid        not null,
  complaint_id uuid        not null,
  act          text        not null,
  fact_id      uuid        not null,
  by_id        uuid,
  at           timestamptz not null,
  data         jsonb       not null,
  ended_at     timestamptz,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index complaint_record_by_complaint on complaint_record (org_id, complaint_id, id);

create table complaint_link (
  org_id       uuid        not null,
  complaint_id uuid        not null,
  other_id     uuid        not null,
  kind         text        not null,
  by_id        uuid,
  at           timestamptz not null,
  primary key (org_id, complaint_id, other_id, kind),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade,
  foreign key (org_id, other_id) references complaint (org_id, id) on delete cascade
);
create index complaint_link_back on complaint_link (org_id, other_id);

-- Bytes lie in the file store under their sha-256; this row gives them a name and rights.
create table attachment (
  org_id       uuid        not null,
  id           uuid        not null,
  complaint_id uuid        not null,
  name         text        not null,
  type         text        not null,
  bytes        integer     not null,
  sha256       bytea       not null,
  class        text        not null default 'case',
  added_by     uuid,
  added_at     timestamptz not null,
  redacted_at  timestamptz,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade
);
create index attachment_by_complaint on attachment (org_id, complaint_id, id);
create index attachment_by_sha on attachment (sha256);

-- Removing sample data is the one deletion of facts: only marked ones, by the owner's function.
create function remove_sample_facts(organisation uuid) returns bigint
language sql security definer set search_path = public as $$
  with gone as (delete from fact where org_id = organisation and sample returning 1) select count(*) from gone
$$;
revoke all on function remove_sample_facts(uuid) from public;
