import type { Reader } from '../base/server/db.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { Abuse, EndedBy } from './help.ts';

export interface CallRow {
  readonly id: string;
  readonly askedBy: string | null;
  readonly askedAt: Date;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
}

export interface IncidentRow {
  readonly id: string;
  readonly staffId: string | null;
  readonly kind: Abuse;
  readonly beganAt: Date;
  readonly warnings: number;
  readonly endedAt: Date | null;
  readonly endedBy: EndedBy | null;
  readonly words: string;
  readonly breakAt: Date | null;
  readonly seenBy: string | null;
  readonly seenAt: Date | null;
}

/** Of a case, the oldest first. */
export const callsOf = (sql: Reader, orgId: string, complaintId: string) =>
  sql<CallRow[]>`
    select id, asked_by, asked_at, answered_by, answered_at, ended_at from supervisor_call
    where org_id = ${orgId} and complaint_id = ${complaintId} order by asked_at, id`;

export const incidentsOf = (sql: Reader, orgId: string, complaintId: string) =>
  sql<IncidentRow[]>`
    select id, staff_id, kind, began_at, warnings, ended_at, ended_by, words, break_at, seen_by, seen_at
    from abuse_incident
    where org_id = ${orgId} and complaint_id = ${complaintId} order by began_at, id`;

const calls = rowsOf<{ orgId: string; id: string; complaintId: string; askedBy: string | null; askedAt: Date }>(
  'supervisor_call',
  ['orgId', 'id', 'complaintId', 'askedBy', 'askedAt'],
);
export const insertCall = (tx: Tx, id: string, complaintId: string): void =>
  tx.insert(calls, { orgId: tx.caller.orgId, id, complaintId, askedBy: tx.caller.staffId, askedAt: tx.now });

export const setCall = ({ sql, caller, write }: Tx, id: string, changes: Partial<Omit<CallRow, 'id'>>): void =>
  write(sql`update supervisor_call set ${sql(changes as never)} where org_id = ${caller.orgId} and id = ${id}`);

const incidents = rowsOf<{
  orgId: string;
  id: string;
  complaintId: string;
  staffId: string | null;
  kind: Abuse;
  beganAt: Date;
  warnings: number;
  warnedAt: Date;
}>('abuse_incident', ['orgId', 'id', 'complaintId', 'staffId', 'kind', 'beganAt', 'warnings', 'warnedAt']);
/** With its first warning. */
export const insertIncident = (tx: Tx, id: string, complaintId: string, kind: Abuse): void =>
  tx.insert(incidents, {
    orgId: tx.caller.orgId,
    id,
    complaintId,
    staffId: tx.caller.staffId,
    kind,
    beganAt: tx.now,
    warnings: 1,
    warnedAt: tx.now,
  });

export const setIncident = (
  { sql, caller, write }: Tx,
  id: string,
  changes: Partial<Omit<IncidentRow, 'id'> & { warnedAt: Date; salt: Buffer }>,
): void => write(sql`update abuse_incident set ${sql(changes as never)} where org_id = ${caller.orgId} and id = ${id}`);

export const keepStyle = ({ sql, caller, now, write }: Tx, complaintId: string, style: string, proposed: boolean) =>
  write(sql`
    insert into talk_style (org_id, complaint_id, style, proposed, by_id, at)
    values (${caller.orgId}, ${complaintId}, ${style}, ${proposed}, ${caller.staffId}, ${now})
    on conflict (org_id, complaint_id) do update
      set style = excluded.style, proposed = excluded.proposed, by_id = excluded.by_id, at = excluded.at`);

export const forgetStyle = ({ sql, caller, write }: Tx, complaintId: string): void =>
  write(sql`delete from talk_style where org_id = ${caller.orgId} and complaint_id = ${complaintId}`);
