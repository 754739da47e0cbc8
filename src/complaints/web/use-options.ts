import { useQuery } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';
import type { ComplaintsSection } from '../pack.ts';

export type Options = Omit<ReplyOf<typeof contract.options>, 'pack'> & { pack: ComplaintsSection };

/** The pack's choices in force, with the people, departments and stores that may be named. Undefined until read. */
export function useOptions(storeId?: string | null, edition?: string | null): Options | undefined {
  const { data } = useQuery({
    queryKey: ['options', storeId ?? null, edition ?? null],
    queryFn: ({ signal }) =>
      call<typeof contract.options>('GET /api/complaints/options', {
        input: { ...(storeId && { storeId }), ...(edition && { edition }) },
        signal,
      }),
    staleTime: 5 * 60_000,
    placeholderData: (previous) => previous,
  });
  return data as Options | undefined;
}

/** The words of a picked key; the key itself when a later pack dropped it. */
export const title = (
  list: readonly { key: string; title: string }[] | undefined,
  key: string | null | undefined,
): string => (key ? (list?.find((choice) => choice.key === key)?.title ?? key) : '');

/** Choices as a select wants them. */
export const asOptions = (list: readonly { key: string; title: string }[]): { value: string; label: string }[] =>
  list.map(({ key, title: label }) => ({ value: key, label }));
