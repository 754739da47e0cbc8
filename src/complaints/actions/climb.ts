import { announce } from '../../base/server/announce.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Happening } from '../../clocks/moves.ts';
import type { Staff } from '../../people/staff.ts';
import { escalated } from '../facts.ts';
import { speakersFor } from '../independence.sql.ts';
import { type EnteredBy, placedOn, rungsOf, type Standing } from '../ladder.ts';
import type { ComplaintRecord } from '../store.ts';
import type { CasePolicy } from './case-policy.ts';

type Climbing = Pick<ComplaintRecord, 'id' | 'storeId' | 'ladderKey' | 'excludedIds' | 'sample'>;

/** By itself a case goes up without a new owner: whoever holds the rung joins. Tells it, and answers with those. */
export async function climb(
  tx: Tx<Staff>,
  row: Climbing,
  { pack }: Pick<CasePolicy, 'pack'>,
  step: { from: number; to: number; reason: EnteredBy | 'overdue' },
): Promise<{ rung: number; rungKey: string | null; holders: string[]; happening: Happening }> {
  const rung = rungsOf(pack, row.ladderKey)[step.to];
  const data = { from: step.from, to: step.to, jump: null, reason: step.reason, rung: rung?.key ?? null };
  announce(tx, escalated, { subjectId: row.id, data, sample: row.sample, byDesk: true });
  const { holders } = await speakersFor(tx.sql, tx.caller.orgId, row, pack, rung?.posts ?? [], tx.now);
  const happening = { kind: escalated.kind, occurredAt: tx.now, recordedAt: tx.now, by: null, data };
  return { rung: step.to, rungKey: rung?.key ?? null, holders, happening };
}

const CHOOSE = ['kind', 'severity', 'category', 'channel', 'source', 'triggers', 'flow'] as const;

/** What changed may put the case on another ladder, or on a rung that it comes to by itself. */
export async function placedAnew(
  tx: Tx<Staff>,
  before: ComplaintRecord,
  after: ComplaintRecord,
  policy: Pick<CasePolicy, 'pack'>,
): Promise<(Standing & { holders: string[]; happenings: Happening[] }) | null> {
  if (CHOOSE.every((name) => before[name] === after[name]) || after.stage === 'closed') return null;
  const place = placedOn(policy.pack, after, after);
  const { entered, from, ...standing } = place;
  if (entered === null) return { ...standing, holders: [], happenings: [] };
  const row = { ...after, ladderKey: place.ladderKey };
  const { holders, happening } = await climb(tx, row, policy, { from, to: place.rung, reason: entered });
  return { ...standing, holders, happenings: [happening] };
}
