-- Closed cases of a category, the latest first: where precedents are looked for.
create index complaint_closed_by_category on complaint (org_id, category, closed_at desc) where closed_at is not null;
-- The library of lessons, the newest first.
create index complaint_record_lessons on complaint_record (org_id, at desc, id desc)
  where act in ('review-written', 'lesson') and ended_at is null;
