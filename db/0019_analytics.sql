-- What the day and week report looks for. A registration writes none of these: its clocks run, nothing is breached yet,
-- and its contact is no urge.
create index clock_breached on clock (org_id, breached_at) where breached_at is not null;
create index clock_over on clock (org_id, due_at) where state in ('stopped', 'ended') and about is null;
create index contact_urged on contact (org_id, happened_at) where purpose = 'urge';
