import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { FileStore } from '../../base/server/files.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given, RawExchange } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { openAnyCase, openCase } from '../../complaints/actions/case-work.ts';
import { may, type Staff } from '../../people/staff.ts';
import { hearingEnded, statementAsked, statementGiven } from '../facts.ts';
import type * as contract from '../hearing-contract.ts';
import { namesInformant } from '../informant.ts';
import { informantOf, mustBeActive, mustBePapers, papersOf } from '../reads.ts';
import { endHearingRow, type HearingRow, insertHearing, stateAtHearing } from '../store.ts';

/** 听取陈述: the person meant gets a page of their own with the accusation and chosen files, and nothing else of the case. */
export async function askStatementOf(tx: Tx<Staff>, given: Given<typeof contract.askStatement>) {
  const { orgId } = tx.caller;
  // what is not there answers so before the case is asked whether it makes sense
  await mustBeActive(tx.sql, orgId, [given.staffId]);
  await mustBePapers(tx.sql, orgId, given.id, given.attachmentIds);
  const { row } = await openCase(tx, given.id, 'hearPerson');
  if (!row.respondentIds.includes(given.staffId)) throw new Refusal('accountability.name-first');
  if (given.dueAt <= tx.now) throw new Refusal('accountability.due-past', { status: 400 });
  if (namesInformant(given.accusation, await informantOf(tx.sql, orgId, row, given.staffId)))
    throw new Refusal('accountability.names-informant', { status: 400 });
  const [open] = await tx.sql`
    select 1 from hearing where org_id = ${orgId} and complaint_id = ${row.id} and staff_id = ${given.staffId}
      and ended_at is null and stated_at is null`;
  if (open) throw new Refusal('accountability.already-asked');
  const id = newId();
  const { staffId, accusation, dueAt } = given;
  const attachmentIds = [...new Set(given.attachmentIds)];
  const digest = insertHearing(tx, { id, complaintId: row.id, staffId, accusation, attachmentIds, dueAt });
  const data = { hearingId: id, staffId, dueAt: dueAt.toISOString() };
  announce(tx, statementAsked, { subjectId: row.id, data, digest, sample: row.sample });
  return { id };
}

export async function endHearingOf(tx: Tx<Staff>, given: Given<typeof contract.endHearing>) {
  const [hearing] = await tx.sql<HearingRow[]>`
    select * from hearing where org_id = ${tx.caller.orgId} and id = ${given.id} for update`;
  if (!hearing) throw notFound();
  const { row } = await openAnyCase(tx, hearing.complaintId);
  if (!may(tx.caller, 'complaint.investigate', row.storeId)) throw forbidden('complaint.investigate');
  if (hearing.endedAt) throw new Refusal('accountability.hearing-over');
  endHearingRow(tx, hearing.id);
  const data = { hearingId: hearing.id, staffId: hearing.staffId };
  announce(tx, hearingEnded, { subjectId: row.id, data, sample: row.sample });
  return { id: hearing.id };
}

/** By the person meant, who sees no case: nothing but the page of their own is asked for and written. */
export async function giveStatementOf(tx: Tx<Staff>, given: Given<typeof contract.giveStatement>) {
  const { orgId, staffId } = tx.caller;
  const [hearing] = await tx.sql<(HearingRow & { sample: boolean })[]>`
    select hearing.*, complaint.sample from hearing
    join complaint on complaint.org_id = hearing.org_id and complaint.id = hearing.complaint_id
    where hearing.org_id = ${orgId} and hearing.id = ${given.id} and hearing.staff_id = ${staffId}
      and hearing.ended_at is null
    for update of hearing`;
  if (!hearing) throw notFound();
  if (hearing.statedAt) throw new Refusal('accountability.already-stated');
  const digest = stateAtHearing(tx, hearing.id, given.statement);
  const data = { hearingId: hearing.id, staffId: hearing.staffId };
  announce(tx, statementGiven, { subjectId: hearing.complaintId, data, digest, sample: hearing.sample });
  return { id: hearing.id };
}

/** A file's own name may tell who sent it: it leaves under a plain one. */
export const downloadOwn = (files: FileStore) =>
  async function download({ caller, sql, given, reply }: RawExchange<Staff, typeof contract.ownAttachment>) {
    const [hearing] = await sql<{ complaintId: string; attachmentIds: string[] }[]>`
      select complaint_id, attachment_ids from hearing
      where org_id = ${caller.orgId} and id = ${given.id} and staff_id = ${caller.staffId} and ended_at is null`;
    if (!hearing?.attachmentIds.includes(given.attachmentId)) throw notFound();
    const [file] = await papersOf(sql, caller.orgId, [hearing.complaintId], [given.attachmentId]);
    if (!file) throw notFound();
    const bytes = await files.read(file.sha256);
    const ending = /\.[a-z0-9]{1,5}$/i.exec(file.name)?.[0] ?? '';
    reply
      .header('content-type', 'application/octet-stream')
      .header('content-length', file.bytes)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`证据${ending}`)}`)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, no-store');
    return reply.send(bytes);
  };
