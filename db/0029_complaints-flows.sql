-- The flow that a case takes by decision, and what the customer is after. Null: nobody has decided yet.
alter table complaint add column flow text, add column purpose text;

-- An answer that only certain posts see until they release it. `held_for`: their keys; empty, everybody on the case sees it.
alter table work_order add column held_for text[] not null default '{}', add column released_at timestamptz,
  add column released_by uuid;

-- Who answers for which area of a store: the organisation's own data, by the values of the pack's area field.
create table complaint_area (
  org_id     uuid        not null,
  store_id   uuid        not null,
  area       text        not null,
  staff_id   uuid        not null,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (org_id, store_id, area)
);

-- Special matters are listed by what was asked, open ones first.
create index complaint_record_special on complaint_record (org_id, at)
  where act = 'approval-request' and data ->> 'of' = 'special';
create index work_order_held on work_order (org_id) where held_for <> '{}' and released_at is null;
