-- Lists of what was closed lately, and the figures over the last days. Registrations pay for it only when solved on
-- the spot; closing pays one entry.
create index complaint_closed on complaint (org_id, closed_at desc, id desc) where closed_at is not null;

-- The list of all cases by urgency: closed ones are urgent no more (null) and stand at the end. It takes the place of
-- the index of open ones alone, so a registration pays nothing new; those by store and owner still count the open.
drop index complaint_open;
create index complaint_attention on complaint (org_id, attention_at nulls last, id);

-- What waits for a second person. These acts are rare and no registration writes them: an open case costs one look
-- that mostly finds nothing, instead of all its records.
create index complaint_record_second_person on complaint_record (org_id, complaint_id)
  where ended_at is null
    and (act in ('approval-request', 'withdrawal') or (act = 'standing' and data ->> 'standing' = 'does-not'));
create index complaint_record_redaction on complaint_record (org_id) where act = 'redaction' and ended_at is null;
create index clock_late_record on clock (org_id) where late_record = 'awaiting';

-- Saved views 保存的视图: a filter as the texts of an address, kept by one person, or for all who read in one store.
create table complaint_view (
  org_id     uuid        not null,
  id         uuid        not null,
  owner_id   uuid        not null,
  -- null: private
  store_id   uuid,
  name       text        not null,
  filter     jsonb       not null,
  -- what the list opens with
  is_default boolean     not null default false,
  changed_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references staff (org_id, id),
  foreign key (org_id, store_id) references store (org_id, id)
);
create index complaint_view_by_owner on complaint_view (org_id, owner_id) where store_id is null;
create index complaint_view_by_store on complaint_view (org_id, store_id) where store_id is not null;
