import type { ComplaintView } from '../../contract.ts';
import type { RecordAct, Records } from '../../records.ts';

export interface RecordOf<Act extends RecordAct> {
  id: string;
  act: Act;
  by: { id: string; name: string } | null;
  at: string;
  endedAt: string | null;
  data: Records[Act];
}

/** All records of an act, oldest first; the shape of `data` belongs to the act. */
export const recordsOf = <Act extends RecordAct>(view: Pick<ComplaintView, 'records'>, act: Act): RecordOf<Act>[] =>
  view.records.filter((record) => record.act === act) as unknown as RecordOf<Act>[];

/** The latest record of an act that still stands. */
export const standingRecord = <Act extends RecordAct>(
  view: Pick<ComplaintView, 'records'>,
  act: Act,
): RecordOf<Act> | null => recordsOf(view, act).findLast((record) => !record.endedAt) ?? null;
