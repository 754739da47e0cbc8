import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type { DayKind } from '../duty.ts';
import type * as contract from '../duty-contract.ts';

export type Duty = ReplyOf<typeof contract.readDuty>;
export type DutyShift = Duty['shifts'][number];
export type DutyLeave = Duty['leaves'][number];

/** A day as the page knows it; the calendar is read by whoever draws the page. */
export interface RosterDay {
  readonly day: string;
  readonly kind: DayKind;
  /** 国庆节. */
  readonly title: string | null;
}

export const useDuty = (storeId: string | null, from: string, to: string) =>
  useQuery({
    queryKey: ['duty', storeId, from, to],
    queryFn: () => call<typeof contract.readDuty>('GET /api/duty', { input: { storeId: storeId ?? '', from, to } }),
    enabled: storeId !== null,
    placeholderData: (before) => before,
  });

export function useReadDutyAgain(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of ['duty', 'shift-draft', 'taken-over']) void queries.invalidateQueries({ queryKey: [key] });
  };
}

/** Shifts and leaves with instants, as the rules take them. */
export const asSpans = <T extends { fromAt: string; toAt: string; staff: { id: string } }>(list: readonly T[]) =>
  list.map((one) => ({ ...one, staffId: one.staff.id, fromAt: new Date(one.fromAt), toAt: new Date(one.toAt) }));
