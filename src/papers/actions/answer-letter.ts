import { Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { CaseWork } from '../../complaints/actions/case-work.ts';
import { speakersFor } from '../../complaints/independence.sql.ts';
import { current } from '../../complaints/records.ts';
import { postsIn, type Staff } from '../../people/staff.ts';
import { ableTo, stillAsked } from '../asked.sql.ts';
import { documentNumber, needsSerial } from '../doc-number.ts';
import { letterApproved } from '../facts.ts';
import type { Approval } from '../letter.ts';
import type * as contract from '../letters-contract.ts';
import { insertAnswer, type LetterRow, nextNumber } from '../store.ts';
import { openLetter } from './on-letter.ts';

/**
 * 审批: each approval that the pack names, by one of its posts; not by whoever drafted the letter, unless nobody else
 * could, which is told. With the last one the letter has its number.
 */
export async function approveLetter(tx: Tx<Staff>, given: Given<typeof contract.approve>) {
  const { work, letter, of, done } = await openLetter(tx, given, 'approve', null);
  const { row, policy, file } = work;
  const read = { sql: tx.sql, caller: tx.caller, now: tx.now };
  const about = { row, pack: policy.pack, options: current(file.records, 'plan')?.data.options ?? [] };
  const left = await stillAsked(read, about, letter);
  const [entry] = await ableTo(read, about, left);
  if (!entry) {
    const posts = left.flatMap((one) => one.posts.map((post) => titleOfPost(policy.posts, post))).join('、');
    throw new Refusal('papers.not-the-approver', { status: 403, values: { posts } });
  }
  if (!given.approved && !given.note) throw new Refusal('papers.say-why', { status: 400 });
  const alone = given.approved && (await isAlone(work, letter, entry));
  const post = postsIn(tx.caller, row.storeId).find((held) => entry.posts.includes(held)) ?? '';
  insertAnswer(tx, {
    letterId: letter.id,
    entry: entry.key,
    post,
    approved: given.approved,
    note: given.note,
    alone,
    textVersion: letter.textVersion,
  });
  work.tell(letterApproved, { ...of, approved: given.approved, entry: entry.key, post, alone });
  if (!given.approved) return done({ submittedAt: null, submittedBy: null });
  if (left.length > 1) return done({});
  const year = Number(policy.dayOf(tx.now).slice(0, 4));
  const rule = letter.numberRule;
  const serial = needsSerial(rule) ? await nextNumber(tx, { storeId: row.storeId, year, series: rule }) : null;
  return done({
    approvedAt: tx.now,
    number: rule ? documentNumber(rule, { year, serial, case: row.number }) : row.number,
  });
}

async function isAlone(work: CaseWork, letter: LetterRow, { posts }: Approval): Promise<boolean> {
  const { tx, row, policy } = work;
  const me = tx.caller.staffId;
  const concerned = [letter.draftedBy, letter.submittedBy];
  if (me === null || !concerned.includes(me)) return false;
  const wanted = posts.length
    ? posts
    : policy.posts.filter(({ permissions }) => permissions.includes('complaint.approve')).map(({ key }) => key);
  const { holders } = await speakersFor(tx.sql, tx.caller.orgId, row, policy.pack, wanted, tx.now);
  if (holders.some((holder) => !concerned.includes(holder)))
    throw new Refusal('papers.approve-by-another', { status: 403 });
  return true;
}

export const titleOfPost = (posts: readonly { key: string; title: string }[], post: string): string =>
  posts.find(({ key }) => key === post)?.title ?? post;
