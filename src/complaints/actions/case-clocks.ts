import { notFound } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { confirmLateRecord } from '../../clocks/actions/confirm-late-record.ts';
import { pauseClock, resumeClock } from '../../clocks/actions/pause-clock.ts';
import type { Staff } from '../../people/staff.ts';
import type {
  confirmLateRecord as confirmContract,
  pauseClock as pauseContract,
  resumeClock as resumeContract,
} from '../case-clocks-contract.ts';
import { mustName } from '../choices.ts';
import { clockPaused, clockResumed, lateRecordConfirmed } from '../facts.ts';
import { openCase } from './case-work.ts';

/** 暂停计时: a reason of the pack and evidence; the evidence is words of the case, read on its timeline. */
export async function pauseCaseClock(tx: Tx<Staff>, given: Given<typeof pauseContract>) {
  const work = await openCase(tx, given.id, 'pauseClock');
  if (given.attachmentId) {
    const [there] = await tx.sql`
      select id from attachment where org_id = ${tx.caller.orgId} and complaint_id = ${given.id} and id = ${given.attachmentId}`;
    if (!there) throw notFound();
  }
  await pauseClock(tx, { subjectId: given.id, clockId: given.clockId, reason: given.reason, evidence: given.evidence });
  work.tell(
    clockPaused,
    {
      clockId: given.clockId,
      reason: given.reason,
      ...(given.attachmentId ? { attachmentId: given.attachmentId } : {}),
    },
    { text: { role: 'evidence', body: given.evidence } },
  );
  await tx.flush();
  return work.done();
}

export async function resumeCaseClock(tx: Tx<Staff>, given: Given<typeof resumeContract>) {
  const work = await openCase(tx, given.id, 'pauseClock');
  await resumeClock(tx, { subjectId: given.id, clockId: given.clockId });
  work.tell(clockResumed, { clockId: given.clockId });
  await tx.flush();
  return work.done();
}

/** Kept in time and written down late: a second person says so. */
export async function confirmCaseLateRecord(tx: Tx<Staff>, given: Given<typeof confirmContract>) {
  const work = await openCase(tx, given.id, 'confirmLateRecord');
  const reason = mustName(work.policy.pack.reasons, 'lateRecord', given.reason);
  await confirmLateRecord(tx, { subjectId: given.id, clockId: given.clockId, reason });
  work.tell(lateRecordConfirmed, { clockId: given.clockId, reason });
  await tx.flush();
  return work.done();
}
