import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type * as contract from '../talk-contract.ts';
import type * as figures from '../talk-figures-contract.ts';

export type { GoodExample, TalkDispute, TalkHead, TalkUtterance } from '../talk-contract.ts';
export type { TalkFigures } from '../talk-figures-contract.ts';
export type Talk = ReplyOf<typeof contract.view>;

/** Under the case's own key: what is told on its timeline reads it again. */
export const useTalksOf = (caseId: string) =>
  useQuery({
    queryKey: ['complaint', caseId, 'talks'],
    queryFn: ({ signal }) =>
      call<typeof contract.list>('GET /api/complaints/:id/conversations', { params: { id: caseId }, signal }),
  });

export const useTalk = (id: string) =>
  useQuery({
    queryKey: ['talks', id],
    queryFn: ({ signal }) => call<typeof contract.view>('GET /api/conversations/:id', { params: { id }, signal }),
  });

/** Null: one's own. */
export const useTalkFigures = (staffId: string | null) =>
  useQuery({
    queryKey: ['talks', 'figures', staffId],
    queryFn: ({ signal }) =>
      staffId === null
        ? call<typeof figures.ownFigures>('GET /api/own-talk-figures', { signal })
        : call<typeof figures.personsFigures>('GET /api/people/:id/talk-figures', { params: { id: staffId }, signal }),
    retry: false,
  });

export const useTalkRule = () =>
  useQuery({
    queryKey: ['talks', 'rule'],
    queryFn: ({ signal }) => call<typeof figures.rule>('GET /api/talk-rule', { signal }),
  });

export const useOpenDisputes = (enabled: boolean) =>
  useQuery({
    queryKey: ['talks', 'disputes'],
    queryFn: ({ signal }) => call<typeof contract.openDisputes>('GET /api/talk-disputes', { signal }),
    enabled,
  });

/** After a mark, a dispute, an answer or the rule: everything about conversations is read again. */
export function useReadTalksAgain(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['talks'] });
}
