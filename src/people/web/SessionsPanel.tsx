import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import type * as contract from '../sign-in-contract.ts';
import { browserName } from './browser-name.ts';

export function SessionsPanel() {
  const t = useWords('people');
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: () => call<typeof contract.mySessions>('GET /api/sessions'),
  });
  const end = useAct(async (id: string) => {
    await call<typeof contract.endSession>('DELETE /api/sessions/:id', { params: { id } });
    say(t('profile.sessions.ended'));
    await sessions.refetch();
  });
  return (
    <Panel title={t('profile.sessions.title')} id="sessions">
      <ProblemNote error={sessions.error ?? end.error} />
      <WideTable label={t('profile.sessions.title')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('profile.sessions.browser')}</th>
              <th scope="col">{t('profile.sessions.address')}</th>
              <th scope="col">{t('profile.sessions.signedInAt')}</th>
              <th scope="col">{t('profile.sessions.expiresAt')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('profile.sessions.end')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.data?.items.map((one) => (
              <tr key={one.id}>
                <td title={one.browser ?? undefined}>
                  <span className="wrap">
                    {one.browser ? browserName(one.browser) : t('page.unknownBrowser')}
                    {one.current && <Chip tone="good" text={t('profile.sessions.current')} />}
                  </span>
                </td>
                <td className="number as-typed">{one.address ?? '—'}</td>
                <td className="number">{formatTime(one.signedInAt)}</td>
                <td className="number">{formatTime(one.expiresAt)}</td>
                <td>
                  {!one.current && (
                    <Button size="small" danger loading={end.busy} onClick={() => void end.run(one.id)}>
                      {t('profile.sessions.end')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Panel>
  );
}
