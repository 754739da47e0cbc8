-- The figures of the workbench are read from sums, so that they cost the same however many cases there are:
-- docs/decisions/figures-are-read-from-sums.md. All three tables can be made again from the cases; no backup holds them.

-- Cases that changed since they were last counted. The worker takes them away; a figure counts them by themselves.
create table complaint_touched (
  org_id       uuid not null,
  -- each change a row of its own: no two wait for each other, and none is taken away that was not counted
  id           uuid not null default gen_random_uuid(),
  complaint_id uuid not null,
  primary key (org_id, id)
);

-- Cases as they stand in the sums: open ones, and those of the last weeks.
create table complaint_counted (
  org_id         uuid    not null,
  complaint_id   uuid    not null,
  store_id       uuid    not null,
  sensitive      boolean not null,
  department_ids uuid[]  not null,
  involved_ids   uuid[]  not null,
  excluded_ids   uuid[]  not null,
  open           boolean not null,
  -- of open ones
  clock_due_at   timestamptz,
  -- days by the organisation's time zone
  received_on    date    not null,
  contact        text,
  closed_on      date,
  satisfaction   text,
  primary key (org_id, complaint_id)
);
create index complaint_counted_due on complaint_counted (org_id, clock_due_at) where clock_due_at is not null;
create index complaint_counted_involved on complaint_counted using gin (involved_ids);
create index complaint_counted_excluded on complaint_counted using gin (excluded_ids) where excluded_ids <> '{}';

-- How many of them there are, by what decides who sees them.
create table complaint_sum (
  org_id         uuid    not null,
  -- open, due, received, a contact's outcome, a satisfaction
  what           text    not null,
  -- the day since 1970; of `due` the quarter of a day (UTC); of `open` 0
  slot           integer not null,
  store_id       uuid    not null,
  sensitive      boolean not null,
  department_ids uuid[]  not null,
  count          integer not null,
  primary key (org_id, what, slot, store_id, sensitive, department_ids)
);

-- Those long closed are in no figure: a restored or imported past is not counted.
create function touch_new_complaints() returns trigger language plpgsql as $$
begin
  insert into complaint_touched (org_id, complaint_id)
  select org_id, id from made
  where stage <> 'closed' or greatest(received_at, closed_at) > now() - interval '20 days';
  return null;
end $$;

create function touch_complaint() returns trigger language plpgsql as $$
begin
  insert into complaint_touched (org_id, complaint_id) values (old.org_id, old.id);
  return null;
end $$;

create function touch_complaint_of_clock() returns trigger language plpgsql as $$
begin
  insert into complaint_touched (org_id, complaint_id) values (new.org_id, new.subject_id);
  return null;
end $$;

create trigger complaint_made after insert on complaint
  referencing new table as made for each statement execute function touch_new_complaints();
create trigger complaint_removed after delete on complaint for each row execute function touch_complaint();
create trigger complaint_changed after update on complaint for each row
  when ((old.store_id, old.sensitive, old.department_ids, old.involved_ids, old.excluded_ids, old.stage = 'closed',
         old.clock_due_at, old.received_at, old.closed_at, old.satisfaction)
        is distinct from
        (new.store_id, new.sensitive, new.department_ids, new.involved_ids, new.excluded_ids, new.stage = 'closed',
         new.clock_due_at, new.received_at, new.closed_at, new.satisfaction))
  execute function touch_complaint();
create trigger clock_of_contact_made after insert on clock for each row
  when (new.rule_key = 'first-contact' and (new.state <> 'running' or new.breached_at is not null)
        and new.started_at > now() - interval '20 days')
  execute function touch_complaint_of_clock();
create trigger clock_of_contact_changed after update on clock for each row
  when (new.rule_key = 'first-contact'
        and (old.state, old.breached_at, old.breach_class, old.late_record)
            is distinct from (new.state, new.breached_at, new.breach_class, new.late_record))
  execute function touch_complaint_of_clock();

insert into complaint_touched (org_id, complaint_id)
select org_id, id from complaint where stage <> 'closed' or greatest(received_at, closed_at) > now() - interval '20 days';

-- Open cases of weight, newest first: the few that a supervisor's list would look for among all of a store. Of ten
-- registrations nine do not write it.
create index complaint_severe_by_store on complaint (org_id, store_id, received_at desc, id desc)
  where stage <> 'closed' and severity in ('major', 'crisis');
-- New entries wait in a list that every reader goes through whole. At 4 MB, the usual size, that took 3 ms.
alter index complaint_involved set (gin_pending_list_limit = 256);
alter index complaint_counted_involved set (gin_pending_list_limit = 256);
