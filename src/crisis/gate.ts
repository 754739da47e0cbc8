import type { CaseFile } from '../complaints/case-file.ts';
import type { MissingItem } from '../complaints/closing.ts';
import { allOf } from '../complaints/records.ts';

/** A case does not close while an emergency plan runs on it: it is ended first, by whoever may. */
export function crisisGate(file: Pick<CaseFile, 'records'>): MissingItem | null {
  const last = allOf(file.records, 'crisis').at(-1);
  if (!last?.data.runs) return null;
  return { need: 'result', detail: { key: 'crisis-runs', values: { number: last.data.number } }, mayNotApply: false };
}
