import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import type * as cases from '../cases-contract.ts';
import type { Outcome } from '../cases-contract.ts';
import type * as contract from '../contract.ts';

export type Incident = ReplyOf<typeof contract.view>;
export type Suggestion = ReplyOf<typeof contract.suggestions>['items'][number];
export type { Outcome } from '../cases-contract.ts';
export type { IncidentHead, RoundView } from '../contract.ts';

export const useIncidents = (state: 'open' | 'closed' | null, storeId: string | null) =>
  useInfiniteQuery({
    // under `complaints`: its counts change with the cases
    queryKey: ['complaints', 'incidents', state, storeId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.list>('GET /api/incidents', {
        input: { limit: 50, cursor: pageParam, ...(state && { state }), ...(storeId && { storeId }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** The stream tells of cases only: of what changes at the incident alone nobody hears unless they ask. */
const ASK_MS = 1500;

/** Read again with news of any case, and every so often while it is looked at. */
export function useIncident(id: string) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['complaints', 'incident', id, 'view'],
    queryFn: ({ signal }) => call<typeof contract.view>('GET /api/incidents/:id', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'open' ? ASK_MS : false),
  });
  const state = query.data && `${query.data.version} ${query.data.rounds.length}`;
  const seen = useRef(state);
  useEffect(() => {
    if (seen.current && seen.current !== state) void queries.invalidateQueries({ queryKey: timelineKey(id) });
    seen.current = state;
  }, [state, id, queries]);
  return query;
}

export const useIncidentCases = (id: string) =>
  useInfiniteQuery({
    // under `complaints`, so that news of a case reads it again
    queryKey: ['complaints', 'incident', id, 'cases'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof cases.cases>('GET /api/incidents/:id/cases', {
        params: { id },
        input: { limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

const timelineKey = (id: string) => ['complaints', 'incident', id, 'timeline'];

export const useIncidentTimeline = (id: string) =>
  useInfiniteQuery({
    queryKey: timelineKey(id),
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.timeline>('GET /api/incidents/:id/timeline', {
        params: { id },
        input: { limit: 20, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** Under the case's own key: what is told on its timeline reads it again. */
export const useIncidentOfCase = (id: string) =>
  useQuery({
    queryKey: ['complaint', id, 'incident'],
    queryFn: ({ signal }) =>
      call<typeof contract.ofCase>('GET /api/complaints/:id/incident', { params: { id }, signal }),
  }).data;

export const useSuggestions = (asked: { storeId?: string; incidentId?: string }, enabled: boolean) =>
  useQuery({
    queryKey: ['incidents', 'suggestions', asked],
    queryFn: ({ signal }) =>
      call<typeof contract.suggestions>('GET /api/incidents/suggestions', { input: asked, signal }),
    staleTime: 60_000,
    enabled,
  }).data;

export function useReadIncidentsAgain(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['incidents', 'complaints', 'complaint', 'timeline'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
    );
}

/** Why a case was skipped, in the words of the room that refused. */
export function useWhy(): (of: Pick<Outcome, 'code' | 'values' | 'number'>) => string {
  const t = useWords('incidents');
  return ({ code, values, number }) =>
    code === null ? '' : t(code.replace('.', ':refusals.'), { number: number ?? '', ...values, defaultValue: code });
}

const LINKED_AT_ONCE = 20;

/** Links many a few at a time, telling how far it is. */
export async function linkMany(
  id: string,
  given: { ids?: readonly string[]; numbers?: readonly string[] },
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Outcome[]> {
  const wanted = [
    ...(given.ids ?? []).map((one) => ({ ids: [one], numbers: [] as string[] })),
    ...(given.numbers ?? []).map((one) => ({ ids: [] as string[], numbers: [one] })),
  ];
  const all: Outcome[] = [];
  for (let n = 0; n < wanted.length; n += LINKED_AT_ONCE) {
    onProgress(n, wanted.length);
    const part = wanted.slice(n, n + LINKED_AT_ONCE);
    const { items } = await call<typeof cases.link>('POST /api/incidents/:id/cases', {
      params: { id },
      input: { ids: part.flatMap(({ ids }) => ids), numbers: part.flatMap(({ numbers }) => numbers) },
    });
    all.push(...items);
  }
  onProgress(wanted.length, wanted.length);
  return all;
}
