import { notFound } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { LiveNews } from '../complaints/actions/tell-live.ts';
import { seesIncident } from '../incidents/sight.sql.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import * as facts from './facts.ts';
import type { CrisisRow } from './store.ts';

/** Whoever sees the case or the incident that the plan runs on. */
export const seesCrisis = (sql: Reader, caller: Staff): Fragment => sql`
  crisis.org_id = ${caller.orgId} and (
    exists (select from complaint where complaint.org_id = crisis.org_id and complaint.id = crisis.complaint_id
              and ${visibleTo(sql, caller, 'complaint')})
    or exists (select from incident where incident.org_id = crisis.org_id and incident.id = crisis.incident_id
                 and ${seesIncident(sql, caller)}))`;

/** News of a plan on a case is news of the case; this is for those on incidents. */
export const crisisNews: LiveNews = {
  event: 'incident',
  kinds: new Set(Object.values(facts).map(({ kind }) => kind)),
  visible: (sql, caller, ids) =>
    sql`select incident.id from incident where incident.id = any(${ids as string[]}) and ${seesIncident(sql, caller)}`,
};

export async function visibleCrisis(sql: Reader, caller: Staff, id: string): Promise<CrisisRow> {
  const [row] = await sql<CrisisRow[]>`
    select crisis.* from crisis where crisis.id = ${id} and ${seesCrisis(sql, caller)}`;
  if (!row) throw notFound();
  return row;
}
