import { notFound } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';

/** Refuses unless all of these are active staff of the organisation. */
export async function mustBeActive(sql: Reader, orgId: string, ids: readonly (string | null)[]): Promise<void> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (!wanted.length) return;
  const rows = await sql`
    select 1 from staff where org_id = ${orgId} and id = any(${wanted}::uuid[]) and state = 'active'`;
  if (rows.length !== wanted.length) throw notFound();
}

export async function mustBeStore(sql: Reader, orgId: string, id: string): Promise<void> {
  const [row] = await sql`select 1 from store where org_id = ${orgId} and id = ${id}`;
  if (!row) throw notFound();
}
