import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type { ChipClock } from '../../clocks/web/countdown.ts';
import type * as contract from '../contract.ts';

export type { LetterRow, LetterView } from '../contract.ts';
export type Senders = ReplyOf<typeof contract.senders>['items'];

/** Under the case's own key: what is told on its timeline reads it again. */
export const useLettersOf = (id: string) =>
  useQuery({
    queryKey: ['complaint', id, 'authority-letters'],
    queryFn: ({ signal }) =>
      call<typeof contract.ofCase>('GET /api/complaints/:id/authority-letters', { params: { id }, signal }),
  });

export interface LetterFilter {
  state: 'owed' | 'waiting' | 'over' | 'all';
  sender?: string;
  kind?: contract.LetterRow['kind'];
  storeId?: string;
}

/** Under `complaints`: news of any case reads it again. */
export const useLetters = (filter: LetterFilter) =>
  useInfiniteQuery({
    queryKey: ['complaints', 'authority-letters', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.list>('GET /api/authority-letters', {
        input: { limit: 100, cursor: pageParam, ...filter },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const useSenders = () =>
  useQuery({
    queryKey: ['complaints', 'authority-letters', 'senders'],
    queryFn: ({ signal }) => call<typeof contract.senders>('GET /api/authority-letters/senders', { signal }),
  });

/** A letter's due time as a chip; null where none was typed or no answer is owed. */
export function chipOf(
  letter: Pick<contract.LetterRow, 'dueAt' | 'receivedAt' | 'isOwed'>,
  title: string,
): ChipClock | null {
  const { dueAt, receivedAt, isOwed } = letter;
  if (!dueAt || !isOwed) return null;
  const span = Date.parse(dueAt) - Date.parse(receivedAt);
  return {
    title,
    state: 'running',
    startedAt: receivedAt,
    dueAt,
    warnAt: new Date(Date.parse(dueAt) - span / 4).toISOString(),
    warned: false,
    breachedAt: null,
    breachClass: null,
    stoppedAt: null,
  };
}

/** The list of words that a step's reason is said with. */
export const reasonsOf = (kind: string): string =>
  kind === 'ended' ? 'endReasons' : kind === 'hearing-moved' ? 'moveReasons' : 'returnReasons';

/** Instants of the reply as the rule reads them. */
export const toReading = (letter: contract.LetterView) => ({
  ...letter,
  dueAt: letter.dueAt ? new Date(letter.dueAt) : null,
  askedAt: null,
  answeredAt: null,
  customerToldAt: null,
  hearingAt: letter.hearingAt ? new Date(letter.hearingAt) : null,
  extension: letter.extension && { askedAt: new Date(letter.extension.askedAt), until: null },
});
