import type { Tx } from '../../base/server/transaction.ts';

/** Redaction reaches the words that were given as evidence of a pause; the pause itself stays. */
export async function hideEvidence(tx: Tx, subjectId: string, hide: (evidence: string) => string): Promise<void> {
  const { sql } = tx;
  const orgId = tx.caller.orgId;
  const pauses = await sql<{ clockId: string; kind: string; ordinal: number; evidence: string }[]>`
    select clock_id, kind, ordinal, data->>'evidence' as evidence from clock_event
    where org_id = ${orgId} and subject_id = ${subjectId} and data->>'evidence' <> ''`;
  for (const { clockId, kind, ordinal, evidence } of pauses) {
    const after = hide(evidence);
    if (after !== evidence)
      tx.write(sql`
        update clock_event set data = jsonb_set(data, '{evidence}', to_jsonb(${after}::text))
        where org_id = ${orgId} and subject_id = ${subjectId} and clock_id = ${clockId} and kind = ${kind} and ordinal = ${ordinal}`);
  }
}
