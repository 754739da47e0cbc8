import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { type KeyboardEvent, useEffect } from 'react';
import { useServerAway } from '../../base/web/away.ts';
import { Problem } from '../../base/web/call.ts';
import { useDisk } from '../../base/web/disk.ts';
import { useWords } from '../../base/web/i18n.ts';
import { listen } from '../../base/web/live.ts';
import { usePagesOld } from '../../base/web/pages.ts';
import { OutboxStrip } from '../../complaints/web/OutboxStrip.tsx';
import { sessionQuery } from '../../people/web/use-session.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Loading } from './Loading.tsx';
import { Rail } from './Rail.tsx';
import { SampleBar } from './SampleBar.tsx';
import { TopBar } from './TopBar.tsx';

/** The frame around every page of a signed-in person. */
export function Shell() {
  const session = useQuery(sessionQuery);
  const router = useRouter();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const isSignedOut = !session.data && session.error instanceof Problem && session.error.status === 401;

  useEffect(() => {
    if (!isSignedOut) return;
    // read once, here: drawn by a component it would follow its own way to the sign-in page for ever
    const here = router.state.location.href;
    void router.navigate({ to: '/sign-in', search: here === '/' ? {} : { next: here }, replace: true });
  }, [isSignedOut, router]);

  if (session.data) {
    return <Frame who={session.data.staff.id} path={path} temporary={session.data.temporaryPassword} />;
  }
  if (session.error && !isSignedOut) return <Unreached error={session.error} again={() => void session.refetch()} />;
  return <Loading />;
}

function Frame({ who, path, temporary }: { who: string; path: string; temporary: boolean }) {
  const t = useWords('app');
  const queries = useQueryClient();
  const away = useServerAway();
  const old = usePagesOld();
  const disk = useDisk();

  useEffect(() => listen(queries, who), [queries, who]);
  useEffect(() => {
    const ask = () => void queries.resetQueries({ queryKey: ['session'] });
    window.addEventListener('wanhui:signed-out', ask);
    return () => window.removeEventListener('wanhui:signed-out', ask);
  }, [queries]);
  return (
    <div className="shell" onKeyDownCapture={leaveByTab}>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <Rail path={path} />
      <TopBar />
      <aside className="bars no-print" aria-label={t('shell.notes')}>
        {away && (
          <div className="bar" role="alert">
            {t('shell.away')}
          </div>
        )}
        {!away && disk !== 'ok' && (
          <div className="bar" role={disk === 'full' ? 'alert' : 'status'}>
            {t(disk === 'full' ? 'shell.diskFull' : 'shell.diskLow')}
          </div>
        )}
        {old && (
          <div className="bar" role="status">
            {t('shell.newPages')}{' '}
            <Button size="small" onClick={() => window.location.reload()}>
              {t('shell.reload')}
            </Button>
          </div>
        )}
        {temporary && path !== '/profile' && (
          <div className="bar">
            {t('temporary.text')} <Link to="/profile">{t('temporary.act')}</Link>
          </div>
        )}
        {path === '/' && <SampleBar />}
        <OutboxStrip />
      </aside>
      <main id="main" className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

/** In an open list antd lets Tab choose and stay there: where several may be chosen it would take the last one back. */
function leaveByTab(event: KeyboardEvent): void {
  if (event.key === 'Tab' && (event.target as Element).closest('.ant-select-multiple')) event.stopPropagation();
}

function Unreached({ error, again }: { error: unknown; again: () => void }) {
  const t = useWords('base');
  return (
    <main className="alone">
      <ProblemNote
        error={error}
        action={
          <Button size="small" onClick={again}>
            {t('common.again')}
          </Button>
        }
      />
    </main>
  );
}
