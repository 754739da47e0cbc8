import type { Read } from '../base/server/transaction.ts';
import { speakersFor } from '../complaints/independence.sql.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import type { PlanOption } from '../complaints/records.ts';
import { may, postsIn, type Staff } from '../people/staff.ts';
import { type Approval, approvalsLeft } from './letter.ts';
import { approvalsGiven, type LetterRow } from './store.ts';

/** What a pack without a word on letters falls back to: whoever may approve at all. */
const ANYBODY: Approval = { key: '', posts: [] };

export interface AskedOf {
  readonly row: {
    readonly storeId: string;
    readonly excludedIds: string[];
    readonly severity: string;
  };
  readonly pack: ComplaintsSection;
  /** Of the plan that counts. */
  readonly options: readonly Pick<PlanOption, 'amountFen'>[];
}

/** The approvals that a letter still waits for. */
export async function stillAsked({ sql, caller }: Read<Staff>, of: AskedOf, letter: LetterRow): Promise<Approval[]> {
  const amountFen = Math.max(0, ...of.options.map((option) => option.amountFen ?? 0));
  const about = { approval: letter.approval, severity: of.row.severity, amountFen };
  const given = await approvalsGiven(sql, caller.orgId, letter);
  if (approvalsLeft(of.pack.approvals, about, []).length === 0) return given.length ? [] : [ANYBODY];
  return approvalsLeft(of.pack.approvals, about, given);
}

/** Of those, the ones that this person may give; independence may put another post in place of the one at the top. */
export async function ableTo(
  { sql, caller, now }: Read<Staff>,
  { row, pack }: AskedOf,
  left: readonly Approval[],
): Promise<Approval[]> {
  const held = postsIn(caller, row.storeId);
  const found: Approval[] = [];
  for (const one of left) {
    if (one.posts.length === 0) {
      if (may(caller, 'complaint.approve', row.storeId)) found.push(one);
      continue;
    }
    const { posts } = await speakersFor(sql, caller.orgId, row, pack, one.posts, now);
    if (caller.staffId === null || posts.some((post) => held.includes(post))) found.push({ ...one, posts });
  }
  return found;
}
