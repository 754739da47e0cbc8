import { timeOf } from '../../base/server/database-time.ts';
import type { Sql } from '../../base/server/db.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import { theDesk } from '../../people/staff.ts';
import { isDigestTime } from '../digest.ts';
import { timeZoneIn } from '../reads.ts';
import { inForce } from './case-notices.ts';
import { aDelivery, sendAway } from './send-away.ts';

/** Each morning one mail to everybody who owns open cases and has not declined it; the counts are read when it goes out. */
export async function sendDigests(sql: Sql, now: Date = timeOf(sql)): Promise<void> {
  const organisations = await sql<{ orgId: string }[]>`select org_id from notice_mail`;
  for (const { orgId } of organisations) {
    const at = (await inForce(sql, orgId))?.notices.digestAt ?? null;
    if (isDigestTime(at, await timeZoneIn(sql, orgId), now)) await sendDigestsOf(sql, orgId, now);
  }
}

const sendDigestsOf = (sql: Sql, orgId: string, now: Date): Promise<void> =>
  inTransaction(sql, theDesk(orgId), async (tx) => {
    const rows = await tx.sql<{ staffId: string; day: string }[]>`
      select staff.id as staff_id, (${now}::timestamptz at time zone organisation.time_zone)::date as day
      from staff
      join organisation on organisation.org_id = staff.org_id
      left join notice_choices choices on choices.org_id = staff.org_id and choices.staff_id = staff.id
      where staff.org_id = ${orgId} and staff.state = 'active' and not staff.sample and choices.digest is distinct from false
        and exists (select 1 from complaint where complaint.org_id = staff.org_id and complaint.owner_id = staff.id
                      and complaint.stage <> 'closed' and not complaint.sample)
        and not exists (select 1 from notice_delivery sent
                        where sent.org_id = staff.org_id and sent.staff_id = staff.id
                          and sent.digest_day = (${now}::timestamptz at time zone organisation.time_zone)::date)`;
    sendAway(
      tx,
      rows.map(({ staffId, day }) => ({
        ...aDelivery(orgId, tx.now, null),
        happening: 'digest',
        staffId,
        digestDay: day,
      })),
    );
  });
