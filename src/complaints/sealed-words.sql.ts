import type { Reader } from '../base/server/db.ts';

export interface SealedWords {
  readonly whole: number;
  readonly redacted: number;
  /** Texts that are neither what their fact sealed nor redacted by an act on record. */
  readonly changed: number;
}

/** Holds all words on cases against the digests in their facts. Redacted ones have no salt and an act on record instead. */
export async function sealedWords(sql: Reader, orgId: string): Promise<SealedWords> {
  const [row] = await sql<SealedWords[]>`
    select count(*) filter (where holds and redacted_at is null)::int as whole,
           count(*) filter (where holds and redacted_at is not null)::int as redacted,
           count(*) filter (where not holds)::int as changed
    from (
      select text.redacted_at, case
        when text.redacted_at is null then coalesce(fact.digest = sha256(text.salt || convert_to(text.body, 'UTF8')), false)
        else text.salt = ''::bytea and exists (
          select 1 from fact act
          where act.org_id = text.org_id and act.subject_id = text.complaint_id and act.kind = 'words-redacted'
            and act.recorded_at = text.redacted_at)
        end as holds
      from complaint_text text
      left join fact on fact.org_id = text.org_id and fact.id = text.fact_id
      where text.org_id = ${orgId}) looked_at`;
  return row ?? { whole: 0, redacted: 0, changed: 0 };
}
