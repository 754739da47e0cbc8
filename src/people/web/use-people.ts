import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';

export type PersonRow = ReplyOf<typeof contract.listPeople>['items'][number];
export type Holding = PersonRow['posts'][number];
export type PostRow = ReplyOf<typeof contract.listPosts>['items'][number];

export interface PeopleFilter {
  q?: string;
  storeId?: string;
  state?: PersonRow['state'];
}

export const usePeople = (filter: PeopleFilter) =>
  useInfiniteQuery({
    queryKey: ['people', filter],
    queryFn: ({ pageParam }) =>
      call<typeof contract.listPeople>('GET /api/people', { input: { ...filter, limit: 200, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });

export const usePerson = (id: string) =>
  useQuery({
    queryKey: ['person', id],
    queryFn: () => call<typeof contract.readPerson>('GET /api/people/:id', { params: { id } }),
  });

const steady = { staleTime: 5 * 60_000 };
export const usePosts = () =>
  useQuery({ queryKey: ['posts'], queryFn: () => call<typeof contract.listPosts>('GET /api/posts'), ...steady });
export const useStores = () =>
  useQuery({ queryKey: ['stores'], queryFn: () => call<typeof contract.listStores>('GET /api/stores'), ...steady });
export const useDepartments = () =>
  useQuery({
    queryKey: ['departments'],
    queryFn: () => call<typeof contract.listDepartments>('GET /api/departments'),
    ...steady,
  });

/** After a change to somebody: everything that shows people is read again. */
export function useReadPeopleAgain(): (id?: string) => void {
  const queries = useQueryClient();
  return (id) => {
    void queries.invalidateQueries({ queryKey: ['people'] });
    void queries.invalidateQueries({ queryKey: ['options'] });
    // it may be oneself
    void queries.invalidateQueries({ queryKey: ['session'] });
    if (id) void queries.invalidateQueries({ queryKey: ['person', id] });
  };
}
