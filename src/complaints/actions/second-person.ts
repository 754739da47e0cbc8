import { Refusal } from '../../base/refusal.ts';
import type { Permission } from '../../people/permissions.ts';
import { speakersFor } from '../independence.sql.ts';
import type { CaseWork } from './case-work.ts';

const BY_ANOTHER = {
  'complaint.approve': 'complaints.approve-by-another',
  'complaint.review': 'complaints.review-by-another',
} as const satisfies Partial<Record<Permission, string>>;

/**
 * Four eyes: a yes is not for whoever owns the case or asked for it. Where no other holder of these posts may give
 * it in that store, it goes through, and true says so: "no second reader available".
 */
export async function answersAlone(
  work: CaseWork,
  posts: readonly string[],
  askers: readonly (string | null)[],
  permission: keyof typeof BY_ANOTHER,
): Promise<boolean> {
  const { tx, row, policy } = work;
  const me = tx.caller.staffId;
  const concerned = [row.ownerId, ...askers];
  if (me === null || !concerned.includes(me)) return false;
  const able = policy.posts.filter(({ key, permissions }) => posts.includes(key) && permissions.includes(permission));
  const keys = able.map(({ key }) => key);
  const { holders } = await speakersFor(tx.sql, tx.caller.orgId, row, policy.pack, keys, tx.now);
  if (holders.some((holder) => !concerned.includes(holder))) throw new Refusal(BY_ANOTHER[permission], { status: 403 });
  return true;
}
