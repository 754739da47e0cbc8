import type { Read } from '../base/server/transaction.ts';
import { speakersFor } from '../complaints/independence.sql.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import type { PlanOption } from '../complaints/records.ts';
import { may, postsIn, type Staff } from '../people/staff.ts';
import { type Approval, approvalsLeft, makesSense } from './letter.ts';
import { approvalsGiven, type LetterRow, letterRow } from './store.ts';

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

/**
 * Where a letter stands, for those who tell people of it. `approvers`: who may give an approval that it waits for, but
 * for whoever wrote it while there is somebody else. `authors`: who drafted it, wrote its words, and submitted it.
 */
export async function letterNow(
  read: Read<Staff>,
  of: Omit<AskedOf, 'options'>,
  posts: readonly { readonly key: string; readonly permissions: readonly string[] }[],
  id: string,
): Promise<{ approvers: string[]; authors: string[]; isApproved: boolean; isSealable: boolean } | null> {
  const { sql, caller, now } = read;
  const letter = await letterRow(sql, caller.orgId, id);
  if (!letter) return null;
  const written = await sql<{ writtenBy: string | null }[]>`
    select written_by from letter_text
    where org_id = ${caller.orgId} and letter_id = ${id} and version = ${letter.textVersion}`;
  const concerned = [letter.draftedBy, letter.submittedBy, ...written.map(({ writtenBy }) => writtenBy)];
  const authors = [...new Set(concerned.filter((one) => one !== null))];
  const found = { authors, isApproved: letter.approvedAt !== null, isSealable: makesSense('seal', letter) };
  if (!makesSense('approve', letter)) return { ...found, approvers: [] };
  const plans = await sql<{ options: PlanOption[] }[]>`
    select data -> 'options' as options from complaint_record
    where org_id = ${caller.orgId} and complaint_id = ${letter.complaintId} and act = 'plan' and ended_at is null
    order by at desc, id desc limit 1`;
  const left = await stillAsked(read, { ...of, options: plans[0]?.options ?? [] }, letter);
  const approvers: string[] = [];
  for (const one of left) {
    const wanted = one.posts.length
      ? one.posts
      : posts.filter(({ permissions }) => permissions.includes('complaint.approve')).map(({ key }) => key);
    const { holders } = await speakersFor(sql, caller.orgId, of.row, of.pack, wanted, now);
    const others = holders.filter((holder) => !concerned.includes(holder));
    approvers.push(...(others.length ? others : holders));
  }
  return { ...found, approvers: [...new Set(approvers)] };
}
