import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../base/web/call.ts';
import type * as acts from '../acts-contract.ts';
import type { ContactMeans } from '../complaint.ts';
import type * as contract from '../contract.ts';
import type { ComplaintRow, Registration } from '../contract.ts';
import { type Filters, withoutGaps } from './filters.ts';
import { worthLookingUp } from './registration-draft.ts';

export interface Rows {
  rows: ComplaintRow[];
  /** Nothing has been read yet: show the skeleton. */
  isFirst: boolean;
  error: Error | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
}

/** One list of cases, page after page; read again when somebody changes one of them. */
export function useComplaints(filters: Filters, options: { limit?: number; enabled?: boolean } = {}): Rows {
  const { limit = 30, enabled = true } = options;
  const query = useInfiniteQuery({
    queryKey: ['complaints', withoutGaps(filters), limit],
    queryFn: ({ pageParam, signal }) => {
      const { overdue, ...rest } = filters;
      return call<typeof contract.list>('GET /api/complaints', {
        input: { ...rest, ...(overdue && { overdue: 'true' }), limit, ...(pageParam && { cursor: pageParam }) },
        signal,
      });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled,
  });
  return {
    rows: unique(query.data?.pages.flatMap((page) => page.items) ?? []),
    isFirst: enabled && query.isPending,
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

export function useFigures(storeId?: string | null) {
  return useQuery({
    queryKey: ['figures', storeId ?? null],
    queryFn: ({ signal }) =>
      call<typeof contract.figures>('GET /api/complaints/figures', { input: storeId ? { storeId } : {}, signal }),
  }).data;
}

/** The value once it has rested, so that nothing moves while somebody types. */
export function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

/** What the desk says about a registration in the making; the last answer stays until the next one is there. */
export function useHints(given: Registration | null) {
  const input = given && (({ onTheSpot: _, ...rest }) => rest)(given);
  return useQuery({
    queryKey: ['hints', input],
    queryFn: ({ signal }) => call<typeof contract.hints>('POST /api/complaints/hints', { input: input ?? {}, signal }),
    enabled: input !== null,
    placeholderData: (previous) => previous,
    gcTime: 0,
    retry: false,
  }).data;
}

/** Who may be calling, and what runs already. */
export function useLookUp(text: string) {
  const q = useRested(text.trim().slice(0, 60), 300);
  const enabled = worthLookingUp(q);
  const query = useQuery({
    queryKey: ['look-up', q],
    queryFn: ({ signal }) => call<typeof contract.lookUp>('POST /api/complaints/look-up', { input: { q }, signal }),
    enabled,
    placeholderData: (previous) => previous,
    gcTime: 0,
    retry: false,
  });
  return { found: enabled ? query.data : undefined, isLooking: enabled && query.isFetching, q };
}

/** 客户催办: counts on the running case; no second case is born. */
export function useUrge() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, means, summary }: { id: string; means: ContactMeans; summary: string }) =>
      call<typeof acts.urge>('POST /api/complaints/:id/urges', { params: { id }, input: { means, summary } }),
    onSuccess: (_, { id }) =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['complaints'] }),
        queries.invalidateQueries({ queryKey: ['complaint', id] }),
        queries.invalidateQueries({ queryKey: ['timeline', id] }),
        queries.invalidateQueries({ queryKey: ['look-up'] }),
      ]),
  });
}
