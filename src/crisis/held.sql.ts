import { Refusal } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';
import type { RedactionGate } from '../complaints/actions/redact-words.ts';

/** Which of these cases stand under a legal hold, among all with `null`. */
export async function heldAmong(sql: Reader, orgId: string, ids: readonly string[] | null): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select held_id as id from legal_hold
    where org_id = ${orgId} and held_id is not null
      and ${ids === null ? sql`true` : sql`held_id = any(${ids as string[]}::uuid[])`}`;
  return new Set(rows.map(({ id }) => id));
}

/** 法律保全: nothing of the case may be hidden while it stands. */
export const whileHeld: RedactionGate = async ({ sql, caller }, complaintId) =>
  (await heldAmong(sql, caller.orgId, [complaintId])).size ? new Refusal('crisis.under-hold') : null;
