import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../sample/contract.ts';

/** What sample data there is, for those who may take it away. */
export function useSample(wanted = true) {
  const { may } = useSession();
  const sample = useQuery({
    queryKey: ['sample'],
    queryFn: () => call<typeof contract.readSample>('GET /api/sample'),
    enabled: wanted && may('sample.remove'),
    staleTime: 10 * 60_000,
  });
  const there = sample.data && sample.data.complaints + sample.data.staff > 0 ? sample.data : null;
  return { there, mayRemove: may('sample.remove'), error: sample.error };
}

export function useRemoveSample() {
  const t = useWords('app');
  const queries = useQueryClient();
  return useAct(async (there: ReplyOf<typeof contract.readSample>) => {
    const yes = await confirmAct({
      title: t('sample.ask'),
      text: t('sample.means', there),
      act: t('sample.remove'),
      danger: true,
    });
    if (!yes) return;
    await call<typeof contract.removeSample>('DELETE /api/sample');
    say(t('sample.removed'));
    await queries.invalidateQueries();
  });
}
