import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';

export type Draft = ReplyOf<typeof contract.draft>;
export type HandOver = ReplyOf<typeof contract.readHandOver>;
export type HandOverHead = ReplyOf<typeof contract.history>['items'][number];
export type { HandOverEntry } from '../contract.ts';

export const useDraft = (asked: { storeId: string; whose: 'mine' | 'store'; until: string | null }) =>
  useQuery({
    queryKey: ['shift-draft', asked],
    queryFn: () =>
      call<typeof contract.draft>('GET /api/shifts/draft', {
        input: { storeId: asked.storeId, whose: asked.whose, ...(asked.until ? { until: asked.until } : {}) },
      }),
    placeholderData: (before) => before,
  });

export const useHistory = (storeId: string | null, open?: boolean) =>
  useInfiniteQuery({
    queryKey: ['shifts', storeId, open ?? null],
    queryFn: ({ pageParam }) =>
      call<typeof contract.history>('GET /api/shifts', {
        input: { limit: 20, cursor: pageParam, ...(storeId ? { storeId } : {}), ...(open ? { open: 'true' } : {}) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** Whoever gave waits for the acknowledgement. */
const WAIT_MS = 5_000;
export const useHandOver = (id: string) =>
  useQuery({
    queryKey: ['shift', id],
    queryFn: () => call<typeof contract.readHandOver>('GET /api/shifts/:id', { params: { id } }),
    refetchInterval: ({ state }) => (state.data?.acknowledged === null ? WAIT_MS : false),
  });

const ASK_MS = 60_000;
/** Whoever comes on duty learns of it within a minute, without doing anything. */
export const useTakenOver = (storeId: string | null) =>
  useQuery({
    queryKey: ['taken-over', storeId],
    queryFn: () => call<typeof contract.takenOver>('GET /api/shifts/taken-over', { input: storeId ? { storeId } : {} }),
    refetchInterval: ASK_MS,
  });

/** After a hand-over, its acknowledgement or a bulk move: lists of cases changed, too. */
export function useReadShiftsAgain(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of ['shifts', 'shift', 'shift-draft', 'taken-over', 'complaints', 'figures', 'complaint']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  };
}
