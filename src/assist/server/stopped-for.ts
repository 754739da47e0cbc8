import type { Read } from '../../base/server/transaction.ts';
import { holds, type Staff } from '../../people/staff.ts';
import { currentEdition } from '../../policies/actions/editions.ts';
import { type Pack, sectionOf } from '../../policies/pack.ts';
import { assistPart } from '../pack.ts';
import { stoppedFor } from '../sending.ts';

/** Families whose sentences the policy in force stops for whoever asks. */
export async function stoppedFamiliesOf({ sql, caller }: Pick<Read<Staff>, 'sql' | 'caller'>): Promise<string[]> {
  const edition = await currentEdition(sql, caller.orgId);
  if (!edition) return [];
  return stoppedIn(edition.pack, caller);
}

export const stoppedIn = (pack: Pack, caller: Staff): string[] =>
  stoppedFor(sectionOf(pack, assistPart).stopped, (post) => holds(caller, post));
