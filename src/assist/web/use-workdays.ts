import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../base/web/call.ts';
import { type Calendar, type CalendarContent, openCalendar } from '../../clocks/calendar.ts';
import { useCase } from '../../complaints/web/case/case-context.ts';
import type * as contract from '../workdays-contract.ts';

/** The calendar by which 工作日 and 下班 are understood on this case; null until it is there, and where there is none. */
export function useWorkdays(): Calendar | null {
  const { view } = useCase();
  const { data } = useQuery({
    queryKey: ['workdays', view.id],
    staleTime: 30 * 60_000,
    queryFn: ({ signal }) =>
      call<typeof contract.workdays>('GET /api/complaints/:id/workdays', { params: { id: view.id }, signal }),
  });
  return useMemo(() => (data?.calendar ? openCalendar(data.calendar as CalendarContent) : null), [data]);
}
