import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../base/web/call.ts';
import type { ContactMeans } from '../complaint.ts';
import type * as contactActs from '../contact-contract.ts';
import type * as contract from '../contract.ts';
import type { Registration } from '../contract.ts';
import { worthLookingUp } from './registration-draft.ts';

/** The value once it has rested, so that nothing moves while somebody types. */
export function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

/** What the desk says about a registration in the making; the last answer stays until the next one is there. */
export function useHints(given: Registration | null) {
  const input = given && (({ onTheSpot: _, ...rest }) => rest)(given);
  return useQuery({
    queryKey: ['hints', input],
    queryFn: ({ signal }) => call<typeof contract.hints>('POST /api/complaints/hints', { input: input ?? {}, signal }),
    enabled: input !== null,
    placeholderData: (previous) => previous,
    gcTime: 0,
    retry: false,
  }).data;
}

/** Who may be calling, and what runs already. */
export function useLookUp(text: string) {
  const q = useRested(text.trim().slice(0, 60), 300);
  const enabled = worthLookingUp(q);
  const query = useQuery({
    queryKey: ['look-up', q],
    queryFn: ({ signal }) => call<typeof contract.lookUp>('POST /api/complaints/look-up', { input: { q }, signal }),
    enabled,
    placeholderData: (previous) => previous,
    gcTime: 0,
    retry: false,
  });
  return { found: enabled ? query.data : undefined, isLooking: enabled && query.isFetching, q };
}

/** 客户催办: counts on the running case; no second case is born. */
export function useUrge() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, means, summary }: { id: string; means: ContactMeans; summary: string }) =>
      call<typeof contactActs.urge>('POST /api/complaints/:id/urges', { params: { id }, input: { means, summary } }),
    onSuccess: (_, { id }) =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['complaints'] }),
        queries.invalidateQueries({ queryKey: ['complaint', id] }),
        queries.invalidateQueries({ queryKey: ['timeline', id] }),
        queries.invalidateQueries({ queryKey: ['look-up'] }),
      ]),
  });
}
