import { notFound } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';
import type { CaseFlag } from './language.ts';
import type { DisputeRow, RuleRow, UtteranceRow } from './store-talks.ts';

/** Refuses unless all of these are of the organisation, those who left included. */
export async function mustBeOurs(sql: Reader, orgId: string, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  const rows = await sql`select 1 from staff where org_id = ${orgId} and id = any(${wanted}::uuid[])`;
  if (rows.length !== wanted.length) throw notFound();
}

export const utterancesOf = (sql: Reader, orgId: string, ids: readonly string[]) =>
  sql<UtteranceRow[]>`
    select conversation_id, place, speaker, staff_id, body, begins, ends from utterance
    where org_id = ${orgId} and conversation_id = any(${ids as string[]}::uuid[])
    order by conversation_id, place`;

export const disputesOf = (sql: Reader, orgId: string, ids: readonly string[]) =>
  sql<DisputeRow[]>`
    select id, conversation_id, staff_id, place, about, reason, disputed_at, upheld, answer, answered_by, answered_at
    from talk_dispute
    where org_id = ${orgId} and conversation_id = any(${ids as string[]}::uuid[]) order by disputed_at, id`;

export type Flags = Readonly<Partial<Record<CaseFlag, boolean>>>;

/** What the checks may know of these cases as they stand today. */
export async function flagsOf(
  sql: Reader,
  orgId: string,
  complaintIds: readonly string[],
): Promise<Map<string, Flags>> {
  const rows = await sql<{ complaintId: string; faultVerified: boolean; factsComplete: boolean; prevented: boolean }[]>`
    select complaint_id,
           coalesce((array_agg(data ->> 'responsible' order by at desc, id desc)
             filter (where act = 'responsibility'))[1] = 'ours', false) as fault_verified,
           bool_or(act = 'responsibility') as facts_complete,
           bool_or(act = 'lesson' and data ->> 'prevention' <> '') as prevented
    from complaint_record
    where org_id = ${orgId} and complaint_id = any(${complaintIds as string[]}::uuid[])
      and act in ('responsibility', 'lesson') and ended_at is null
    group by complaint_id`;
  return new Map(
    rows.map(({ complaintId, prevented, ...flags }) => [complaintId, { ...flags, preventionLinked: prevented }]),
  );
}

/** The rule that stands; null: none is recorded. */
export async function currentRule(sql: Reader, orgId: string): Promise<RuleRow | null> {
  const [row] = await sql<RuleRow[]>`
    select id, document_number, consulted_on::text as consulted_on, notified_on::text as notified_on, recorded_by,
           recorded_at
    from talk_rule where org_id = ${orgId} and ended_at is null`;
  return row ?? null;
}
