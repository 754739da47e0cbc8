import { notFound, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { evidencePercent } from '../demanded.ts';
import { escalated } from '../facts.ts';
import { speakersFor } from '../independence.sql.ts';
import { nextRung, rungsOf } from '../ladder.ts';
import { meetingMissing } from '../plan.ts';
import { departmentsOfStaff } from '../reads.ts';
import type { escalate } from '../triage-contract.ts';
import { openCase } from './case-work.ts';

/** 升级: "cannot solve" moves up one rung with what was tried, why it failed and whether the customer knows. */
export async function escalateComplaint(tx: Tx<Staff>, given: Given<typeof escalate>) {
  const work = await openCase(tx, given.id, 'escalate');
  const { row, policy } = work;
  const rungs = rungsOf(policy.pack, row.ladderKey);
  const to = nextRung({ ...policy.pack, ladder: rungs }, row.rung, given);
  const rung = rungs[to];
  if (!rung) throw notFound();
  // danger, media or law wait neither for a meeting nor for papers
  if (!policy.pack.jumpReasons.some(({ key }) => key === given.jump)) {
    const unmet = meetingMissing(policy.pack, work.file);
    if (unmet) throw new Refusal('complaints.meeting-first', { values: { rung: unmet } });
    const percent = evidencePercent(policy.pack, work.file) ?? 100;
    if (percent < (rung.evidencePercent ?? 0)) {
      const values = { rung: rung.title, wanted: rung.evidencePercent ?? 0, percent };
      throw new Refusal('complaints.evidence-first', { values });
    }
  }
  if (!given.customerTold) throw new Refusal('complaints.tell-the-customer', { status: 400 });
  const { holders } = await speakersFor(tx.sql, tx.caller.orgId, row, policy.pack, rung.posts, tx.now);
  if (!holders.length) throw new Refusal('complaints.rung-without-holder', { values: { rung: rung.title } });
  // a rung that only joins leaves the case with its owner, unless somebody up there is named
  const takes = rung.takesOver ?? true;
  const toStaffId = given.toStaffId ?? (takes ? (holders[0] ?? null) : null);
  if (toStaffId && !holders.includes(toStaffId))
    throw new Refusal('complaints.not-of-that-rung', { values: { rung: rung.title } });
  const jump = to > row.rung + 1 ? (given.jump ?? null) : null;
  const data = {
    from: row.rung,
    to,
    jump,
    tried: given.tried,
    whyNot: given.whyNot,
    customerTold: given.customerTold,
    toStaffId,
  };
  const climbed = { from: row.rung, to, jump, reason: 'cannot-solve', rung: rung.key };
  work.record('escalation', { ...data, rung: rung.key }, [escalated, climbed]);
  const departments = await departmentsOfStaff(tx.sql, tx.caller.orgId, [toStaffId]);
  work.involve(row.ownerId, ...holders);
  work.change({
    rung: to,
    rungKey: rung.key,
    ...(toStaffId === null && !takes
      ? {}
      : {
          ownerId: toStaffId,
          handedOverAt: toStaffId === tx.caller.staffId ? null : tx.now,
          handOverSeenAt: null,
        }),
    departmentIds: [...new Set([...row.departmentIds, ...departments.map(({ departmentId }) => departmentId)])],
  });
  return work.done();
}
