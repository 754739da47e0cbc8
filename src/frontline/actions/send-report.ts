import { Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import { addMs, HOUR } from '../../base/time.ts';
import { registerComplaint } from '../../complaints/actions/register-complaint.ts';
import { writeNoteOn } from '../../complaints/actions/write-note.ts';
import { registration } from '../../complaints/contract.ts';
import type { ComplaintsSection } from '../../complaints/pack.ts';
import { type Staff, theDesk } from '../../people/staff.ts';
import type { sendReport } from '../contract.ts';
import { frontlineReported } from '../facts.ts';
import { sentBefore, sentLately } from '../reads.ts';
import { REPORTS_PER_HOUR } from '../reporter.ts';
import { insertReport, lockReporter, type Reporter } from '../store.ts';
import { aboutOf, packOf } from './who-reports.ts';

/** A report becomes a case of the reporter's store that nobody owns yet. */
export async function sendReportOf(
  { sql, given, reply }: RawExchange<Staff, typeof sendReport>,
  reporter: Reporter,
): Promise<{ id: string; number: string }> {
  const { orgId, id: reporterId, storeId } = reporter;
  const done = await inTransaction(sql, theDesk(orgId), async (tx) => {
    // one report of a phone at a time: the same key twice at once is one case
    const row = await lockReporter(tx, reporterId);
    if (!row || row.revokedAt) throw new Refusal('frontline.not-let-in', { status: 401 });
    const before = await sentBefore(tx.sql, { orgId, reporterId, key: given.key });
    if (before) return before;
    if ((await sentLately(tx.sql, orgId, reporterId, addMs(tx.now, -HOUR))) >= REPORTS_PER_HOUR)
      throw new Refusal('frontline.too-many-reports', { status: 429, values: { max: REPORTS_PER_HOUR } });
    const pack = await packOf(tx.sql, reporter);
    if (given.about && !aboutOf(pack).some(({ key }) => key === given.about?.field))
      throw new Refusal('frontline.about-what', { status: 400 });
    const { id: complaintId, number } = await registerComplaint(
      tx,
      registration.parse({
        storeId,
        ownWords: given.what,
        callerName: given.who,
        callerPhone: given.phone,
        ...waysOf(pack),
        ...(given.about ? { fields: { [given.about.field]: given.about.value } } : {}),
        ...(given.urgency === 'danger' ? { severity: 'crisis' } : {}),
        ...(given.urgency === 'today' ? { nextStepAt: addMs(tx.now, HOUR).toISOString() } : {}),
      }),
      null,
    );
    const id = newId(tx.now.getTime());
    let didTextId: string | null = null;
    if (given.did) {
      await tx.flush();
      didTextId = (await writeNoteOn(tx, { id: complaintId, body: given.did, mentions: [], class: 'case' })).made;
    }
    const { key, urgency } = given;
    const writtenAt = given.writtenAt && given.writtenAt < tx.now ? given.writtenAt : null;
    insertReport(tx, { id, reporterId, key, complaintId, urgency, didTextId, writtenAt });
    announce(tx, frontlineReported, {
      subjectId: reporterId,
      data: { reportId: id, reporterId, complaintId, urgency },
    });
    return { id, number };
  });
  reply.code(201);
  return done;
}

/** An edition of before 一线上报 names neither. */
function waysOf(pack: ComplaintsSection | null): { channel?: string; source?: string } {
  return {
    ...(pack?.channels.some(({ key }) => key === 'frontline') ? { channel: 'frontline' } : {}),
    ...(pack?.sources.some(({ key }) => key === 'staff') ? { source: 'staff' } : {}),
  };
}
