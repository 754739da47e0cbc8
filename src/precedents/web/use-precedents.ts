import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';

export type { Lesson, Precedent, PrecedentOption } from '../contract.ts';

/** Read when the panel is opened; what happens on the case reads it again. */
export const usePrecedents = (caseId: string) =>
  useQuery({
    queryKey: ['complaint', caseId, 'precedents'],
    queryFn: ({ signal }) =>
      call<typeof contract.precedents>('GET /api/complaints/:id/precedents', { params: { id: caseId }, signal }),
    staleTime: 60_000,
  });

export const useHistoryFacts = (caseId: string) =>
  useQuery({
    queryKey: ['complaint', caseId, 'history-facts'],
    queryFn: ({ signal }) =>
      call<typeof contract.historyFacts>('GET /api/complaints/:id/history-facts', { params: { id: caseId }, signal }),
    staleTime: 60_000,
  });

export interface LessonsAsked {
  readonly q?: string;
  readonly category?: string;
  readonly of?: 'review' | 'lesson';
  readonly outcome?: 'turning-point' | 'crisis' | 'disaster';
  readonly storeId?: string;
}

export const useLessons = (asked: LessonsAsked) =>
  useInfiniteQuery({
    queryKey: ['lessons', asked],
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.lessons>('GET /api/lessons', { input: { ...asked, limit: 30, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
  });
