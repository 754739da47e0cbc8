import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type { ownRegistrations } from '../../complaints/list-contract.ts';
import type * as contract from '../contract.ts';
import type * as hearing from '../hearing-contract.ts';
import type { PenaltyState } from '../penalty.ts';

export type { OwnHearing, OwnPenalty, Penalty, PenaltyHead } from '../contract.ts';
export type { Hearing } from '../hearing-contract.ts';
export type OfCase = ReplyOf<typeof contract.forCase>;

/** Under the case's own key: what is told on its timeline reads it again. */
export const useHearings = (caseId: string, enabled: boolean) =>
  useQuery({
    queryKey: ['complaint', caseId, 'hearings'],
    queryFn: ({ signal }) =>
      call<typeof hearing.hearings>('GET /api/complaints/:id/hearings', { params: { id: caseId }, signal }),
    enabled,
  });

export const usePenaltiesOf = (caseId: string, enabled: boolean) =>
  useQuery({
    queryKey: ['complaint', caseId, 'penalties'],
    queryFn: ({ signal }) =>
      call<typeof contract.forCase>('GET /api/complaints/:id/penalties', { params: { id: caseId }, signal }),
    enabled,
  });

export const usePenalties = (state: PenaltyState | null, storeId: string | null) =>
  useInfiniteQuery({
    queryKey: ['penalties', state, storeId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.list>('GET /api/penalties', {
        input: { limit: 50, cursor: pageParam, ...(state && { state }), ...(storeId && { storeId }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const usePenalty = (id: string) =>
  useQuery({
    queryKey: ['penalties', id],
    queryFn: ({ signal }) => call<typeof contract.view>('GET /api/penalties/:id', { params: { id }, signal }),
  });

/** What asks for one's own statement; read again now and then, since no news tells of it. */
export const useOwnStatements = () =>
  useQuery({
    queryKey: ['own-statements'],
    queryFn: ({ signal }) => call<typeof contract.own>('GET /api/own-statements', { signal }),
    staleTime: 60_000,
    refetchInterval: 300_000,
  });

/** What one registered of cases that others handle since one is meant. */
export const useOwnRegistrations = () =>
  useQuery({
    queryKey: ['own-registrations'],
    queryFn: ({ signal }) => call<typeof ownRegistrations>('GET /api/own-registrations', { signal }),
  });

export function useReadPenaltiesAgain(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['penalties', 'own-statements', 'complaint'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
    );
}
