-- By its line the copy of a row is found that a redaction on its case must reach; null: carried in before this was kept.
alter table import_case add column line integer;
create index import_case_by_complaint on import_case (org_id, complaint_id);
-- What stood in the columns of a file is needed until its mapping is chosen.
update import_run set columns = (
  select coalesce(jsonb_agg(jsonb_set(part, '{values}', 'null') order by place), '[]')
  from jsonb_array_elements(columns) with ordinality as one (part, place))
where state <> 'mapping';
