import type { FactKind } from '../base/facts.ts';
import { announce } from '../base/server/announce.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { Authority } from './incident.ts';

export interface IncidentRow {
  readonly id: string;
  readonly number: string;
  readonly storeId: string | null;
  readonly title: string;
  readonly known: string;
  readonly ownerId: string | null;
  readonly spokespersonId: string | null;
  readonly spokespersonContact: string;
  readonly representativeName: string;
  readonly representativeCaseId: string | null;
  readonly representativeAuthority: Authority | null;
  readonly representativeNote: string;
  readonly wordingVersion: number;
  readonly openedBy: string | null;
  readonly openedAt: Date;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
  readonly result: string;
  readonly version: number;
}

export async function nextSerial(tx: Tx): Promise<number> {
  const [row] = await tx.sql<{ serial: number }[]>`select nextval('incident_number') as serial`;
  return row?.serial as number;
}

type NewIncident = Pick<
  IncidentRow,
  'id' | 'number' | 'storeId' | 'title' | 'known' | 'ownerId' | 'spokespersonId' | 'spokespersonContact'
>;
const incidents = rowsOf<
  NewIncident & { orgId: string; openedBy: string | null; openedAt: Date; result: string; version: number } & Pick<
      IncidentRow,
      'representativeName' | 'representativeNote' | 'wordingVersion'
    >
>('incident', [
  'orgId',
  'id',
  'number',
  'storeId',
  'title',
  'known',
  'ownerId',
  'spokespersonId',
  'spokespersonContact',
  'representativeName',
  'representativeNote',
  'wordingVersion',
  'openedBy',
  'openedAt',
  'result',
  'version',
]);

export const insertIncident = (tx: Tx, given: NewIncident): void =>
  tx.insert(incidents, {
    ...given,
    orgId: tx.caller.orgId,
    representativeName: '',
    representativeNote: '',
    wordingVersion: 0,
    openedBy: tx.caller.staffId,
    openedAt: tx.now,
    result: '',
    version: 1,
  });

export function updateIncident(tx: Tx, before: IncidentRow, changes: Partial<IncidentRow>): void {
  const { sql } = tx;
  tx.write(sql`
    update incident set ${sql({ ...changes, version: before.version + 1 } as never)}
    where org_id = ${tx.caller.orgId} and id = ${before.id}`);
}

const wordings = rowsOf<{
  orgId: string;
  incidentId: string;
  version: number;
  body: string;
  salt: Buffer;
  changedBy: string | null;
  changedAt: Date;
}>('incident_wording', ['orgId', 'incidentId', 'version', 'body', 'salt', 'changedBy', 'changedAt']);

export const insertWording = (
  tx: Tx,
  wording: { incidentId: string; version: number; body: string; salt: Buffer },
): void => tx.insert(wordings, { ...wording, orgId: tx.caller.orgId, changedBy: tx.caller.staffId, changedAt: tx.now });

const links = rowsOf<{
  orgId: string;
  id: string;
  incidentId: string;
  complaintId: string;
  linkedBy: string | null;
  linkedAt: Date;
}>('incident_case', ['orgId', 'id', 'incidentId', 'complaintId', 'linkedBy', 'linkedAt']);

export const insertLink = (tx: Tx, link: { id: string; incidentId: string; complaintId: string }): void =>
  tx.insert(links, { ...link, orgId: tx.caller.orgId, linkedBy: tx.caller.staffId, linkedAt: tx.now });

export const endLink = ({ sql, caller, now, write }: Tx, complaintId: string, reason: string): void =>
  write(sql`
    update incident_case set until_at = ${now}, unlinked_by = ${caller.staffId}, unlink_reason = ${reason}
    where org_id = ${caller.orgId} and complaint_id = ${complaintId} and until_at is null`);

/** The cases may belong to another incident from now on. */
export const endAllLinks = ({ sql, caller, now, write }: Tx, incidentId: string): void =>
  write(sql`
    update incident_case set until_at = ${now}
    where org_id = ${caller.orgId} and incident_id = ${incidentId} and until_at is null`);

/** The open incident of a case, which is locked. */
export async function incidentNowOf(tx: Tx, complaintId: string): Promise<{ id: string; number: string } | null> {
  const [row] = await tx.sql<{ id: string; number: string }[]>`
    select incident.id, incident.number from incident_case link
    join incident on incident.org_id = link.org_id and incident.id = link.incident_id
    where link.org_id = ${tx.caller.orgId} and link.complaint_id = ${complaintId} and link.until_at is null`;
  return row ?? null;
}

/** The same fact on the timeline of every case that belongs to the incident now, seen by the actor or not. */
export async function tellCases<Kind extends string, Data extends object>(
  tx: Tx,
  incidentId: string,
  fact: FactKind<Kind, Data>,
  data: Data,
  digest?: Buffer,
): Promise<void> {
  const cases = await tx.sql<{ id: string; sample: boolean }[]>`
    select complaint.id, complaint.sample from incident_case link
    join complaint on complaint.org_id = link.org_id and complaint.id = link.complaint_id
    where link.org_id = ${tx.caller.orgId} and link.incident_id = ${incidentId} and link.until_at is null`;
  for (const { id, sample } of cases) announce(tx, fact, { subjectId: id, data, sample, ...(digest && { digest }) });
}

const rounds = rowsOf<{
  orgId: string;
  id: string;
  incidentId: string;
  kind: 'note' | 'next-step';
  body: string;
  at: Date | null;
  byId: string | null;
  begunAt: Date;
  salt: Buffer;
}>('incident_round', ['orgId', 'id', 'incidentId', 'kind', 'body', 'at', 'byId', 'begunAt', 'salt']);
const roundCases = rowsOf<{ orgId: string; roundId: string; complaintId: string }>('incident_round_case', [
  'orgId',
  'roundId',
  'complaintId',
]);

export function insertRound(
  tx: Tx,
  round: { id: string; incidentId: string; kind: 'note' | 'next-step'; body: string; at: Date | null; salt: Buffer },
  complaintIds: readonly string[],
): void {
  const { orgId, staffId } = tx.caller;
  tx.insert(rounds, { ...round, orgId, byId: staffId, begunAt: tx.now });
  for (const complaintId of complaintIds) tx.insert(roundCases, { orgId, roundId: round.id, complaintId });
}
