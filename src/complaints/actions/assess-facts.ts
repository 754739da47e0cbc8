import { Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { mustBeIn } from '../choices.ts';
import { assess } from '../fact-sheet.ts';
import { factsAssessed, factsCorrected } from '../facts.ts';
import type { answerSheet, assess as contract } from '../judging-contract.ts';
import { openCase } from './case-work.ts';
import { fieldsWith, unsettleJudgement } from './change-facts.ts';
import { gradeAs } from './grade.ts';

/** One tap on the fact sheet: no version is asked for, since each answer stands for itself. */
export async function answerSheetOf(tx: Tx<Staff>, given: Given<typeof answerSheet>) {
  const work = await openCase(tx, given.id, 'correctFacts');
  const fields = fieldsWith(work, given.answers);
  const changed = Object.keys(given.answers).filter((key) => (work.row.fields[key] ?? null) !== fields[key]);
  if (changed.length) {
    work.tell(factsCorrected, { fields: changed.map((key) => `fields.${key}`) });
    unsettleJudgement(work, fields);
    work.findableAnew();
  }
  work.change({ fields });
  return work.done();
}

/** 定级看事实: what the rule proposes goes without a word, anything else is said why (S1-20). */
export async function assessFacts(tx: Tx<Staff>, given: Given<typeof contract>) {
  const work = await openCase(tx, given.id, 'assess');
  const { pack } = work.policy;
  mustBeIn(pack.rootCauses, given.cause, '可能原因');
  const proposed = assess(pack, work.file);
  const data = {
    cause: given.cause ?? null,
    repairable: given.repairable ?? null,
    severity: given.severity ?? null,
    responsible: given.responsible ?? null,
  };
  const accepted =
    proposed !== null &&
    (['cause', 'repairable', 'severity', 'responsible'] as const).every((name) => data[name] === proposed[name]);
  if (!accepted && !given.reason)
    throw new Refusal('complaints.other-than-facts', { status: 400, details: { proposed } });
  const sheet = pack.factSheets.find(({ key }) => key === proposed?.sheet)?.key ?? '';
  const rule = proposed?.rule ?? null;
  work.record('assessment', { ...data, sheet, rule, accepted, reason: accepted ? '' : given.reason }, [
    factsAssessed,
    { sheet, rule, cause: data.cause, severity: data.severity, accepted },
  ]);
  if (data.severity && data.severity !== work.row.severity) await gradeAs(work, data.severity, null);
  return work.done();
}
