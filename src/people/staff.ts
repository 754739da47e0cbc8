import type { Permission } from './permissions.ts';

/** How far a post sees. `involved` is always seen on top: owner, helper, mentioned, asked. */
export type Sight = 'organisation' | 'store' | 'department' | 'involved';

/** One post that a person holds today, by itself or as a deputy. */
export interface HeldPost {
  /** The post's key in the pack: `service-agent`, `general-manager` … */
  readonly post: string;
  /** Null: the post counts in all stores. */
  readonly storeId: string | null;
  readonly departmentId: string | null;
  readonly sight: Sight;
  readonly permissions: ReadonlySet<Permission>;
  /** Set when held for somebody else: an acting holder counts as the holder. */
  readonly actingFor: string | null;
}

/** The person behind a request, with everything that decides what they may see and do. */
export interface Staff {
  readonly orgId: string;
  /** Null: the desk itself (worker, set-up), which sees and may everything in its organisation. */
  readonly staffId: string | null;
  readonly name: string;
  readonly posts: readonly HeldPost[];
  /** An API token may be narrower than its person; null when signed in by a session. */
  readonly tokenScope: ReadonlySet<Permission> | null;
  /** The session behind the request; null or absent with an API token and for the desk itself. */
  readonly sessionId?: string | null;
}

/** The desk acting by itself in one organisation. */
export const theDesk = (orgId: string): Staff => ({ orgId, staffId: null, name: '系统', posts: [], tokenScope: null });

/** May this person do it at all, or (with a store) in that store? */
export function may(staff: Staff, permission: Permission, storeId?: string | null): boolean {
  if (staff.staffId === null) return true;
  if (staff.tokenScope && !staff.tokenScope.has(permission)) return false;
  return staff.posts.some(
    (held) =>
      held.permissions.has(permission) && (storeId === undefined || held.storeId === null || held.storeId === storeId),
  );
}

export const holds = (staff: Staff, post: string, storeId?: string | null): boolean =>
  staff.posts.some(
    (held) => held.post === post && (storeId === undefined || held.storeId === null || held.storeId === storeId),
  );

/** The posts that count in a store, a deputy's too. */
export const postsIn = (staff: Staff, storeId: string): string[] =>
  staff.posts.filter((held) => held.storeId === null || held.storeId === storeId).map((held) => held.post);

/** The departments in which this person holds a post. */
export const departmentsHeld = (staff: Staff): string[] => [
  ...new Set(staff.posts.flatMap((held) => (held.departmentId === null ? [] : [held.departmentId]))),
];
