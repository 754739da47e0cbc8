import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { SignInForm } from '../../../people/web/SignInForm.tsx';
import { sessionQuery } from '../../../people/web/use-session.ts';
import '../../../people/web/people.css';
import type * as contract from '../../contract.ts';
import { LanguageButton } from '../LanguageButton.tsx';

/** Only a path of ours may follow: anything else could lead to a stranger's page. */
const pathOf = (next: string | undefined): string => (next && /^\/(?![/\\])/.test(next) ? next : '/');

export function SignIn() {
  const t = useWords('app');
  const router = useRouter();
  const { next } = useSearch({ from: '/sign-in' });
  const session = useQuery({ ...sessionQuery, retry: false });
  const setUp = useQuery({
    queryKey: ['set-up'],
    queryFn: () => call<typeof contract.readSetUp>('GET /api/setup'),
    retry: false,
  });
  const isSignedIn = session.data !== undefined;
  useEffect(() => {
    if (isSignedIn) router.history.replace(pathOf(next));
  }, [isSignedIn, next, router]);
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('base:product')}`;
  }, [t]);
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <div className="brand-head">
          <img src="/icon.svg" alt="" width="40" height="40" />
          <div>
            <h1>{t('base:product')}</h1>
            <p className="quiet">{t('signIn.lead')}</p>
          </div>
        </div>
        {setUp.data?.needed ? <p className="note">{t('signIn.notSetUp')}</p> : <SignInForm />}
        <div className="sign-in-foot quiet">
          <span>{setUp.data?.needed ? '' : t('signIn.lost')}</span>
          <LanguageButton />
        </div>
      </div>
    </main>
  );
}
