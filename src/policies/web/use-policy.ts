import { useQuery } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';

export type EditionView = ReplyOf<typeof contract.currentPolicy>;

/** The edition in force (of a store), or a certain one. */
export const usePolicy = (chosen: { edition?: string | undefined; storeId?: string | null }) =>
  useQuery({
    queryKey: ['policy', chosen.edition ?? null, chosen.storeId ?? null],
    queryFn: () =>
      chosen.edition
        ? call<typeof contract.edition>('GET /api/policy/editions/:id', { params: { id: chosen.edition } })
        : call<typeof contract.currentPolicy>('GET /api/policy', {
            input: chosen.storeId ? { storeId: chosen.storeId } : {},
          }),
    staleTime: 60_000,
  });

export const useEditions = () =>
  useQuery({
    queryKey: ['editions'],
    queryFn: () => call<typeof contract.editions>('GET /api/policy/editions'),
    staleTime: 60_000,
  });
