import type { Tx } from '../base/server/transaction.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type { Sign, Twin } from './case-to-import.ts';

/** For each asker the oldest case that bears one of these signs and that the caller may see, in one flight. */
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
      join complaint_mark mark on mark.org_id = ${caller.orgId} and mark.value = ask.value and mark.field = ask.sign
      where ask.sign <> 'said'
      union all
      select ask.n, earlier.id from ask
      join complaint earlier on earlier.org_id = ${caller.orgId} and earlier.caller_phone = ask.value
        and earlier.caller_phone <> ''
      join complaint_text said on said.org_id = earlier.org_id and said.complaint_id = earlier.id
        and said.role = 'own-words' and said.body = ask.words
      where ask.sign = 'said'
    )
    select distinct on (met.n) met.n, complaint.id, complaint.number
    from met join complaint on complaint.org_id = ${caller.orgId} and complaint.id = met.id
    where ${visibleTo(sql, caller, 'complaint')}
    order by met.n, complaint.id`;
  for (const { n, id, number } of rows) found[n] = { id, number };
  return found;
}
