import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { addMs, DAY } from '../base/time.ts';
import { complaintsPart } from '../complaints/pack.ts';
import { type Row, rowColumns, rowJoins, toRows } from '../complaints/rows.sql.ts';
import { maskedFields } from '../complaints/view.sql.ts';
import { MARK } from '../people/mask.ts';
import type { Staff } from '../people/staff.ts';
import { mayThere, visibleTo } from '../people/visible-to.sql.ts';
import { currentEdition } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import type * as contract from './contract.ts';
import { incidentsPart } from './pack.ts';
import { type Candidate, resembling } from './resembling.ts';
import { visibleIncident } from './sight.sql.ts';

/** The newest of the days; a desk with more in them has other worries. */
const LOOKED_AT = 5000;
const SHOWN = 10;
const ROWS = 6;

/** Cases that may belong together, among those that the asker sees and may link. */
export async function suggestionsFor({ sql, caller, now }: Read<Staff>, given: Given<typeof contract.suggestions>) {
  const { orgId } = caller;
  if (given.incidentId) await visibleIncident(sql, caller, given.incidentId);
  const edition = await currentEdition(sql, orgId, given.storeId ?? null, now);
  if (!edition) return { items: [], cases: 0, days: 0 };
  const { suggest } = sectionOf(edition.pack, incidentsPart);
  const pack = sectionOf(edition.pack, complaintsPart);
  const told = { cases: suggest.cases, days: suggest.days };
  const names = suggest.by.map(({ field }) => field);
  if (!names.length) return { items: [], ...told };
  const candidates = await sql<Candidate[]>`
    select complaint.id, complaint.category, complaint.received_at, link.incident_id,
           (select coalesce(jsonb_object_agg(name, complaint.fields -> name), '{}')
            from unnest(${names}::text[]) name where complaint.fields ? name and complaint.fields ->> name <> ${MARK}) as fields
    from complaint
    left join incident_case link
      on link.org_id = complaint.org_id and link.complaint_id = complaint.id and link.until_at is null
    where ${visibleTo(sql, caller, 'complaint')} and ${mayThere(sql, caller, 'incident.manage')}
      and (${given.storeId ?? null}::uuid is null or complaint.store_id = ${given.storeId ?? null})
      and complaint.received_at >= ${addMs(now, -suggest.days * DAY)} and complaint.category is not null
      and coalesce(complaint.closed_as, '') <> all (array['duplicate', 'voided', 'imported'])
    order by complaint.received_at desc, complaint.id desc limit ${LOOKED_AT}`;
  const alike = resembling(candidates, suggest, now)
    .filter(({ incidentId }) => given.incidentId === undefined || incidentId === given.incidentId)
    .slice(0, SHOWN);
  const shownIds = alike.flatMap(({ ids }) => ids.slice(0, ROWS));
  const [found, incidents] = await Promise.all([
    sql<Row[]>`
      select ${rowColumns(sql)} from complaint ${rowJoins(sql)}
      where complaint.id = any(${shownIds}::uuid[]) and ${visibleTo(sql, caller, 'complaint')}`,
    sql<{ id: string; number: string; title: string }[]>`
      select id, number, title from incident
      where org_id = ${orgId} and id = any(${alike.flatMap(({ incidentId }) => incidentId ?? [])}::uuid[])`,
  ]);
  const rows = new Map((await toRows(sql, orgId, found, now)).map((row) => [row.id, row]));
  return {
    items: alike.map(({ category, by, value, count, ids, incidentId }) => ({
      category: pack.categories.find(({ key }) => key === category)?.title ?? category,
      field: pack.fields.find(({ key }) => key === by.field)?.title ?? by.field,
      // the beginning of a number names many, the whole of it one
      value: by.first === undefined ? spoken(pack, by.field, value) : `${value}…`,
      count,
      ids: [...ids],
      rows: ids.slice(0, ROWS).flatMap((id) => rows.get(id) ?? []),
      incident: incidents.find(({ id }) => id === incidentId) ?? null,
    })),
    ...told,
  };
}

function spoken(pack: Parameters<typeof maskedFields>[0], field: string, value: string): string {
  const known = pack.fields.find(({ key }) => key === field);
  const choice = known?.choices?.find(({ key }) => key.toUpperCase() === value);
  return choice?.title ?? String(maskedFields(pack, { [field]: value }).shown[field] ?? '');
}
