import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type * as contract from '../../contract.ts';
import { LanguageButton } from '../LanguageButton.tsx';
import { Loading } from '../Loading.tsx';
import { SetUpForm } from '../SetUpForm.tsx';

export function SetUp() {
  const t = useWords('app');
  const { token = '' } = useSearch({ from: '/setup' });
  const state = useQuery({
    queryKey: ['set-up'],
    queryFn: () => call<typeof contract.readSetUp>('GET /api/setup'),
    // a refetch after success would take the form away before the person is signed in
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    document.title = `${t('setUp.title')} · ${t('base:product')}`;
  }, [t]);
  if (state.isPending) return <Loading />;
  return (
    <main className="set-up">
      <header className="brand-head">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <div>
          <h1>{t('setUp.title')}</h1>
          <p className="quiet">{t('setUp.lead')}</p>
        </div>
        <LanguageButton />
      </header>
      <ProblemNote error={state.error} />
      {state.data && !state.data.needed && (
        <Empty
          title={t('setUp.done')}
          text={t('setUp.doneText')}
          action={<Link to="/sign-in">{t('setUp.toSignIn')}</Link>}
        />
      )}
      {state.data?.needed && !token && <Empty title={t('setUp.noToken')} text={t('setUp.noTokenText')} />}
      {state.data?.needed && token && <SetUpForm token={token} packs={state.data.packs} />}
    </main>
  );
}
