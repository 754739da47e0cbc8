import { Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { mustBeIn, mustName } from '../choices.ts';
import { stageAfter } from '../complaint.ts';
import { assess } from '../fact-sheet.ts';
import { complaintConverted, complaintTriaged } from '../facts.ts';
import { holdersOf } from '../reads.ts';
import { isLower, joiningPosts } from '../severity.ts';
import type { convert, triage } from '../triage-contract.ts';
import { openCase } from './case-work.ts';

/** Category, kind and severity. Lowering a severity asks why; a crisis brings in its posts and hides from others. */
export async function triageComplaint(tx: Tx<Staff>, given: Given<typeof triage>) {
  const work = await openCase(tx, given.id, 'triage');
  const { row, policy } = work;
  mustBeIn(policy.pack.categories, given.category, '类别');
  for (const trigger of given.triggers ?? []) mustBeIn(policy.pack.triggers, trigger, '定级情形');
  const reason = isLower(given.severity, row.severity)
    ? mustName(policy.pack.reasons, 'severityDown', given.reason)
    : (given.reason ?? null);
  const after = {
    kind: given.kind ?? row.kind,
    category: given.category ?? row.category,
    severity: given.severity,
    triggers: given.triggers ?? row.triggers,
    stage: stageAfter(row.stage, 'triage'),
    sensitive: given.severity === 'crisis',
  };
  const byFacts = assess(policy.pack, { ...after, fields: row.fields })?.severity ?? given.severity;
  if (given.severity !== byFacts && given.severity !== row.severity && !reason && !given.note)
    throw new Refusal('complaints.other-than-facts', { status: 400, details: { proposed: byFacts } });
  work.tell(
    complaintTriaged,
    {
      kind: after.kind,
      category: after.category,
      severity: after.severity,
      from: row.severity,
      triggers: after.triggers,
      reason,
    },
    given.note ? { text: { role: 'note', body: given.note } } : {},
  );
  work.change(after);
  if (given.severity !== row.severity) {
    const joining = await holdersOf(
      tx.sql,
      tx.caller.orgId,
      joiningPosts(policy.pack, given.severity),
      row.storeId,
      tx.now,
    );
    work.involve(...joining.filter((holder) => !row.excludedIds.includes(holder)));
  }
  return work.done();
}

/** A grievance becomes a complaint, an enquiry turns out to be one: one thread, the former kind in its history. */
export async function convertComplaint(tx: Tx<Staff>, given: Given<typeof convert>) {
  const work = await openCase(tx, given.id, 'convert');
  const reason = mustName(work.policy.pack.reasons, 'convert', given.reason);
  const data = { from: work.row.kind, to: given.kind, reason };
  work.record('conversion', data, [complaintConverted, data]);
  work.change({ kind: given.kind });
  return work.done();
}
