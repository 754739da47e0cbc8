-- Proposals for the library of an organisation belong to no case, and neither does what tells of them.
alter table notice alter column complaint_id drop not null;
