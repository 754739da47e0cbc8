import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';

export type ReporterRow = ReplyOf<typeof contract.reporters>['items'][number];

export const useReporters = (storeId: string | null) =>
  useQuery({
    queryKey: ['reporters', storeId],
    queryFn: () => call<typeof contract.reporters>('GET /api/reporters', { input: storeId ? { storeId } : {} }),
  });

export function useReadReportersAgain(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ['reporters'] });
}
