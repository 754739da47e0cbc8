import { useQuery } from '@tanstack/react-query';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';
import type { equalService } from '../equal-service-contract.ts';
import type { Span } from '../period.ts';

const MINUTE = 60_000;

export function useReport(asked: { span: Span; day?: string | undefined; storeId: string | null }) {
  const { span, day, storeId } = asked;
  return useQuery({
    queryKey: ['analytics', 'report', asked],
    queryFn: ({ signal }) =>
      call<typeof contract.report>('GET /api/analytics/report', {
        input: { span, ...(day && { day }), ...(storeId && { storeId }) },
        signal,
      }),
    refetchInterval: 5 * MINUTE,
    placeholderData: (previous) => previous,
  });
}

export function useFigures(asked: { from: string; to: string; storeId: string | null }) {
  const { from, to, storeId } = asked;
  return useQuery({
    queryKey: ['analytics', 'figures', asked],
    queryFn: ({ signal }) =>
      call<typeof contract.figures>('GET /api/analytics/figures', {
        input: { from, to, ...(storeId && { storeId }) },
        signal,
      }),
    placeholderData: (previous) => previous,
  });
}

export function useEqualService(asked: {
  from: string;
  to: string;
  storeId: string | null;
  severity: 'general' | 'major' | 'crisis' | null;
  field: string | null;
}) {
  const { from, to, storeId, severity, field } = asked;
  return useQuery({
    queryKey: ['analytics', 'equal-service', asked],
    queryFn: ({ signal }) =>
      call<typeof equalService>('GET /api/analytics/equal-service', {
        input: { from, to, ...(storeId && { storeId }), ...(severity && { severity }), ...(field && { field }) },
        signal,
      }),
    staleTime: 60_000,
    placeholderData: (previous) => previous,
  });
}
