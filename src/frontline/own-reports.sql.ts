import { timeOf } from '../base/server/database-time.ts';
import type { RawExchange } from '../base/server/serve.ts';
import { addMs, DAY } from '../base/time.ts';
import type { Staff } from '../people/staff.ts';
import type { myReports } from './contract.ts';
import { placeOf } from './reporter.ts';
import type { Reporter } from './store.ts';

const SHOWN_DAYS = 90;

/** Number, time and stage; a merged case goes where the other one goes. */
export async function ownReports({ sql }: RawExchange<Staff, typeof myReports>, { orgId, id }: Reporter) {
  const rows = await sql<{ id: string; number: string; at: Date; stage: string }[]>`
    select report.id, complaint.number, report.sent_at as at, coalesce(other.stage, complaint.stage) as stage
    from frontline_report report
    join complaint on complaint.org_id = report.org_id and complaint.id = report.complaint_id
    left join complaint other on other.org_id = complaint.org_id and other.id = complaint.merged_into
    where report.org_id = ${orgId} and report.reporter_id = ${id} and report.sent_at > ${addMs(timeOf(sql), -SHOWN_DAYS * DAY)}
    order by report.sent_at desc, report.id desc limit 200`;
  return { items: rows.map(({ stage, ...report }) => ({ ...report, place: placeOf(stage) })) };
}
