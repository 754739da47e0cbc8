import { announce } from '../../base/server/announce.ts';
import type { Reader } from '../../base/server/db.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Fired } from '../../clocks/moves.ts';
import { dutyHolders, type Off, offIn } from '../../people/duty.sql.ts';
import { dutyCalled } from '../facts.ts';
import type { ComplaintRecord } from '../store.ts';
import type { CasePolicy } from './case-policy.ts';

type Whose = Pick<ComplaintRecord, 'storeId' | 'ownerId' | 'excludedIds' | 'sensitive'>;

/** Who answers for a case while its owner is off; null while the owner is there. Never the person meant. */
export async function standIns(
  sql: Reader,
  orgId: string,
  row: Whose,
  { posts, duty }: Pick<CasePolicy, 'posts' | 'duty'>,
  now: Date,
): Promise<{ off: Off; holders: string[] } | null> {
  const [off] = (await offIn(sql, orgId, row.storeId, [row.ownerId], now)).values();
  if (!off) return null;
  // being brought in shows a crisis to whoever is brought in
  const needed = row.sensitive ? 'complaint.sensitive' : 'complaint.work';
  const able = posts.filter(({ permissions }) => permissions.includes(needed)).map(({ key }) => key);
  const holders = await dutyHolders(sql, orgId, row.storeId, now, {
    posts: duty,
    able,
    without: row.excludedIds,
    deputyId: off.deputyId,
  });
  return { off, holders: holders.filter((staffId) => staffId !== row.ownerId) };
}

/** 值班接管: what falls due while the owner is off is told to whoever is on duty; the owner stays the owner. */
export async function callDuty(
  tx: Tx,
  row: ComplaintRecord,
  policy: CasePolicy,
  fired: readonly Fired[],
): Promise<string[]> {
  const standing = await standIns(tx.sql, tx.caller.orgId, row, policy, tx.now);
  if (!standing?.holders.length) return [];
  for (const { what, clockId, ruleKey } of fired) {
    announce(tx, dutyCalled, {
      subjectId: row.id,
      data: { clockId, rule: ruleKey, what, ownerId: row.ownerId, why: standing.off.why, holderIds: standing.holders },
      sample: row.sample,
      byDesk: true,
    });
  }
  return standing.holders;
}
