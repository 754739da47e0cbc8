import type { Reader } from '../base/server/db.ts';
import { type ComplaintsSection, complaintsPart } from '../complaints/pack.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';

export interface Counted {
  readonly key: string | null;
  readonly editionId: string;
  readonly count: number;
}

/** Counts of one key over several editions of a policy put together; the title is that of the last one given. */
export async function titled(
  sql: Reader,
  orgId: string,
  rows: readonly Counted[],
  of: (section: ComplaintsSection) => readonly { key: string; title: string }[],
): Promise<{ key: string | null; title: string; count: number }[]> {
  const sums = new Map<string | null, { key: string | null; title: string; count: number }>();
  for (const { key, editionId, count } of rows) {
    const edition = key === null ? null : await editionById(sql, orgId, editionId);
    const known = edition && of(sectionOf(edition.pack, complaintsPart)).find((one) => one.key === key);
    const sum = sums.get(key);
    sums.set(key, { key, title: known?.title ?? sum?.title ?? key ?? '', count: count + (sum?.count ?? 0) });
  }
  return [...sums.values()].sort((a, b) => b.count - a.count || (a.key ?? '').localeCompare(b.key ?? ''));
}
