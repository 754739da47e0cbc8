import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
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

/** Under `complaints`: news of any case or incident reads it again. */
export const useIncident = (id: string) =>
  useQuery({
    queryKey: ['complaints', 'incident', id, 'view'],
    queryFn: ({ signal }) => call<typeof contract.view>('GET /api/incidents/:id', { params: { id }, signal }),
  });

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

export const useIncidentTimeline = (id: string) =>
  useInfiniteQuery({
    queryKey: ['complaints', 'incident', id, 'timeline'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.timeline>('GET /api/incidents/:id/timeline', {
        params: { id },
        input: { limit: 20, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export type OpenIncident = ReplyOf<typeof cases.ofCases>['items'][number];

/** The open incidents of these cases, by the case; nobody asks while there is no open incident at all. */
export function useIncidentsOf(ids: readonly string[]): ReadonlyMap<string, OpenIncident> | undefined {
  const { may } = useSession();
  const { data: isAny } = useQuery({
    queryKey: ['incidents', 'any'],
    queryFn: ({ signal }) =>
      call<typeof contract.list>('GET /api/incidents', { input: { state: 'open', limit: 1 }, signal }),
    select: ({ items }) => items.length > 0,
    // the stream tells of incidents
    staleTime: Number.POSITIVE_INFINITY,
    enabled: may('complaint.read'),
  });
  const asked = [...new Set(ids)].sort().slice(0, MOST_ASKED);
  const { data } = useQuery({
    queryKey: ['complaints', 'in-incidents', asked],
    queryFn: ({ signal }) =>
      call<typeof cases.ofCases>('POST /api/incidents/look-up', { input: { ids: asked }, signal }),
    select: byCase,
    enabled: isAny === true && asked.length > 0,
    placeholderData: keepPreviousData,
  });
  // what was read before the last one was closed is over
  return isAny ? data : undefined;
}
const MOST_ASKED = 200;
const byCase = ({ items }: ReplyOf<typeof cases.ofCases>) => new Map(items.map((item) => [item.caseId, item]));

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
