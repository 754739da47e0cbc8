import type { Reader } from '../base/server/db.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import { MINUTE } from '../base/time.ts';
import { IDLE_DAYS, type Urgency } from './reporter.ts';

interface ReporterRow {
  orgId: string;
  id: string;
  storeId: string;
  name: string;
  trade: string;
  invitedBy: string | null;
  invitedAt: Date;
  untilAt: Date;
  /** In hex, as JSON carries bytes to PostgreSQL. */
  linkHash: string;
  linkUntil: Date;
}
const reporters = rowsOf<ReporterRow>('frontline_reporter', [
  'orgId',
  'id',
  'storeId',
  'name',
  'trade',
  'invitedBy',
  'invitedAt',
  'untilAt',
  'linkHash',
  'linkUntil',
]);

const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

export const insertReporter = (
  tx: Tx,
  given: Omit<ReporterRow, 'orgId' | 'invitedBy' | 'invitedAt' | 'linkHash'> & { linkHash: Buffer },
): void =>
  tx.insert(reporters, {
    ...given,
    linkHash: hex(given.linkHash),
    orgId: tx.caller.orgId,
    invitedBy: tx.caller.staffId,
    invitedAt: tx.now,
  });

export interface LockedReporter {
  readonly orgId: string;
  readonly id: string;
  readonly storeId: string;
  readonly name: string;
  readonly untilAt: Date;
  readonly linkUntil: Date;
  readonly deviceHash: Buffer | null;
  readonly openedAt: Date | null;
  readonly seenAt: Date | null;
  readonly revokedAt: Date | null;
}

export async function lockReporter(tx: Tx, id: string): Promise<LockedReporter | null> {
  const [row] = await tx.sql<LockedReporter[]>`
    select org_id, id, store_id, name, until_at, link_until, device_hash, opened_at, seen_at, revoked_at
    from frontline_reporter where org_id = ${tx.caller.orgId} and id = ${id} for update`;
  return row ?? null;
}

/** Whose link it is, before an organisation is known: the secret itself finds it. */
export async function reporterOfLink(sql: Reader, hash: Buffer): Promise<{ orgId: string; id: string } | null> {
  const [row] = await sql<{ orgId: string; id: string }[]>`
    select org_id, id from frontline_reporter where link_hash = ${hash}`;
  return row ?? null;
}

/** The link is another, and whoever came by the former one is out. */
export const renewLink = ({ sql, caller, write }: Tx, id: string, hash: Buffer, linkUntil: Date, until: Date): void =>
  write(sql`
    update frontline_reporter
    set link_hash = ${hash}, link_until = ${linkUntil}, until_at = ${until}, device_hash = null, session_hash = null,
        browser = '', opened_at = null, seen_at = null
    where org_id = ${caller.orgId} and id = ${id}`);

export const markRevoked = ({ sql, caller, now, write }: Tx, id: string): void =>
  write(sql`
    update frontline_reporter
    set revoked_at = ${now}, revoked_by = ${caller.staffId}, session_hash = null, device_hash = null
    where org_id = ${caller.orgId} and id = ${id}`);

export const letIn = (
  { sql, caller, now, write }: Tx,
  id: string,
  given: { sessionHash: Buffer; deviceHash: Buffer; browser: string },
): void =>
  write(sql`
    update frontline_reporter
    set session_hash = ${given.sessionHash}, device_hash = ${given.deviceHash}, browser = ${given.browser},
        opened_at = coalesce(opened_at, ${now}), seen_at = ${now}
    where org_id = ${caller.orgId} and id = ${id}`);

/** Somebody who reports from a phone: no staff, no post, no sight. */
export interface Reporter {
  readonly orgId: string;
  readonly id: string;
  readonly storeId: string;
  readonly name: string;
  readonly trade: string;
  readonly store: string;
  readonly organisation: string;
  readonly timeZone: string;
  readonly untilAt: Date;
}

export async function reporterOfSession(sql: Reader, hash: Buffer): Promise<Reporter | null> {
  const [row] = await sql<(Reporter & { seenAt: Date; now: Date })[]>`
    select reporter.org_id, reporter.id, reporter.store_id, reporter.name, reporter.trade, store.name as store,
           organisation.name as organisation, organisation.time_zone, reporter.until_at, reporter.seen_at, clock_timestamp() as now
    from frontline_reporter reporter
    join store on store.org_id = reporter.org_id and store.id = reporter.store_id
    join organisation on organisation.org_id = reporter.org_id
    where reporter.session_hash = ${hash} and reporter.revoked_at is null and reporter.until_at > clock_timestamp()
      and reporter.seen_at > clock_timestamp() - ${IDLE_DAYS} * interval '1 day'`;
  if (!row) return null;
  const { seenAt, now, ...reporter } = row;
  if (now.getTime() - seenAt.getTime() > 5 * MINUTE) {
    await sql`
      update frontline_reporter set seen_at = ${now}
      where org_id = ${reporter.orgId} and id = ${reporter.id} and session_hash = ${hash}`;
  }
  return reporter;
}

interface ReportRow {
  orgId: string;
  id: string;
  reporterId: string;
  key: string;
  complaintId: string;
  urgency: Urgency;
  didTextId: string | null;
  writtenAt: Date | null;
  sentAt: Date;
}
const reports = rowsOf<ReportRow>('frontline_report', [
  'orgId',
  'id',
  'reporterId',
  'key',
  'complaintId',
  'urgency',
  'didTextId',
  'writtenAt',
  'sentAt',
]);

export const insertReport = (tx: Tx, report: Omit<ReportRow, 'orgId' | 'sentAt'>): void =>
  tx.insert(reports, { ...report, orgId: tx.caller.orgId, sentAt: tx.now });
