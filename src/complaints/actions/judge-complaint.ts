import { notFound, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { mustBeIn } from '../choices.ts';
import { stageAfter } from '../complaint.ts';
import {
  investigationFinished,
  investigationStarted,
  respondentNamed,
  responsibilityJudged,
  reviewGiven,
  standingJudged,
} from '../facts.ts';
import type {
  finishInvestigation,
  judgeResponsibility,
  judgeStanding,
  nameRespondent,
  review,
  startInvestigation,
} from '../judging-contract.ts';
import { activeStaff, departmentOf } from '../reads.ts';
import { current } from '../records.ts';
import { openCase } from './case-work.ts';
import { answersAlone } from './second-person.ts';

/** 被投诉人: from now on the person meant sees nothing of the case, and can neither own nor investigate it. */
export async function nameRespondentOf(tx: Tx<Staff>, given: Given<typeof nameRespondent>) {
  const work = await openCase(tx, given.id, 'nameRespondent');
  const { row } = work;
  if (!(await activeStaff(tx.sql, tx.caller.orgId, [given.staffId])).length) throw notFound();
  if (row.excludedIds.includes(given.staffId)) throw new Refusal('complaints.already-named');
  if (given.staffId === tx.caller.staffId) throw new Refusal('complaints.name-by-another');
  work.tell(respondentNamed, { staffId: given.staffId });
  work.change({
    excludedIds: [...row.excludedIds, given.staffId],
    involvedIds: row.involvedIds.filter((involved) => involved !== given.staffId),
    ...(row.ownerId === given.staffId ? { ownerId: null } : {}),
  });
  return work.done();
}

export async function startInvestigationOf(tx: Tx<Staff>, given: Given<typeof startInvestigation>) {
  const work = await openCase(tx, given.id, 'startInvestigation');
  const investigatorId = given.investigatorId ?? tx.caller.staffId;
  if (investigatorId && work.row.excludedIds.includes(investigatorId))
    throw new Refusal('complaints.respondent-may-not-investigate');
  if (given.investigatorId && !(await activeStaff(tx.sql, tx.caller.orgId, [given.investigatorId])).length)
    throw notFound();
  work.record('investigation', { investigatorId, question: given.question }, [
    investigationStarted,
    { investigatorId },
  ]);
  work.involve(investigatorId);
  work.change({ stage: stageAfter(work.row.stage, 'investigate') });
  return work.done();
}

/** Both sides are heard; 无法核实 is an honest finding. */
export async function finishInvestigationOf(tx: Tx<Staff>, given: Given<typeof finishInvestigation>) {
  const work = await openCase(tx, given.id, 'finishInvestigation');
  const { id: _, ...finding } = given;
  work.record('finding', finding, [investigationFinished, { truth: given.truth }]);
  work.change({ stage: stageAfter(work.row.stage, 'investigate') });
  return work.done();
}

export async function judgeStandingOf(tx: Tx<Staff>, given: Given<typeof judgeStanding>) {
  const work = await openCase(tx, given.id, 'judgeStanding');
  const { pack } = work.policy;
  const wanted = given.standing === 'does-not' ? 'does-not' : 'stands';
  mustBeIn(
    pack.grounds.filter((ground) => ground.standing === wanted),
    given.ground,
    '判定依据',
  );
  if (given.standing === 'does-not' && !given.ground) {
    throw new Refusal('complaints.ground-missing', {
      status: 400,
      details: { grounds: pack.grounds.filter((ground) => ground.standing === 'does-not') },
    });
  }
  const { id: _, ...judgement } = given;
  const data = { ...judgement, ground: given.ground ?? null };
  work.record('standing', data, [standingJudged, { standing: data.standing, ground: data.ground, truth: data.truth }]);
  if (current(work.file.records, 'responsibility')) work.change({ stage: stageAfter(work.row.stage, 'judge') });
  return work.done();
}

/** 责任判定: whose fault, after the facts. With standing settled too the case counts as judged. */
export async function judgeResponsibilityOf(tx: Tx<Staff>, given: Given<typeof judgeResponsibility>) {
  const work = await openCase(tx, given.id, 'judgeResponsibility');
  mustBeIn(work.policy.pack.grounds, given.ground, '判定依据');
  const department = given.departmentId ? await departmentOf(tx.sql, tx.caller.orgId, given.departmentId) : null;
  if (given.departmentId && !department) throw notFound();
  if (given.responsible === 'ours' && !given.evidence && !given.reason)
    throw new Refusal('complaints.evidence-missing', { status: 400 });
  const { id: _, ...judgement } = given;
  const data = { ...judgement, ground: given.ground ?? null, departmentId: given.departmentId ?? null };
  work.record('responsibility', data, [
    responsibilityJudged,
    {
      responsible: data.responsible,
      ground: data.ground,
      departmentId: data.departmentId,
      department: department?.key ?? null,
    },
  ]);
  work.change({ stage: stageAfter(work.row.stage, 'judge') });
  return work.done();
}

/** The second reader is another person than the one who judged. */
export async function reviewJudgement(tx: Tx<Staff>, given: Given<typeof review>) {
  const work = await openCase(tx, given.id, 'review');
  const judged = current(work.file.records, given.of);
  if (!judged) throw new Refusal('complaints.nothing-to-review');
  const posts = work.policy.posts.map(({ key }) => key);
  const alone = given.agreed && (await answersAlone(work, posts, [judged.byId], 'complaint.review'));
  work.record('review', { of: given.of, agreed: given.agreed, note: given.note, alone }, [
    reviewGiven,
    { of: given.of, agreed: given.agreed, alone },
  ]);
  return work.done();
}
