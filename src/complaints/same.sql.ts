import type { Tx } from '../base/server/transaction.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type { Sign, Twin } from './case-to-import.ts';

/** More cases of one sign than this are not looked at: a switchboard's number, or a number that is none. */
const SAME_SIGN = 100;

/**
 * For each asker the oldest case that bears one of these signs and that the caller may see, in one flight. Sign by
 * sign: a planner without statistics would rather join all cases there are.
 */
export async function same(
  { sql, caller }: Pick<Tx<Staff>, 'sql' | 'caller'>,
  asks: readonly (readonly Sign[])[],
): Promise<(Twin | null)[]> {
  const found: (Twin | null)[] = asks.map(() => null);
  const signs = asks.flatMap((ask, n) => ask.map((sign) => ({ n, ...sign })));
  if (signs.length === 0) return found;
  const rows = await sql<(Twin & { n: number })[]>`
    with ask as materialized (
      select * from unnest(${signs.map(({ n }) => n)}::integer[], ${signs.map(({ by }) => by)}::text[],
                           ${signs.map(({ value }) => value)}::text[], ${signs.map(({ words }) => words)}::text[])
             as ask (n, sign, value, words)
    ), met as (
      select ask.n, mark.complaint_id as id from ask
      cross join lateral (
        select complaint_id from complaint_mark
        where org_id = ${caller.orgId} and value = ask.value and field = ask.sign limit ${SAME_SIGN}
      ) mark
      where ask.sign <> 'said'
      union all
      select ask.n, earlier.id from ask
      cross join lateral (
        select id from complaint
        where org_id = ${caller.orgId} and caller_phone = ask.value and caller_phone <> ''
        order by received_at desc limit ${SAME_SIGN}
      ) earlier
      cross join lateral (
        select from complaint_text
        where org_id = ${caller.orgId} and complaint_id = earlier.id and role = 'own-words' and body = ask.words limit 1
      ) said
      where ask.sign = 'said'
    )
    select distinct on (met.n) met.n, twin.id, twin.number
    from met
    cross join lateral (
      select complaint.id, complaint.number from complaint
      where complaint.id = met.id and ${visibleTo(sql, caller, 'complaint')} limit 1
    ) twin
    order by met.n, twin.id`;
  for (const { n, id, number } of rows) found[n] = { id, number };
  return found;
}
