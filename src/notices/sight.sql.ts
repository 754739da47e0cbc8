import type { Fragment, Reader } from '../base/server/db.ts';
import type { Permission } from '../people/permissions.ts';
import { may, type Staff } from '../people/staff.ts';
import { mayThere, visibleTo } from '../people/visible-to.sql.ts';
import { NEEDS, OWN_PAGE } from './notice.ts';

/**
 * One's own notices of what one may open now: of cases that one sees, with the right that the matter needs, of pages of
 * one's own that are still there, and of what one proposed or may answer. Joins notice, complaint and fact.
 */
export function seenNotice(sql: Reader, caller: Staff): Fragment {
  const me = caller.staffId;
  const needs = (Object.entries(NEEDS) as [string, Permission][]).map(
    ([happening, permission]) => sql`and (notice.happening <> ${happening} or ${mayThere(sql, caller, permission)})`,
  );
  return sql`
    case when notice.happening = any(${[...OWN_PAGE]}::text[]) then
      exists (select from hearing where hearing.org_id = notice.org_id and hearing.staff_id = ${me}
                and hearing.id = (fact.data ->> 'hearingId')::uuid and hearing.ended_at is null)
      or exists (select from penalty where penalty.org_id = notice.org_id and penalty.staff_id = ${me}
                   and penalty.id = (fact.data ->> 'penaltyId')::uuid and penalty.state <> 'withdrawn')
    when notice.happening = 'language-proposed' then ${may(caller, 'language.manage')}::boolean
    when notice.happening = 'language-answered' then
      exists (select from language_change change where change.org_id = notice.org_id
                and change.id = (fact.data ->> 'changeId')::uuid and change.proposed_by = ${me})
    else ${visibleTo(sql, caller)} ${needs.reduce((all, one) => sql`${all} ${one}`, sql``)} end`;
}
