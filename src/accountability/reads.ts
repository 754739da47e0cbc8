import { notFound } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';
import type { Informant } from './informant.ts';
import type { StepRow } from './store.ts';

/** Refuses unless all of these are active staff of the organisation. */
export async function mustBeActive(sql: Reader, orgId: string, ids: readonly (string | null)[]): Promise<void> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows = await sql`
    select 1 from staff where org_id = ${orgId} and id = any(${wanted}::uuid[]) and state = 'active'`;
  if (rows.length !== wanted.length) throw notFound();
}

export interface PaperRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: Buffer;
}

/** Files of a case that have not been redacted, of these ids. */
export const papersOf = (sql: Reader, orgId: string, complaintIds: readonly string[], ids: readonly string[]) =>
  sql<PaperRow[]>`
    select id, name, type, bytes, sha256 from attachment
    where org_id = ${orgId} and complaint_id = any(${complaintIds as string[]}::uuid[])
      and id = any(${ids as string[]}::uuid[]) and redacted_at is null
    order by id`;

export async function mustBePapers(sql: Reader, orgId: string, complaintId: string, ids: readonly string[]) {
  const wanted = [...new Set(ids)];
  if ((await papersOf(sql, orgId, [complaintId], wanted)).length !== wanted.length) throw notFound();
}

/** Who told us: the caller, the customer as known, and whoever registered it, but for the person meant. */
export async function informantOf(
  sql: Reader,
  orgId: string,
  row: { callerName: string; callerPhone: string; customerId: string | null; registeredBy: string | null },
  staffId: string,
): Promise<Informant> {
  const known = await sql<{ name: string }[]>`
    select name from customer where org_id = ${orgId} and id = ${row.customerId}
    union all
    select name from staff where org_id = ${orgId} and id = ${row.registeredBy} and id <> ${staffId}`;
  return { names: [row.callerName, ...known.map(({ name }) => name)], numbers: [row.callerPhone] };
}

export const stepsOf = (sql: Reader, orgId: string, penaltyIds: readonly string[]) =>
  sql<StepRow[]>`
    select penalty_id, act, by_id, at, words, told_at from penalty_step
    where org_id = ${orgId} and penalty_id = any(${penaltyIds as string[]}::uuid[]) order by at, id`;
