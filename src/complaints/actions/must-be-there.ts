import { Refusal } from '../../base/refusal.ts';
import type { Demanded } from '../demanded.ts';

/** Refuses with the records of the pack that an act still waits for. */
export function mustBeThere(missing: readonly Demanded[]): void {
  if (!missing.length) return;
  throw new Refusal('complaints.records-missing', {
    values: { records: missing.map(({ title }) => title).join('、') },
    details: { records: missing.map(({ record }) => record) },
  });
}
