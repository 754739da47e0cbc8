import { type PostsInForce, postAnywhere, postIn } from './pack.ts';
import { may, type Sight, type Staff } from './staff.ts';

/** A post as somebody holds it or shall hold it. */
export interface Holding {
  readonly post: string;
  readonly storeId: string | null;
}

/** Why somebody may not give (or take) a post: not their store, or more than they hold themselves. */
export type GrantBar = 'not-your-store' | 'exceeds-yours';

/** Manages people in all stores, present and future. */
export const managesEveryone = (staff: Staff): boolean => may(staff, 'people.manage', null);

const WIDTH: readonly Sight[] = ['involved', 'department', 'store', 'organisation'];
const width = (sight: Sight): number => WIDTH.indexOf(sight);

/** What a post is where it is held; held in all stores, it may be one that only some store's pack names. */
export const postWanted = (section: PostsInForce, { post, storeId }: Holding) =>
  postIn(section, post, storeId) ?? (storeId === null ? postAnywhere(section, post) : undefined);

/**
 * May this person give or take that post there? Who manages people everywhere gives anything; who manages a
 * store gives in that store what they hold there themselves, and no wider sight and no more money. Null: yes.
 */
export function grantBar(staff: Staff, wanted: Holding, section: PostsInForce): GrantBar | null {
  if (managesEveryone(staff)) return null;
  if (wanted.storeId === null || !may(staff, 'people.manage', wanted.storeId)) return 'not-your-store';
  const post = postWanted(section, wanted);
  // a post that the pack gave up carries nothing: whoever manages the store may clear it away
  if (!post) return null;
  if (!post.permissions.every((permission) => may(staff, permission, wanted.storeId))) return 'exceeds-yours';
  const own = staff.posts.filter((held) => held.storeId === null || held.storeId === wanted.storeId);
  const sees = Math.max(...own.map((held) => width(held.sight)));
  // inside one store nobody sees further than the store
  if (Math.min(width(post.sight), width('store')) > sees) return 'exceeds-yours';
  const authority = own.map((held) => postIn(section, held.post, wanted.storeId)?.authorityFen ?? 0);
  return (post.authorityFen ?? 0) > Math.max(...authority) ? 'exceeds-yours' : null;
}

/**
 * May this person rename, suspend, reset or look into the tokens of somebody who holds these posts? Otherwise
 * a store's manager could reset the password of the head of the house and become them.
 */
export function personBar(staff: Staff, holdings: readonly Holding[], section: PostsInForce): GrantBar | null {
  if (managesEveryone(staff)) return null;
  for (const holding of holdings) {
    const bar = grantBar(staff, holding, section);
    if (bar) return bar;
  }
  return null;
}

/**
 * Whom a reader of people knows: those who hold, held or shall hold a post in a store of theirs, or in all stores.
 * Somebody in no post is known to those who see everyone. The list in reads.ts asks the same in SQL.
 */
export function knows(staff: Staff, holdings: readonly Holding[]): boolean {
  if (may(staff, 'people.read', null)) return true;
  return (
    may(staff, 'people.read') && holdings.some(({ storeId }) => storeId === null || may(staff, 'people.read', storeId))
  );
}
