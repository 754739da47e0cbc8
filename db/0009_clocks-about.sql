-- The promise, work order or outside number that a clock counts for; null: the case as a whole. No foreign key: the
-- clocks do not know the tables of the rooms above them.
alter table clock add column about uuid;
drop index clock_one_running;
create unique index clock_one_running on clock (org_id, subject_id, rule_key, about) nulls not distinct
  where state = 'running';
