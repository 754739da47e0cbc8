import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../../base/web/call.ts';
import { termsOf } from '../../../search/typed.ts';
import type * as contract from '../../search-contract.ts';

export type Hit = contract.Hit;

/** What was found, page after page; nothing is asked before two letters are there. */
export function useSearch(typed: string, limit = 20) {
  const q = typed.trim().slice(0, 100);
  const enabled = termsOf(q).length > 0;
  const query = useInfiniteQuery({
    queryKey: ['complaints', 'search', q, limit],
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.search>('GET /api/search', {
        input: { q, limit, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled,
    retry: false,
  });
  const pages = enabled ? (query.data?.pages ?? []) : [];
  return {
    enabled,
    hits: pages.flatMap((page) => page.items),
    total: pages[0]?.total ?? null,
    isFirst: enabled && query.isPending,
    error: enabled ? query.error : null,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  };
}
