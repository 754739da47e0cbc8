import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../base/web/call.ts';
import { type Filter, type Order, readFilter, readOrder, textsOf, toSearch } from '../filter.ts';
import type * as contract from '../views-contract.ts';
import type { SavedView } from '../views-contract.ts';

export function useViews() {
  const { data } = useQuery({
    queryKey: ['complaint-views'],
    queryFn: ({ signal }) => call<typeof contract.listViews>('GET /api/complaint-views', { signal }),
    staleTime: 60_000,
  });
  return data?.items;
}

/** What a list opens with: a view of one's own before one of a store. */
export const openingView = (views: readonly SavedView[]): SavedView | undefined =>
  views.find(({ isDefault, storeId }) => isDefault && storeId === null) ?? views.find(({ isDefault }) => isDefault);

export const shows = (view: SavedView, filter: Filter, order: Order): boolean =>
  JSON.stringify(toSearch(readFilter(view.filter), readOrder(view.filter['order']))) ===
  JSON.stringify(toSearch(filter, order));

export interface ViewGiven {
  name: string;
  filter: Filter;
  order: Order;
  isDefault: boolean;
}

export function useKeepView() {
  const queries = useQueryClient();
  const readAgain = () => queries.invalidateQueries({ queryKey: ['complaint-views'] });
  const sent = ({ name, filter, order, isDefault }: ViewGiven) => ({
    name,
    isDefault,
    filter: { ...textsOf(filter), order },
  });
  return {
    save: async (given: ViewGiven, storeId: string | null) => {
      await call<typeof contract.saveView>('POST /api/complaint-views', { input: { ...sent(given), storeId } });
      await readAgain();
    },
    change: async (id: string, given: ViewGiven) => {
      await call<typeof contract.changeView>('PUT /api/complaint-views/:id', { params: { id }, input: sent(given) });
      await readAgain();
    },
    remove: async (id: string) => {
      await call<typeof contract.deleteView>('DELETE /api/complaint-views/:id', { params: { id } });
      await readAgain();
    },
  };
}
