import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import { may, type Staff } from '../people/staff.ts';
import type { reportedBy, reporters } from './contract.ts';
import { standingOf, type Urgency } from './reporter.ts';

const LISTED = 1000;

/** Invited people of the stores where the asker invites; who still reports comes first. */
export async function listReporters({ sql, caller, now }: Read<Staff>, given: Given<typeof reporters>) {
  const rows = await sql<
    {
      id: string;
      name: string;
      trade: string;
      storeId: string;
      storeName: string;
      inviterId: string | null;
      inviterName: string | null;
      invitedAt: Date;
      untilAt: Date;
      linkUntil: Date;
      openedAt: Date | null;
      seenAt: Date | null;
      browser: string;
      revokedAt: Date | null;
      reports: number;
    }[]
  >`
    select reporter.id, reporter.name, reporter.trade, reporter.store_id, store.name as store_name,
           inviter.id as inviter_id, inviter.name as inviter_name, reporter.invited_at, reporter.until_at,
           reporter.link_until, reporter.opened_at, reporter.seen_at, reporter.browser, reporter.revoked_at,
           (select count(*)::int from frontline_report report
            where report.org_id = reporter.org_id and report.reporter_id = reporter.id) as reports
    from frontline_reporter reporter
    join store on store.org_id = reporter.org_id and store.id = reporter.store_id
    left join staff inviter on inviter.org_id = reporter.org_id and inviter.id = reporter.invited_by
    where reporter.org_id = ${caller.orgId}
      ${given.storeId ? sql`and reporter.store_id = ${given.storeId}` : sql``}
    order by reporter.revoked_at is not null, reporter.invited_at desc, reporter.id desc
    limit ${LISTED}`;
  return {
    items: rows
      .filter(({ storeId }) => may(caller, 'frontline.invite', storeId))
      .map((row) => ({
        id: row.id,
        name: row.name,
        trade: row.trade,
        store: { id: row.storeId, name: row.storeName },
        standing: standingOf(row, now),
        invitedBy: row.inviterId && row.inviterName ? { id: row.inviterId, name: row.inviterName } : null,
        invitedAt: row.invitedAt,
        linkUntil: row.linkUntil,
        until: row.untilAt,
        openedAt: row.openedAt,
        seenAt: row.seenAt,
        browser: row.browser,
        reports: row.reports,
        revokedAt: row.revokedAt,
      })),
  };
}

export async function reporterOfCase({ sql, caller }: Read<Staff>, given: Given<typeof reportedBy>) {
  const { id } = await visibleRow(sql, caller, given.id);
  const [report] = await sql<
    { name: string; trade: string; urgency: Urgency; did: string; writtenAt: Date | null; sentAt: Date }[]
  >`
    select reporter.name, reporter.trade, report.urgency, coalesce(did.body, '') as did, report.written_at, report.sent_at
    from frontline_report report
    join frontline_reporter reporter on reporter.org_id = report.org_id and reporter.id = report.reporter_id
    left join complaint_text did on did.org_id = report.org_id and did.id = report.did_text_id
    where report.org_id = ${caller.orgId} and report.complaint_id = ${id}`;
  return { report: report ?? null };
}
