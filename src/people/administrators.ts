import type { PostsSection } from './pack.ts';

/** A post in force today, held by somebody who is active. */
export interface InForce {
  readonly id: string;
  readonly staffId: string;
  readonly post: string;
  readonly storeId: string | null;
  readonly toDay: string | null;
  readonly actingFor: string | null;
}

/**
 * The people who can let others in: they manage people in all stores, by themselves and without a last day.
 * An organisation must never be without one.
 */
export function administrators(inForce: readonly InForce[], section: PostsSection): Set<string> {
  const posts = new Set(
    section.posts.filter((post) => post.permissions.includes('people.manage')).map((post) => post.key),
  );
  return new Set(
    inForce
      .filter((held) => held.storeId === null && held.toDay === null && held.actingFor === null && posts.has(held.post))
      .map((held) => held.staffId),
  );
}

/** Would the organisation still have one after these posts ended, or this person stepped out? */
export function staysAdministered(
  inForce: readonly InForce[],
  section: PostsSection,
  gone: { readonly staffId?: string; readonly holdingIds?: readonly string[] },
): boolean {
  const left = inForce.filter((held) => held.staffId !== gone.staffId && !gone.holdingIds?.includes(held.id));
  const before = administrators(inForce, section);
  // where there was none there is none to lose
  return before.size === 0 || administrators(left, section).size > 0;
}
