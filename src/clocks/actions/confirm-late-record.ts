import { Refusal } from '../../base/refusal.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { lateRecordRefusal } from '../late-record.ts';
import { add } from '../moves.ts';
import { keepClocks, liveClock } from './live-clocks.ts';

/** A second person confirms that the clock was kept and only written down late. The breach stays on record. */
export async function confirmLateRecord(
  tx: Tx,
  asked: { subjectId: string; clockId: string; reason: string },
): Promise<{ ruleKey: string; title: string }> {
  const clock = await liveClock(tx, asked.subjectId, asked.clockId);
  const { title, key } = clock.rule;
  const refusal = lateRecordRefusal(clock, { by: tx.caller.staffId, reason: asked.reason }, tx.now);
  if (refusal) throw new Refusal(`clocks.${refusal}`, { values: { title } });
  const confirmed = add(clock, { kind: 'late-confirmed', at: tx.now, recordedAt: tx.now, reason: asked.reason });
  keepClocks(tx, asked.subjectId, [confirmed], { by: tx.caller.staffId });
  return { ruleKey: key, title };
}
