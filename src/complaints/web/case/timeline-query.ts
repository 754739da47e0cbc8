import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../../base/web/call.ts';
import { kept } from '../../../base/web/kept.ts';
import type * as contract from '../../case-contract.ts';
import type { TimelineEntry } from '../../case-contract.ts';

const PAGE = 30;

export type TimelineOrder = 'newest' | 'oldest';
export const keptOrder = kept<TimelineOrder>('wanhui.timeline-order');

/** The history of a case, page by page. */
export const timelineQuery = (id: string, order: TimelineOrder, group: TimelineEntry['group'] | null) =>
  infiniteQueryOptions({
    queryKey: ['timeline', id, order, group],
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.timeline>('GET /api/complaints/:id/timeline', {
        params: { id },
        input: { order, limit: PAGE, ...(group && { group }), ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
