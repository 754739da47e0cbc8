import type { Permission } from '../people/permissions.ts';
import { holds, may, type Staff } from '../people/staff.ts';

/** Who reads some words, beside seeing their case: by any of these rights or posts in its store, and being none of `aside`. */
export interface Readers {
  readonly permissions: readonly Permission[];
  readonly posts: readonly string[];
  readonly aside: readonly string[];
}

/** Whether a person may know that something is hidden, and what. */
export function mayKnow(
  staff: Staff,
  storeId: string,
  { investigation, readers }: { readonly investigation: boolean; readonly readers?: Readers | null | undefined },
): boolean {
  if (investigation && !may(staff, 'complaint.investigation-notes', storeId)) return false;
  if (!readers || staff.staffId === null) return true;
  const { permissions, posts, aside } = readers;
  return (
    !aside.includes(staff.staffId) &&
    (permissions.some((permission) => may(staff, permission, storeId)) ||
      posts.some((post) => holds(staff, post, storeId)))
  );
}
