import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import type { Reader } from '../../base/server/db.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Read, Tx } from '../../base/server/transaction.ts';
import { may, type Staff } from '../../people/staff.ts';
import { readFilter, readOrder, toSearch } from '../filter.ts';
import type { changeView, deleteView, saveView } from '../views-contract.ts';

const MOST = 50;

interface ViewRow {
  id: string;
  ownerId: string;
  storeId: string | null;
  name: string;
  filter: Record<string, string>;
  isDefault: boolean;
}

const maySee = (staff: Staff, view: Pick<ViewRow, 'ownerId' | 'storeId'>): boolean =>
  view.storeId === null ? view.ownerId === staff.staffId : may(staff, 'complaint.read', view.storeId);
/** A view of a store is kept by those who hand out work there. */
const mayKeep = (staff: Staff, view: Pick<ViewRow, 'ownerId' | 'storeId'>): boolean =>
  view.storeId === null ? view.ownerId === staff.staffId : may(staff, 'complaint.assign', view.storeId);

export async function listViewsOf({ sql, caller }: Read<Staff>) {
  const views = await sql<ViewRow[]>`
    select id, owner_id, store_id, name, filter, is_default from complaint_view
    where org_id = ${caller.orgId} and (store_id is not null or owner_id = ${caller.staffId})
    order by store_id is not null, name, id`;
  return {
    items: views
      .filter((view) => maySee(caller, view))
      .map(({ ownerId, filter, ...view }) => ({
        ...view,
        // a field or value that a later version dropped falls away
        filter: toSearch(readFilter(filter), readOrder(filter['order'])),
        mine: mayKeep(caller, { ownerId, storeId: view.storeId }),
      })),
  };
}

export async function saveViewOf(tx: Tx<Staff>, given: Given<typeof saveView>) {
  const { caller, sql } = tx;
  const { storeId } = given;
  if (storeId !== null) {
    if (!may(caller, 'complaint.read', storeId) || !(await isStore(sql, caller.orgId, storeId))) throw notFound();
    if (!may(caller, 'complaint.assign', storeId)) throw forbidden('complaint.assign');
  }
  const [kept] = await sql<{ count: number }[]>`
    select count(*)::int from complaint_view where org_id = ${caller.orgId} and ${placeOf(tx, storeId)}`;
  if ((kept?.count ?? 0) >= MOST) throw new Refusal('complaints.too-many-views', { values: { max: MOST } });
  const id = newId();
  if (given.isDefault) unsetDefault(tx, storeId);
  tx.write(sql`
    insert into complaint_view (org_id, id, owner_id, store_id, name, filter, is_default, changed_at)
    values (${caller.orgId}, ${id}, ${caller.staffId}, ${storeId}, ${given.name}, ${sql.json(textsIn(given))}, ${given.isDefault}, ${tx.now})`);
  return { id };
}

export async function changeViewOf(tx: Tx<Staff>, given: Given<typeof changeView>) {
  const view = await keptView(tx, given.id);
  if (given.isDefault) unsetDefault(tx, view.storeId);
  tx.write(tx.sql`
    update complaint_view set name = ${given.name}, filter = ${tx.sql.json(textsIn(given))}, is_default = ${given.isDefault}, changed_at = ${tx.now}
    where org_id = ${tx.caller.orgId} and id = ${given.id}`);
  return { ok: true as const };
}

export async function deleteViewOf(tx: Tx<Staff>, given: Given<typeof deleteView>) {
  await keptView(tx, given.id);
  tx.write(tx.sql`delete from complaint_view where org_id = ${tx.caller.orgId} and id = ${given.id}`);
  return { ok: true as const };
}

async function keptView(tx: Tx<Staff>, id: string): Promise<Pick<ViewRow, 'ownerId' | 'storeId'>> {
  const [view] = await tx.sql<Pick<ViewRow, 'ownerId' | 'storeId'>[]>`
    select owner_id, store_id from complaint_view where org_id = ${tx.caller.orgId} and id = ${id} for update`;
  if (!view || !maySee(tx.caller, view)) throw notFound();
  if (!mayKeep(tx.caller, view)) throw forbidden('complaint.assign');
  return view;
}

const textsIn = ({ filter: { order, ...filter } }: Pick<Given<typeof saveView>, 'filter'>): Record<string, string> =>
  toSearch(filter, order);

/** Beside which others a view stands: those of the store, or one's own. */
const placeOf = ({ sql, caller }: Tx<Staff>, storeId: string | null) =>
  storeId === null ? sql`store_id is null and owner_id = ${caller.staffId}` : sql`store_id = ${storeId}`;

const unsetDefault = (tx: Tx<Staff>, storeId: string | null): void =>
  tx.write(tx.sql`
    update complaint_view set is_default = false
    where org_id = ${tx.caller.orgId} and ${placeOf(tx, storeId)} and is_default`);

const isStore = async (sql: Reader, orgId: string, id: string): Promise<boolean> =>
  (await sql`select 1 from store where org_id = ${orgId} and id = ${id}`).length === 1;
