import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SentInputOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type * as contract from '../exports-contract.ts';

const LOOK_AGAIN_MS = 1000;
const KEY = ['exports'];

/** My exports of the last day; looked at every second while one is under way. */
export function useExports(enabled: boolean) {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<typeof contract.exportsOfMine>('GET /api/exports', { signal }),
    enabled,
    refetchInterval: ({ state }) =>
      state.data?.items.some((run) => run.state === 'waiting' || run.state === 'running') ? LOOK_AGAIN_MS : false,
  });
}

export function useAskExport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: SentInputOf<typeof contract.askExport>) =>
      call<typeof contract.askExport>('POST /api/exports', { input }),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useDropExport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<typeof contract.dropExport>('DELETE /api/exports/:id', { params: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
