import { notFound, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { mustBeIn } from '../choices.ts';
import { meetingHeld, recordProvided } from '../facts.ts';
import { rungsOf } from '../ladder.ts';
import type { holdMeeting, provideRecord } from '../planning-contract.ts';
import { activeStaff, attachmentsOf } from '../reads.ts';
import { type CaseWork, openCase } from './case-work.ts';

/** 会议记录: who sat together, when, and what was said. It belongs to the rung on which the case stands. */
export async function holdMeetingOn(tx: Tx<Staff>, given: Given<typeof holdMeeting>) {
  const work = await openCase(tx, given.id, 'holdMeeting');
  if (given.heldAt > tx.now) throw new Refusal('complaints.not-yet-happened', { status: 400 });
  const staffIds = [...new Set(given.staffIds)];
  if (staffIds.length + given.others.trim().length === 0)
    throw new Refusal('complaints.meeting-of-nobody', { status: 400 });
  if (staffIds.some((staffId) => work.row.excludedIds.includes(staffId)))
    throw new Refusal('complaints.respondent-may-not-see');
  if ((await activeStaff(tx.sql, tx.caller.orgId, staffIds)).length !== staffIds.length) throw notFound();
  const rung = rungsOf(work.policy.pack, work.row.ladderKey)[work.row.rung]?.key ?? null;
  const { of, others, words } = given;
  const made = work.record('meeting', { of, rung, at: given.heldAt.toISOString(), staffIds, others, words }, [
    meetingHeld,
    { of, rung },
  ]);
  return { ...(await work.done()), made };
}

/** Something that the pack demands is there: by a file of the case, in words, as an amount, or simply ticked. */
export async function provideRecordOf(tx: Tx<Staff>, given: Given<typeof provideRecord>) {
  const work = await openCase(tx, given.id, 'provideRecord');
  const { records } = work.policy.pack;
  mustBeIn(records, given.record, '资料');
  const as = records.find(({ key }) => key === given.record)?.as;
  const attachmentId = given.attachmentId ?? null;
  const amountFen = given.amountFen ?? null;
  const isEmpty = !given.words.trim();
  if (
    ((as === 'words' || as === 'person') && isEmpty) ||
    (as === 'attachment' && !attachmentId && isEmpty) ||
    (as === 'amounts' && amountFen === null)
  )
    throw new Refusal('complaints.record-empty', { status: 400 });
  if (attachmentId) await mustBeOnCase(work, attachmentId);
  const made = work.record('demanded', { record: given.record, words: given.words, amountFen, attachmentId }, [
    recordProvided,
    { record: given.record },
  ]);
  return { ...(await work.done()), made };
}

/** Only a file of this very case; what was redacted proves nothing. */
export async function mustBeOnCase({ tx, row }: CaseWork, attachmentId: string): Promise<void> {
  if (!(await attachmentsOf(tx.sql, tx.caller.orgId, row.id, [attachmentId])).length) throw notFound();
}
