import type { Reader } from '../src/base/server/db.ts';
import { TOKEN } from './ledger.ts';

/** One time that a write took effect: more than one row for a token means that it was done twice. */
export interface Effect {
  readonly token: string;
  readonly caseId: string;
  readonly at: Date;
}

/** Where a write's token stands, with the fact that it came with. */
const places = (sql: Reader) => sql`
  places as materialized (
    select substring(body from ${TOKEN}) as token, org_id, fact_id from complaint_text where body ~ ${TOKEN}
    union all
    select substring(data::text from ${TOKEN}), org_id, fact_id from complaint_record where data::text ~ ${TOKEN}
    union all
    select substring(promise.body from ${TOKEN}), promise.org_id, fact.id from promise
    join fact on fact.org_id = promise.org_id and fact.subject_id = promise.complaint_id
      and fact.kind = 'promise-made' and fact.data->>'promiseId' = promise.id::text
    where promise.body ~ ${TOKEN}
    union all
    select substring(attachment.name from ${TOKEN}), attachment.org_id, fact.id from attachment
    join fact on fact.org_id = attachment.org_id and fact.subject_id = attachment.complaint_id
      and fact.kind = 'attachment-added' and fact.data->>'attachmentId' = attachment.id::text
    where attachment.name ~ ${TOKEN}
  ),
  effects as materialized (
    select distinct places.token, fact.org_id, fact.subject_id as case_id, fact.recorded_at as at
    from places join fact on fact.org_id = places.org_id and fact.id = places.fact_id
  )`;

export const effects = (sql: Reader): Promise<Effect[]> =>
  sql<Effect[]>`with ${places(sql)} select token, case_id, at from effects`;

/**
 * What each of these writes left behind in every table, as text to compare: facts that somebody's act told, words,
 * records, contacts and so on of the same moment of the same case.
 */
export const footprints = (sql: Reader, tokens: readonly string[]): Promise<{ token: string; left: string }[]> =>
  sql<{ token: string; left: string }[]>`
    with ${places(sql)}
    select token, concat_ws(' · ',
      (select 'facts ' || string_agg(kind || case when digest is null then '' else '+words' end, ', ' order by kind)
       from fact where (org_id, subject_id) = (effects.org_id, case_id) and recorded_at = at and actor_id is not null),
      (select 'texts ' || string_agg(role, ', ' order by role)
       from complaint_text where (org_id, complaint_id) = (effects.org_id, case_id) and written_at = at),
      (select 'records ' || string_agg(act, ', ' order by act)
       from complaint_record where (org_id, complaint_id) = (effects.org_id, case_id) and complaint_record.at = effects.at),
      (select 'contacts ' || string_agg(outcome, ', ' order by outcome)
       from contact where (org_id, complaint_id) = (effects.org_id, case_id) and recorded_at = at),
      (select 'promises ' || count(*)
       from promise where (org_id, complaint_id) = (effects.org_id, case_id) and made_at = at having count(*) > 0),
      (select 'outside numbers ' || count(*)
       from outside_number where (org_id, complaint_id) = (effects.org_id, case_id) and added_at = at having count(*) > 0),
      (select 'attachments ' || count(*)
       from attachment where (org_id, complaint_id) = (effects.org_id, case_id) and added_at = at having count(*) > 0),
      (select concat_ws(' · ',
         'demands ' || (select count(*) from demand where (org_id, complaint_id) = (effects.org_id, case_id)),
         'marks ' || (select string_agg(field, ', ' order by field) from complaint_mark
                      where (org_id, complaint_id) = (effects.org_id, case_id)),
         'customer ' || (complaint.customer_id is not null),
         'clocks ' || (select string_agg(rule_key, ', ' order by rule_key) from clock
                       where (org_id, subject_id) = (effects.org_id, case_id) and start_recorded_at = at))
       from complaint where (org_id, id) = (effects.org_id, case_id) and entered_at = at),
      (select 'found by ' || count(*)
       from search_entry where (org_id, subject_id) = (effects.org_id, case_id)
         and (words like '%' || token || '%' or names like '%' || token || '%') having count(*) > 0)) as left
    from effects where token = any(${tokens as string[]})`;
