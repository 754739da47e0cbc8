import { type HeldPost, may, type Staff } from './staff.ts';

/** What decides who sees a row, as it lies on the row. */
export interface Guarded {
  readonly orgId: string;
  readonly storeId: string | null;
  readonly departmentIds: readonly string[];
  /** Owner, helpers, mentioned, asked. */
  readonly involvedIds: readonly string[];
  /** The respondent (被投诉人) and whoever else must not see it: independence (回避) wins over everything. */
  readonly excludedIds: readonly string[];
  /** Crisis or confidential: the involved, and those trusted with such cases in that store. */
  readonly sensitive: boolean;
}

/**
 * The one predicate of what a person sees. `visibleTo` in visible-to.sql.ts says the same in SQL; lists, search,
 * counts, exports, suggestions, attachments and live events all use one of the two.
 */
export function maySee(staff: Staff, row: Guarded): boolean {
  if (row.orgId !== staff.orgId) return false;
  if (staff.staffId === null) return true;
  if (row.excludedIds.includes(staff.staffId)) return false;
  if (staff.tokenScope && !staff.tokenScope.has('complaint.read')) return false;
  if (row.involvedIds.includes(staff.staffId)) return true;
  if (row.sensitive && !may(staff, 'complaint.sensitive', row.storeId)) return false;
  return staff.posts.some((held) => held.permissions.has('complaint.read') && reaches(held, row));
}

function reaches(held: HeldPost, row: Guarded): boolean {
  if (held.storeId !== null && held.storeId !== row.storeId) return false;
  switch (held.sight) {
    case 'organisation':
    case 'store':
      return true;
    case 'department':
      return held.departmentId !== null && row.departmentIds.includes(held.departmentId);
    case 'involved':
      return false;
  }
}
