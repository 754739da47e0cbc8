import { notFound, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { mustBeIn } from '../choices.ts';
import { stageAfter } from '../complaint.ts';
import { missingBefore } from '../demanded.ts';
import { openQuestions } from '../fact-sheet.ts';
import {
  investigationFinished,
  investigationStarted,
  responsibilityJudged,
  reviewGiven,
  standingJudged,
  taskDone,
  taskSet,
} from '../facts.ts';
import { answersAgainst, overallOf } from '../judging.ts';
import { type Basis, basisLacks, filesIn } from '../judging-basis.ts';
import type {
  finishInvestigation,
  finishTask,
  judgeResponsibility,
  judgeStanding,
  review,
  startInvestigation,
} from '../judging-contract.ts';
import type { ComplaintsSection } from '../pack.ts';
import { activeStaff, attachmentsOf, departmentOf } from '../reads.ts';
import { allOf, current } from '../records.ts';
import { isLower } from '../severity.ts';
import { type CaseWork, openCase } from './case-work.ts';
import { gradeAs } from './grade.ts';
import { mustBeThere } from './must-be-there.ts';
import { answersAlone } from './second-person.ts';

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
  mustBeThere(missingBefore(work.policy.pack, work.file, 'judged'));
  const { pack } = work.policy;
  const wanted = given.standing === 'does-not' ? 'does-not' : 'stands';
  const grounds = pack.grounds.filter((ground) => ground.standing === wanted);
  mustBeIn(grounds, given.ground, '判定依据');
  if (given.standing === 'does-not' && !given.ground) {
    throw new Refusal('complaints.ground-missing', {
      status: 400,
      details: { grounds: pack.grounds.filter((ground) => ground.standing === 'does-not') },
    });
  }
  const against = answersAgainst(pack.standsBy, given.standing, given);
  if (against === 'answers-missing') throw new Refusal('complaints.answers-missing', { status: 400 });
  if (against === 'answers-against') throw new Refusal('complaints.answers-against', { status: 400 });
  const ground = grounds.find(({ key }) => key === given.ground);
  const basis = await basisOf(work, ground, given.basis ?? {});
  const { id: _, basis: __, ...judgement } = given;
  const data = { ...judgement, ground: given.ground ?? null, ...(basis && { basis }) };
  work.record('standing', data, [standingJudged, { standing: data.standing, ground: data.ground, truth: data.truth }]);
  await bringAlong(work, ground);
  if (current(work.file.records, 'responsibility')) work.change({ stage: stageAfter(work.row.stage, 'judge') });
  return work.done();
}

type Ground = ComplaintsSection['grounds'][number];

/** What the ground asks for, and nothing else; refused with the list while something of it lacks (S2-008 … S2-016). */
async function basisOf(work: CaseWork, ground: Ground | undefined, given: Basis): Promise<Basis | null> {
  const { tx, row, file, policy } = work;
  const files = filesIn(given);
  if (files.length && (await attachmentsOf(tx.sql, tx.caller.orgId, row.id, files)).length < new Set(files).size)
    throw notFound();
  const staffId = given.person?.staffId;
  if (staffId && !(await activeStaff(tx.sql, tx.caller.orgId, [staffId])).length) throw notFound();
  const lacks = basisLacks(ground?.demands, given, {
    hasFinding: current(file.records, 'finding') !== null,
    receivedOn: policy.dayOf(row.receivedAt),
  });
  const [first] = lacks;
  if (first?.why === 'not-before') throw new Refusal('complaints.rule-not-before', { status: 400 });
  if (first?.why === 'after-receipt') throw new Refusal('complaints.event-after-receipt', { status: 400 });
  if (lacks.length)
    throw new Refusal('complaints.ground-lacks', {
      status: 400,
      values: { ground: ground?.title ?? '' },
      details: { lacks: lacks.map(({ demand }) => demand) },
    });
  const asked = new Set<string>(ground?.demands?.map((demand) => (demand === 'rule-before' ? 'rule' : demand)));
  const basis = Object.fromEntries(Object.entries(given).filter(([name]) => asked.has(name))) as Basis;
  return Object.keys(basis).length ? basis : null;
}

/** Effects of a ground: a graver case, and tasks in sight until they are done. A penalty is proposed elsewhere, never here. */
async function bringAlong(work: CaseWork, ground: Ground | undefined): Promise<void> {
  const { records } = work.file;
  const done = new Set(allOf(records, 'task-done').map(({ data }) => data.taskId));
  const open = allOf(records, 'task').filter(({ id }) => !done.has(id));
  for (const effect of ground?.effects ?? []) {
    if (effect === 'severity-major') {
      if (isLower(work.row.severity, 'major')) await gradeAs(work, 'major', ground?.key ?? null);
    } else if (effect !== 'penalty-review' && !open.some(({ data }) => data.effect === effect)) {
      const task = { effect, ground: ground?.key ?? '' };
      work.record('task', task, [taskSet, task]);
    }
  }
}

export async function finishTaskOf(tx: Tx<Staff>, given: Given<typeof finishTask>) {
  const work = await openCase(tx, given.id, 'finishTask');
  const task = allOf(work.file.records, 'task').find(({ id }) => id === given.taskId);
  if (!task) throw notFound();
  if (allOf(work.file.records, 'task-done').some(({ data }) => data.taskId === task.id))
    throw new Refusal('complaints.task-is-done');
  work.record('task-done', { taskId: task.id, note: given.note }, [
    taskDone,
    { effect: task.data.effect, taskId: task.id },
  ]);
  return work.done();
}

/** 责任判定: whose fault, after the facts. With standing settled too the case counts as judged. */
export async function judgeResponsibilityOf(tx: Tx<Staff>, given: Given<typeof judgeResponsibility>) {
  const work = await openCase(tx, given.id, 'judgeResponsibility');
  mustBeThere(missingBefore(work.policy.pack, work.file, 'judged'));
  mustBeIn(work.policy.pack.grounds, given.ground, '判定依据');
  const open = openQuestions(work.policy.pack, work.file);
  if (open.length)
    throw new Refusal('complaints.facts-open', {
      values: { questions: open.map(({ title }) => title).join('、') },
      details: { fields: open.map(({ key }) => key) },
    });
  for (const { id } of given.demands) if (!work.file.demands.some((demand) => demand.id === id)) throw notFound();
  const overall = overallOf(given.demands);
  if (overall !== null && overall !== given.responsible)
    throw new Refusal('complaints.split-does-not-fit', { status: 400, details: { responsible: overall } });
  const department = given.departmentId ? await departmentOf(tx.sql, tx.caller.orgId, given.departmentId) : null;
  if (given.departmentId && !department) throw notFound();
  if (given.responsible === 'ours' && !given.evidence && !given.reason)
    throw new Refusal('complaints.evidence-missing', { status: 400 });
  const { id: _, demands, ...judgement } = given;
  const data = {
    ...judgement,
    ground: given.ground ?? null,
    departmentId: given.departmentId ?? null,
    ...(demands.length && { demands }),
  };
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
