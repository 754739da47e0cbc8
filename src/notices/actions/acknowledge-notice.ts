import { notFound } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { ringBells } from '../../base/server/bells.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { SECOND } from '../../base/time.ts';
import type { Staff } from '../../people/staff.ts';
import type { acknowledgeNotice, acknowledgeNotices, saveChoices } from '../contract.ts';
import { crisisAcknowledged } from '../facts.ts';
import { URGENT } from '../notice.ts';
import { seenNotice } from '../sight.sql.ts';

/** A second time changes nothing. */
export async function acknowledgeOne(tx: Tx<Staff>, { id }: Given<typeof acknowledgeNotice>): Promise<void> {
  const { sql, caller, now } = tx;
  const [row] = await sql<
    { factId: string; complaintId: string | null; happening: string; acknowledgedAt: Date | null; madeAt: Date }[]
  >`
    select notice.fact_id, notice.complaint_id, notice.happening, notice.acknowledged_at, notice.made_at
    from notice
    left join complaint on complaint.org_id = notice.org_id and complaint.id = notice.complaint_id
    left join fact on fact.org_id = notice.org_id and fact.id = notice.fact_id
    where notice.org_id = ${caller.orgId} and notice.staff_id = ${caller.staffId} and notice.id = ${id}
      and ${seenNotice(sql, caller)}
    for update of notice`;
  if (!row) throw notFound();
  if (row.acknowledgedAt) return;
  tx.write(sql`update notice set acknowledged_at = ${now} where org_id = ${caller.orgId} and id = ${id}`);
  if (URGENT.has(row.happening) && row.complaintId) {
    tx.write(sql`
      update notice_call set next_at = null, ended_as = 'acknowledged', ended_at = ${now}, ended_by = ${caller.staffId}
      where org_id = ${caller.orgId} and fact_id = ${row.factId} and ended_at is null`);
    const seconds = Math.round((now.getTime() - row.madeAt.getTime()) / SECOND);
    announce(tx, crisisAcknowledged, {
      subjectId: null,
      data: { complaintId: row.complaintId, noticeId: id, seconds },
    });
  }
  ringMine(tx);
}

/** All that were seen when the key was pressed. A crisis is acknowledged by itself. */
export async function acknowledgeAll(tx: Tx<Staff>, { upTo }: Given<typeof acknowledgeNotices>): Promise<void> {
  const { sql, caller, now } = tx;
  const [seen] = await sql`
    select 1 from notice where org_id = ${caller.orgId} and staff_id = ${caller.staffId} and id = ${upTo}`;
  if (!seen) throw notFound();
  tx.write(sql`
    update notice set acknowledged_at = ${now}
    where org_id = ${caller.orgId} and staff_id = ${caller.staffId} and id <= ${upTo} and acknowledged_at is null
      and happening <> all (${[...URGENT]}::text[])`);
  ringMine(tx);
}

const ringMine = (tx: Tx<Staff>): void => (tx.caller.staffId ? ringBells(tx, [tx.caller.staffId]) : undefined);

export async function chooseWays(tx: Tx<Staff>, given: Given<typeof saveChoices>): Promise<void> {
  const { sql, caller, now } = tx;
  tx.write(sql`
    insert into notice_choices (org_id, staff_id, browser, mail, digest, changed_at)
    values (${caller.orgId}, ${caller.staffId}, ${given.browser}, ${given.mail}, ${given.digest}, ${now})
    on conflict (org_id, staff_id) do update
    set browser = excluded.browser, mail = excluded.mail, digest = excluded.digest, changed_at = excluded.changed_at`);
}
