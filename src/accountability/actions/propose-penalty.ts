import { notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { openCase } from '../../complaints/actions/case-work.ts';
import type { Staff } from '../../people/staff.ts';
import type * as contract from '../contract.ts';
import { penaltyProposed } from '../facts.ts';
import { namesInformant } from '../informant.ts';
import { informantOf, mustBeActive, mustBePapers } from '../reads.ts';
import { insertPenalty, insertStep } from '../store.ts';

/** What a proposal may rest on: what was found, judged and investigated. */
const EVIDENCE = ['investigation', 'finding', 'standing', 'responsibility', 'review', 'assessment', 'demanded'];

/** 处理建议: a proposal with its evidence; the person states before anybody approves it. */
export async function proposePenaltyOf(tx: Tx<Staff>, given: Given<typeof contract.propose>) {
  const { row, policy, file } = await openCase(tx, given.id, 'proposePenalty');
  const { sql, caller } = tx;
  if (given.staffId === caller.staffId) throw new Refusal('accountability.not-about-oneself');
  await mustBeActive(sql, caller.orgId, [given.staffId, given.headId]);
  const recordIds = [...new Set(given.recordIds)];
  const attachmentIds = [...new Set(given.attachmentIds)];
  const evidence = file.records.filter(({ id, act }) => recordIds.includes(id) && EVIDENCE.includes(act));
  if (evidence.length !== recordIds.length) throw notFound();
  await mustBePapers(sql, caller.orgId, row.id, attachmentIds);
  if (!recordIds.length && !attachmentIds.length) throw new Refusal('accountability.evidence-missing', { status: 400 });
  if (given.statementDueAt <= tx.now) throw new Refusal('accountability.due-past', { status: 400 });
  const ground = given.ruleKey === null ? null : policy.pack.grounds.find(({ key }) => key === given.ruleKey);
  if (ground === undefined) throw new Refusal('accountability.no-such-rule', { status: 400 });
  const rule = ground ? [ground.clause, ground.title].filter(Boolean).join(' ') : given.rule;
  if (!rule || !given.document) throw new Refusal('accountability.rule-missing', { status: 400 });
  const told = `${given.event}\n${given.measure}\n${rule}`;
  if (namesInformant(told, await informantOf(sql, caller.orgId, row, given.staffId)))
    throw new Refusal('accountability.names-informant', { status: 400 });

  const id = newId();
  insertPenalty(tx, {
    id,
    complaintId: row.id,
    staffId: given.staffId,
    headId: given.headId,
    ruleKey: given.ruleKey,
    rule,
    document: given.document,
    event: given.event,
    measure: given.measure,
    amountFen: given.amountFen,
    recordIds,
    attachmentIds,
    statementDueAt: given.statementDueAt,
    state: 'proposed',
    proposedBy: caller.staffId,
    proposedAt: tx.now,
    sample: row.sample,
  });
  const digest = insertStep(tx, { penaltyId: id, act: 'proposed', words: '' });
  announce(tx, penaltyProposed, { subjectId: id, data: { penaltyId: id }, digest, sample: row.sample });
  return { id, state: 'proposed' as const };
}
