import { notFound } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { mayUseStore } from '../complaints/list.sql.ts';
import { storeExists } from '../people/actions/rows.ts';
import type { Staff } from '../people/staff.ts';
import type { Letterhead } from './paper.ts';

/** The head of a store's paper; its name alone where nobody wrote more. Null store: the organisation. */
export async function headOf(sql: Reader, orgId: string, storeId: string | null): Promise<Letterhead> {
  const [row] = await sql<
    { name: string; address: string; phone: string; logo: Buffer | null; logoType: string | null }[]
  >`
    select coalesce(nullif(letterhead.name, ''), store.name, organisation.name) as name,
           coalesce(letterhead.address, '') as address, coalesce(letterhead.phone, '') as phone,
           letterhead.logo, letterhead.logo_type
    from organisation
    left join store on store.org_id = organisation.org_id and store.id = ${storeId}::uuid
    left join letterhead on letterhead.org_id = store.org_id and letterhead.store_id = store.id
    where organisation.org_id = ${orgId}`;
  if (!row) throw notFound();
  const { logo, logoType, ...head } = row;
  return { ...head, logo: logo && logoType ? `data:${logoType};base64,${logo.toString('base64')}` : null };
}

export async function organisationOf(sql: Reader, orgId: string): Promise<{ name: string; timeZone: string }> {
  const [row] = await sql<{ name: string; timeZone: string }[]>`
    select name, time_zone from organisation where org_id = ${orgId}`;
  if (!row) throw notFound();
  return row;
}

/** 404 for a store of another organisation, or one in which the reader has no business. */
export async function mustUseStore({ sql, caller }: Read<Staff>, storeId: string | undefined): Promise<void> {
  if (storeId === undefined) return;
  if (!(await storeExists(sql, caller.orgId, storeId)) || !mayUseStore(caller, storeId)) throw notFound();
}
