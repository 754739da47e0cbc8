-- The ladder that a case goes up and the rung on which it stands, by their keys in its pack: places shift from edition
-- to edition. Null: the usual ladder, and the rung at that place of it.
alter table complaint add column ladder_key text, add column rung_key text;
update complaint
set ladder_key = 'main',
    rung_key = pack_edition.content #>> array['sections', 'complaints', 'ladder', complaint.rung::text, 'key']
from pack_edition
where pack_edition.org_id = complaint.org_id and pack_edition.id = complaint.policy_edition_id and complaint.rung > 0;
