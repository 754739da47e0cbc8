import type { Reader } from '../base/server/db.ts';

/** The report that this phone sent before under the same key. */
export async function sentBefore(
  sql: Reader,
  { orgId, reporterId, key }: { orgId: string; reporterId: string; key: string },
): Promise<{ id: string; number: string } | null> {
  const [row] = await sql<{ id: string; number: string }[]>`
    select report.id, complaint.number from frontline_report report
    join complaint on complaint.org_id = report.org_id and complaint.id = report.complaint_id
    where report.org_id = ${orgId} and report.reporter_id = ${reporterId} and report.key = ${key}`;
  return row ?? null;
}

export async function sentLately(sql: Reader, orgId: string, reporterId: string, since: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from frontline_report
    where org_id = ${orgId} and reporter_id = ${reporterId} and sent_at > ${since}`;
  return row?.count ?? 0;
}

export async function ownReport(
  sql: Reader,
  { orgId, reporterId, id, since }: { orgId: string; reporterId: string; id: string; since: Date },
): Promise<{ complaintId: string; sentAt: Date } | null> {
  const [row] = await sql<{ complaintId: string; sentAt: Date }[]>`
    select complaint_id, sent_at from frontline_report
    where org_id = ${orgId} and reporter_id = ${reporterId} and id = ${id} and sent_at > ${since}`;
  return row ?? null;
}

/** Files that reporters added to the case, but for these same bytes: a repeated upload is no further file. */
export async function filesThere(
  sql: Reader,
  orgId: string,
  complaintId: string,
  but: Buffer,
): Promise<{ photos: number; voices: number }> {
  const [row] = await sql<{ photos: number; voices: number }[]>`
    select count(*) filter (where type like 'image/%')::int as photos,
           count(*) filter (where type like 'audio/%')::int as voices
    from attachment
    where org_id = ${orgId} and complaint_id = ${complaintId} and added_by is null and sha256 <> ${but}`;
  return row ?? { photos: 0, voices: 0 };
}
