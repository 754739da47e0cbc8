import { isCloseKind } from '../../approval-of.ts';
import type { ComplaintView } from '../../case-contract.ts';
import type { CloseKind } from '../../complaint.ts';
import type { CaseRecord, RecordAct, Records } from '../../records.ts';

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

/** For the pure rules, which look at acts, their order and data, never at times. */
export const asRecords = (view: Pick<ComplaintView, 'records'>): CaseRecord[] =>
  view.records as unknown as CaseRecord[];

/** The way of closing for which somebody has asked and nobody has answered; a withdrawal asks by itself. */
export function waitingApproval(
  view: Pick<ComplaintView, 'records'>,
): { of: CloseKind; by: RecordOf<'approval'>['by']; at: string } | null {
  const requests = [
    ...recordsOf(view, 'approval-request').flatMap(({ data: { of }, by, at, endedAt }) =>
      isCloseKind(of) ? [{ of, by, at, endedAt }] : [],
    ),
    ...recordsOf(view, 'withdrawal').map(({ by, at, endedAt }) => ({ of: 'withdrawn' as const, by, at, endedAt })),
  ];
  const answers = recordsOf(view, 'approval');
  return (
    requests
      .filter(({ of, at, endedAt }) => !endedAt && !answers.some((answer) => answer.data.of === of && answer.at > at))
      .sort((a, b) => a.at.localeCompare(b.at))
      .at(-1) ?? null
  );
}
