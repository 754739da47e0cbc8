import { useQuery } from '@tanstack/react-query';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../sign-in-contract.ts';
import { TokenTable } from './TokenTable.tsx';

/** A colleague's API tokens, to be revoked when they should no longer work. */
export function TokensOf({ staffId }: { staffId: string }) {
  const t = useWords('people');
  const tokens = useQuery({
    queryKey: ['tokens', staffId],
    queryFn: () => call<typeof contract.tokensOf>('GET /api/people/:id/tokens', { params: { id: staffId } }),
  });
  return (
    <section>
      <h3>{t('people.tokens')}</h3>
      <ProblemNote error={tokens.error} />
      {tokens.data?.items.length === 0 && <p className="quiet">{t('profile.tokens.none')}</p>}
      {tokens.data && tokens.data.items.length > 0 && (
        <TokenTable tokens={tokens.data.items} onChange={() => void tokens.refetch()} />
      )}
    </section>
  );
}
