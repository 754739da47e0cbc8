import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type * as contract from '../sending-contract.ts';

export type OwnOverride = ReplyOf<typeof contract.ownOverrides>['items'][number];
export type OverrideFigures = ReplyOf<typeof contract.overrides>;

export const useOwnOverrides = (enabled: boolean) =>
  useQuery({
    queryKey: ['overrides', 'own'],
    queryFn: ({ signal }) => call<typeof contract.ownOverrides>('GET /api/own-overrides', { signal }),
    enabled,
  });

export const useOverrides = (enabled: boolean) =>
  useQuery({
    queryKey: ['overrides', 'all'],
    queryFn: ({ signal }) => call<typeof contract.overrides>('GET /api/overrides', { signal }),
    enabled,
  });

export function useReadOverridesAgain(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['overrides'] });
}

/** Not explained and not judged yet, once each sentence, however many rules stopped it. */
export const unexplained = (items: readonly OwnOverride[]): OwnOverride[] => {
  const open = items.filter(({ reason, stopWasRight }) => reason === null && stopWasRight === null);
  return [...new Map(open.map((one) => [`${one.case.id} ${one.at} ${one.words}`, one])).values()];
};
