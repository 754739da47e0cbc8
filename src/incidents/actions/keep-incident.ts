import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce, digestOf } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { may, type Staff } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import type * as contract from '../contract.ts';
import { incidentChanged, incidentClosed, incidentOpened, incidentWordingChanged } from '../facts.ts';
import { incidentNumberOf } from '../incident.ts';
import { mustBeActive, mustBeStore } from '../reads.ts';
import { mayManage, seesIncident } from '../sight.sql.ts';
import {
  endAllLinks,
  type IncidentRow,
  insertIncident,
  insertWording,
  nextSerial,
  tellCases,
  updateIncident,
} from '../store.ts';

export async function openIncident(tx: Tx<Staff>, given: Given<typeof contract.open>) {
  const { sql, caller } = tx;
  const { orgId } = caller;
  if (given.storeId !== null) await mustBeStore(sql, orgId, given.storeId);
  const ownerId = given.ownerId ?? caller.staffId;
  await mustBeActive(sql, orgId, [ownerId, given.spokespersonId]);
  if (!may(caller, 'incident.manage', given.storeId)) throw forbidden('incident.manage');
  const id = newId();
  const number = incidentNumberOf(await nextSerial(tx));
  insertIncident(tx, { ...given, id, number, ownerId });
  announce(tx, incidentOpened, {
    subjectId: id,
    data: { incidentId: id, incidentNumber: number, storeId: given.storeId },
  });
  return { id, number };
}

/** Locks an open incident for whoever may manage it: 404 for what one may not see, 403 without the right. */
export async function lockIncident(tx: Tx<Staff>, id: string): Promise<IncidentRow> {
  const { sql, caller } = tx;
  const [row] = await sql<IncidentRow[]>`
    select incident.* from incident where incident.id = ${id} and ${seesIncident(sql, caller)} for update`;
  if (!row) throw notFound();
  if (!mayManage(caller, row)) throw forbidden('incident.manage');
  if (row.closedAt !== null) throw new Refusal('incidents.closed', { values: { number: row.number } });
  return row;
}

const nameOf = ({ id, number }: IncidentRow) => ({ incidentId: id, incidentNumber: number });

export async function changeIncident(tx: Tx<Staff>, given: Given<typeof contract.change>) {
  const { sql, caller } = tx;
  const row = await lockIncident(tx, given.id);
  const { representative } = given;
  const changes = {
    title: given.title,
    known: given.known,
    ownerId: given.ownerId,
    spokespersonId: given.spokespersonId,
    spokespersonContact: given.spokespersonContact,
    representativeName: representative?.name ?? '',
    representativeCaseId: representative?.caseId ?? null,
    representativeAuthority: representative?.authority ?? null,
    representativeNote: representative?.note ?? '',
  };
  const fields = (Object.keys(changes) as (keyof typeof changes)[]).filter((name) => changes[name] !== row[name]);
  const news = { ownerId: null, spokespersonId: null, ...only(changes, fields) };
  await mustBeActive(sql, caller.orgId, [news.ownerId, news.spokespersonId]);
  if (representative?.caseId && fields.includes('representativeCaseId')) {
    const [own] = await sql`
      select 1 from incident_case link
      join complaint on complaint.org_id = link.org_id and complaint.id = link.complaint_id
      where link.incident_id = ${row.id} and link.complaint_id = ${representative.caseId} and link.until_at is null
        and ${visibleTo(sql, caller, 'complaint')}`;
    if (!own) throw notFound();
  }
  if (row.version !== given.version) throw new Refusal('incidents.changed-since');
  if (!fields.length) return { version: row.version };
  updateIncident(tx, row, changes);
  announce(tx, incidentChanged, { subjectId: row.id, data: { ...nameOf(row), fields } });
  return { version: row.version + 1 };
}

const only = <T extends object>(all: T, names: readonly (keyof T)[]): Partial<T> =>
  Object.fromEntries(names.map((name) => [name, all[name]])) as Partial<T>;

/** 统一口径: said by everybody from now on, so every case tells that it changed. */
export async function changeWordingOf(tx: Tx<Staff>, given: Given<typeof contract.changeWording>) {
  const row = await lockIncident(tx, given.id);
  if (row.wordingVersion !== given.from)
    throw new Refusal('incidents.wording-changed-since', { values: { version: row.wordingVersion } });
  const version = row.wordingVersion + 1;
  const { salt, digest } = digestOf(given.body);
  insertWording(tx, { incidentId: row.id, version, body: given.body, salt });
  updateIncident(tx, row, { wordingVersion: version });
  const data = { ...nameOf(row), version };
  announce(tx, incidentWordingChanged, { subjectId: row.id, data, digest });
  await tellCases(tx, row.id, incidentWordingChanged, data, digest);
  return { version };
}

/** The cases go on by themselves and may belong to another incident from now on. */
export async function closeIncident(tx: Tx<Staff>, given: Given<typeof contract.close>) {
  const { sql, caller } = tx;
  const row = await lockIncident(tx, given.id);
  const [counted] = await sql<{ count: number }[]>`
    select count(*) from incident_case link
    join complaint on complaint.org_id = link.org_id and complaint.id = link.complaint_id
    where link.incident_id = ${row.id} and link.unlink_reason is null and complaint.stage <> 'closed'
      and ${visibleTo(sql, caller, 'complaint')}`;
  const { digest } = digestOf(given.result);
  announce(tx, incidentClosed, { subjectId: row.id, data: nameOf(row), digest });
  await tellCases(tx, row.id, incidentClosed, nameOf(row), digest);
  updateIncident(tx, row, { closedAt: tx.now, closedBy: caller.staffId, result: given.result });
  endAllLinks(tx, row.id);
  return { stillOpen: counted?.count ?? 0 };
}
