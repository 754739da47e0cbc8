/** What an authority is still owed keeps its case open, whatever the customer says: a withdrawal does not end theirs. */
import type { CaseFile } from '../complaints/case-file.ts';
import type { MissingItem } from '../complaints/closing.ts';
import { allOf } from '../complaints/records.ts';

/** Letters of the case that wait for an answer, by the last that was written down about each. */
export function lettersOwed({ records }: Pick<CaseFile, 'records'>): string[] {
  const owed = new Map<string, boolean>();
  for (const { data } of allOf(records, 'authority-letter')) owed.set(data.letterId, data.owed);
  return [...owed].flatMap(([letterId, isOwed]) => (isOwed ? [letterId] : []));
}

export function authorityGate(file: Pick<CaseFile, 'records'>): MissingItem | null {
  const count = lettersOwed(file).length;
  return count ? { need: 'result', detail: { key: 'authority-letter', values: { count } }, mayNotApply: false } : null;
}
