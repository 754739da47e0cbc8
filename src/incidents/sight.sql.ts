import { notFound } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { LiveNews } from '../complaints/actions/tell-live.ts';
import { may, type Staff } from '../people/staff.ts';
import { mayThere, visibleTo } from '../people/visible-to.sql.ts';
import * as facts from './facts.ts';
import type { IncidentRow } from './store.ts';

/** Whoever sees one of its cases, manages incidents in its store, or owns it. Its cases each keep their own sight. */
export function seesIncident(sql: Reader, caller: Staff): Fragment {
  const ours = sql`incident.org_id = ${caller.orgId}`;
  if (caller.staffId === null) return ours;
  const anywhere = may(caller, 'incident.manage') ? sql`incident.store_id is null` : sql`false`;
  return sql`
    ${ours} and (
      incident.owner_id = ${caller.staffId} or ${anywhere}
      or (incident.store_id is not null and ${mayThere(sql, caller, 'incident.manage', 'incident')})
      or exists (
        select from incident_case link
        join complaint on complaint.org_id = link.org_id and complaint.id = link.complaint_id
        where link.org_id = incident.org_id and link.incident_id = incident.id and link.unlink_reason is null
          and ${visibleTo(sql, caller, 'complaint')}))`;
}

export const incidentNews: LiveNews = {
  event: 'incident',
  kinds: new Set(Object.values(facts).map(({ kind }) => kind)),
  visible: (sql, caller, ids) =>
    sql`select incident.id from incident where incident.id = any(${ids as string[]}) and ${seesIncident(sql, caller)}`,
};

/** May change, close and write to all: in its store, over all stores, or as its owner. */
export const mayManage = (caller: Staff, { storeId, ownerId }: Pick<IncidentRow, 'storeId' | 'ownerId'>): boolean =>
  may(caller, 'incident.manage', storeId) ||
  (ownerId !== null && ownerId === caller.staffId && may(caller, 'incident.manage'));

export async function visibleIncident(sql: Reader, caller: Staff, id: string): Promise<IncidentRow> {
  const [row] = await sql<IncidentRow[]>`
    select incident.* from incident where incident.id = ${id} and ${seesIncident(sql, caller)}`;
  if (!row) throw notFound();
  return row;
}
