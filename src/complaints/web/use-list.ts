import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../base/web/call.ts';
import type { ComplaintRow } from '../contract.ts';
import { type Filter, type Order, textsOf, toSearch } from '../filter.ts';
import type * as contract from '../list-contract.ts';

export interface Rows {
  rows: readonly ComplaintRow[];
  /** Nothing has been read yet: show the skeleton. */
  isFirst: boolean;
  error: Error | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
}

/** One list of cases, page after page; read again when somebody changes one of them. */
export function useComplaints(filter: Filter, options: { order?: Order; limit?: number } = {}): Rows {
  const { order = 'attention', limit = 30 } = options;
  const query = useInfiniteQuery({
    queryKey: ['complaints', 'list', toSearch(filter, order), limit],
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.list>('GET /api/complaints', {
        input: { ...textsOf(filter), order, limit, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const { data } = query;
  const rows = useMemo(() => unique(data?.pages.flatMap((page) => page.items) ?? []), [data]);
  return {
    rows,
    isFirst: query.isPending,
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  };
}

/** A case that moved down between two pages is shown once. */
function unique(rows: ComplaintRow[]): ComplaintRow[] {
  const seen = new Set<string>();
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id));
}

export const useCount = (filter: Filter) =>
  useQuery({
    queryKey: ['complaints', 'count', textsOf(filter)],
    queryFn: ({ signal }) =>
      call<typeof contract.count>('GET /api/complaints/count', { input: textsOf(filter), signal }),
  }).data;

const within = (storeId: string | null) => (storeId ? { storeId } : {});

/** Counted over a fortnight: too dear to be counted again with every piece of news. */
export const useFigures = (storeId: string | null) =>
  useQuery({
    queryKey: ['counts', storeId],
    queryFn: ({ signal }) =>
      call<typeof contract.figures>('GET /api/complaints/figures', { input: within(storeId), signal }),
    staleTime: 0,
    refetchInterval: 10_000,
  }).data;

/** Days gone by hardly change: the curves are not read again with every piece of news. */
export const useTrends = (storeId: string | null) =>
  useQuery({
    queryKey: ['trends', storeId],
    queryFn: ({ signal }) =>
      call<typeof contract.trends>('GET /api/complaints/trends', { input: within(storeId), signal }),
    staleTime: 5 * 60_000,
  }).data;

export const useWaiting = (storeId: string | null) =>
  useQuery({
    queryKey: ['complaints', 'waiting', storeId],
    queryFn: ({ signal }) =>
      call<typeof contract.waiting>('GET /api/complaints/waiting', { input: within(storeId), signal }),
  });
