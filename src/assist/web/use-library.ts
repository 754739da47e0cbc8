import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type { ChangeState, Entry, Kind } from '../entry.ts';
import type * as contract from '../library-contract.ts';

export type LibraryView = ReplyOf<typeof contract.library>;
export type ChangeView = ReplyOf<typeof contract.viewChange>;
export type { FlaggedText, LibraryChange } from '../library-contract.ts';

export const useLibrary = () =>
  useQuery({
    queryKey: ['library'],
    queryFn: ({ signal }) => call<typeof contract.library>('GET /api/assist/library', { signal }),
  });

export const useShippedRule = (name: string | null) =>
  useQuery({
    queryKey: ['library-rule', name],
    enabled: name !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => {
      const [family = '', key = ''] = (name ?? '').split('/');
      return call<typeof contract.shippedRule>('GET /api/assist/library/rule', { input: { family, key }, signal });
    },
  });

export interface ChangesAsked {
  readonly state?: ChangeState;
  readonly kind?: Kind;
  readonly name?: string;
}

export const useChanges = (asked: ChangesAsked) =>
  useInfiniteQuery({
    queryKey: ['library', 'changes', asked],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.changes>('GET /api/assist/library/changes', {
        input: { ...asked, limit: 30, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const useChange = (id: string) =>
  useQuery({
    queryKey: ['library', 'change', id],
    queryFn: ({ signal }) =>
      call<typeof contract.viewChange>('GET /api/assist/library/changes/:id', { params: { id }, signal }),
  });

/** After an act of one's own; those of others are told live. */
export function useReadLibraryAgain(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(['library', 'language-edition'].map((name) => client.invalidateQueries({ queryKey: [name] })));
  };
}

export const proposeChange = (entry: Entry, why: string) =>
  call<typeof contract.proposeChange>('POST /api/assist/library/changes', { input: { entry, why } });

export const answerChange = (id: string, approved: boolean, words: string) =>
  call<typeof contract.answerChange>('POST /api/assist/library/changes/:id/answer', {
    params: { id },
    input: { approved, words },
  });

export const withdrawChange = (id: string) =>
  call<typeof contract.withdrawChange>('DELETE /api/assist/library/changes/:id', { params: { id } });

export const undoChange = (id: string, why: string) =>
  call<typeof contract.undoChange>('POST /api/assist/library/changes/:id/undo', { params: { id }, input: { why } });

export const importLibrary = (text: string, why: string) =>
  call<typeof contract.importFile>('POST /api/assist/library/file', { input: { text, why } });

export const trySlice = (id: string, cursor: string | null, signal: AbortSignal) =>
  call<typeof contract.tryChange>('GET /api/assist/library/changes/:id/trial', {
    params: { id },
    input: cursor === null ? {} : { cursor },
    signal,
  });
