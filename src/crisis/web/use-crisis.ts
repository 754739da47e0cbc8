import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useSession } from '../../people/web/use-session.ts';
import type * as callers from '../callers-contract.ts';
import type * as contract from '../contract.ts';
import type { Level } from '../crisis.ts';

export type Crisis = ReplyOf<typeof contract.view>;
export type CaseCrisis = ReplyOf<typeof contract.ofCase>;
export type Plan = CaseCrisis['plans'][number];
export type OutsideCaller = ReplyOf<typeof callers.callers>['items'][number];
export type RegisterCard = ReplyOf<typeof contract.cards>['items'][number];
export type { Card, CrisisHead } from '../contract.ts';

/** Under `complaints`: news of any case or incident reads it again. */
export const useCrises = (level: Level | null) =>
  useInfiniteQuery({
    queryKey: ['complaints', 'crises', level],
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.list>('GET /api/crisis', {
        input: { limit: 50, cursor: pageParam, ...(level && { level }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const useCrisis = (id: string) =>
  useQuery({
    queryKey: ['complaints', 'crisis', id],
    queryFn: ({ signal }) => call<typeof contract.view>('GET /api/crisis/:id', { params: { id }, signal }),
  });

/** Under the case's own key: what is told on its timeline reads it again. */
export const useCaseCrisis = (id: string) =>
  useQuery({
    queryKey: ['complaint', id, 'crisis'],
    queryFn: ({ signal }) => call<typeof contract.ofCase>('GET /api/complaints/:id/crisis', { params: { id }, signal }),
  }).data;

export const useIncidentCrisis = (id: string) =>
  useQuery({
    queryKey: ['complaints', 'incident', id, 'crisis'],
    queryFn: ({ signal }) =>
      call<typeof contract.ofIncident>('GET /api/incidents/:id/crisis', { params: { id }, signal }),
  }).data;

export const useOutsideCallers = (asked: { state?: 'waiting' | 'answered'; complaintId?: string }) =>
  useQuery({
    queryKey: ['complaints', 'outside-callers', asked],
    queryFn: ({ signal }) =>
      call<typeof callers.callers>('GET /api/outside-callers', { input: { limit: 50, ...asked }, signal }),
  });

/** The cards of the policy in force change when a policy does. */
export function useRegisterCards(storeId: string | null): readonly RegisterCard[] {
  const { may } = useSession();
  const { data } = useQuery({
    queryKey: ['crisis-cards', storeId],
    queryFn: ({ signal }) =>
      call<typeof contract.cards>('GET /api/crisis/cards', { input: { ...(storeId && { storeId }) }, signal }),
    staleTime: 10 * 60_000,
    enabled: may('complaint.register'),
  });
  return data?.items ?? [];
}

export function useReadCrisisAgain(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['complaints', 'complaint', 'timeline', 'incidents'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
    );
}
