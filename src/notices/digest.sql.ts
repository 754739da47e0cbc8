import type { Reader } from '../base/server/db.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type { DigestCounts } from './digest.ts';

/** My open cases: how many, and the numbers of those overdue or due by the end of the local day. */
export async function digestCounts(sql: Reader, staff: Staff, now: Date): Promise<DigestCounts> {
  const [row] = await sql<{ open: number; dueToday: string[]; overdue: string[] }[]>`
    with mine as (
      select complaint.number, complaint.clock_due_at, complaint.attention_at, day.ends
      from complaint, (
        select (date_trunc('day', ${now}::timestamptz at time zone time_zone) + interval '1 day') at time zone time_zone as ends
        from organisation where org_id = ${staff.orgId}) day
      where ${visibleTo(sql, staff)} and complaint.owner_id = ${staff.staffId} and complaint.stage <> 'closed'
        and not complaint.sample)
    select count(*)::int as open,
           coalesce(array_agg(number order by clock_due_at) filter (where clock_due_at < ${now}), '{}') as overdue,
           coalesce(array_agg(number order by attention_at) filter (
             where attention_at < ends and (clock_due_at is null or clock_due_at >= ${now})), '{}') as due_today
    from mine`;
  return row ?? { open: 0, dueToday: [], overdue: [] };
}
