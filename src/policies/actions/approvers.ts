import { Refusal } from '../../base/refusal.ts';
import type { Reader } from '../../base/server/db.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { type PostsSection, postsPart } from '../../people/pack.ts';
import { holds, type Staff } from '../../people/staff.ts';
import { approversFor } from '../drafting.ts';
import { type DraftRow, holdersFor } from '../drafts.sql.ts';
import { type Pack, sectionOf } from '../pack.ts';
import { currentEdition } from './editions.ts';

export interface Approvers {
  /** Posts of which one must approve; none: whoever may approve policies. */
  readonly named: readonly { readonly key: string; readonly title: string }[];
  /** Posts that can: they are named, or nobody is, and they may. */
  readonly able: readonly string[];
}

/**
 * By the edition in force at that place; `draft` is asked only where that names nobody. A draft that is the work of
 * all who could approve it goes before the post that the edition names for matters about them as well.
 */
export async function approversOf(
  sql: Reader,
  orgId: string,
  { storeId, authors, askedBy }: Pick<DraftRow, 'storeId' | 'authors' | 'askedBy'>,
  draft: () => Promise<Pack | null>,
  now: Date,
): Promise<Approvers> {
  const current = (await currentEdition(sql, orgId, storeId, now))?.pack ?? null;
  const own = current && current.publishing.approvers.length > 0 ? null : await draft();
  const posts = current ? sectionOf(current, postsPart).posts : [];
  const titled = [...posts, ...postsIn(own)];
  const keys = approversFor(current, own);
  const able = (among: readonly string[]): string[] =>
    posts
      .filter(
        ({ key, permissions }) => permissions.includes('policy.approve') && (!among.length || among.includes(key)),
      )
      .map(({ key }) => key);
  const about = current?.publishing.aboutApprover;
  const holders = keys.length && about ? await holdersFor(sql, orgId, able(keys), storeId, now) : [];
  const areMeant = holders.length > 0 && holders.every((holder) => authors.includes(holder) || holder === askedBy);
  const all = about && areMeant ? [...keys, about] : keys;
  return {
    named: all.map((key) => ({ key, title: titled.find((post) => post.key === key)?.title ?? key })),
    able: able(all),
  };
}

const postsIn = (pack: Pack | null): PostsSection['posts'] => (pack ? sectionOf(pack, postsPart).posts : []);

/** Refuses whoever holds no approver's post, with the names of those posts. */
export function mustBeApprover(caller: Staff, { storeId }: DraftRow, { named }: Approvers): void {
  if (named.length === 0 || named.some(({ key }) => holds(caller, key, storeId))) return;
  const posts = named.map(({ title }) => title).join('、');
  throw new Refusal('policies.not-an-approver', { status: 403, values: { posts } });
}

/**
 * Four eyes: a yes is not for whoever wrote it. Where nobody else may give it, it goes through, and true says so, as
 * with second readers of complaints.
 */
export async function approvesAlone(tx: Tx<Staff>, row: DraftRow, { able }: Approvers): Promise<boolean> {
  const me = tx.caller.staffId;
  const concerned = [...row.authors, row.askedBy];
  if (me === null || !concerned.includes(me)) return false;
  const holders = await holdersFor(tx.sql, tx.caller.orgId, able, row.storeId, tx.now);
  if (holders.some((holder) => !concerned.includes(holder))) {
    throw new Refusal('policies.approve-by-another', { status: 403 });
  }
  return true;
}
