import { announce } from '../../base/server/announce.ts';
import type { Sql } from '../../base/server/db.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { earliest } from '../../base/time.ts';
import { dueSubjects, fireDue, nextDueAt } from '../../clocks/actions/fire-due.ts';
import type { Fired } from '../../clocks/moves.ts';
import { type Staff, theDesk } from '../../people/staff.ts';
import { clockBreached, clockWarned } from '../facts.ts';
import { speakersFor } from '../independence.sql.ts';
import { entered, rungsOf } from '../ladder.ts';
import { type ComplaintRecord, lockComplaint, updateComplaint } from '../store.ts';
import { type CasePolicy, policyOf } from './case-policy.ts';
import { climb } from './climb.ts';
import { callDuty } from './while-off.ts';

const BATCH = 200;

/** Finds due clocks without locks, then works case by case: lock, recheck, warn or breach. Returns the next due instant. */
export async function fireClocks(sql: Sql): Promise<Date | null> {
  for (;;) {
    const due = await dueSubjects(sql, BATCH);
    for (const { orgId, subjectId } of due) {
      await inTransaction(sql, theDesk(orgId), (tx) => fireClocksOf(tx, subjectId));
    }
    if (due.length < BATCH) return nextDueAt(sql);
  }
}

export async function fireClocksOf(tx: Tx<Staff>, complaintId: string): Promise<void> {
  const row = await lockComplaint(tx, complaintId);
  if (!row) return;
  const { fired, nextDueAt } = await fireDue(tx, complaintId);
  if (!fired.length) return;
  const policy = await policyOf(tx.sql, tx.caller.orgId, row.policyEditionId, row.calendarEditions);
  const changes = await hearing(tx, row, policy, fired);
  updateComplaint(tx, row, { ...changes, clockDueAt: nextDueAt, attentionAt: earliest(row.nextStepAt, nextDueAt) });
}

/**
 * Tells what the clocks did, and brings in whoever the pack says hears of a breach. Where the pack says so, the
 * breach moves the case up one rung, or to the rung that it brings a case to; its owner stays until somebody takes it over. While the owner is off, whoever is
 * on duty is brought in as well.
 */
export async function hearing(
  tx: Tx<Staff>,
  row: ComplaintRecord,
  policy: CasePolicy,
  fired: readonly Fired[],
): Promise<Partial<ComplaintRecord>> {
  const involved = new Set(row.involvedIds);
  const rungs = rungsOf(policy.pack, row.ladderKey);
  let { rung, rungKey } = row;
  for (const event of fired) {
    if (event.what === 'warning') {
      announce(tx, clockWarned, {
        subjectId: row.id,
        data: { clockId: event.clockId, rule: event.ruleKey },
        sample: row.sample,
        byDesk: true,
      });
      continue;
    }
    announce(tx, clockBreached, {
      subjectId: row.id,
      data: { clockId: event.clockId, rule: event.ruleKey, attempted: event.attempted },
      occurredAt: event.dueAt,
      sample: row.sample,
      byDesk: true,
    });
    const up =
      entered(rungs, rung, { clock: event.ruleKey }) ??
      (event.onBreach === 'escalate' && rung < rungs.length - 1 ? { to: rung + 1, by: 'overdue' as const } : null);
    if (up) {
      const climbed = await climb(tx, row, policy, { from: rung, to: up.to, reason: up.by });
      ({ rung, rungKey } = climbed);
      for (const holder of climbed.holders) involved.add(holder);
    }
    const posts = event.hears.flatMap((hears) =>
      hears === 'owner' ? [] : hears === 'next-rung' ? (rungs[row.rung + 1]?.posts ?? []) : [hears],
    );
    const { holders } = await speakersFor(tx.sql, tx.caller.orgId, row, policy.pack, posts, tx.now);
    for (const holder of holders) involved.add(holder);
  }
  for (const holder of await callDuty(tx, row, policy, fired)) involved.add(holder);
  return { rung, rungKey, involvedIds: [...involved].filter((staffId) => !row.excludedIds.includes(staffId)) };
}
