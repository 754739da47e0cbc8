import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatDay, formatTime } from '../../base/web/when.ts';
import { browserName } from '../../people/web/browser-name.ts';
import { Chip } from '../../ui/Chip.tsx';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import type * as contract from '../contract.ts';
import type { Invitation } from '../contract.ts';
import type { Standing } from '../reporter.ts';
import { InvitationLink } from './InvitationLink.tsx';
import { type ReporterRow, useReadReportersAgain } from './use-reporters.ts';

const TONES: Partial<Record<Standing, 'good' | 'warn'>> = {
  active: 'good',
  'link-over': 'warn',
  idle: 'warn',
  over: 'warn',
};

/** Who was invited, on what phone, and how often they reported. */
export function ReporterTable({ items, manyStores }: { items: readonly ReporterRow[]; manyStores: boolean }) {
  const t = useWords('frontline');
  const readAgain = useReadReportersAgain();
  const [renewed, setRenewed] = useState<{ name: string; made: Invitation } | null>(null);
  const renew = useAct(async ({ id, name, standing }: ReporterRow) => {
    const sure =
      standing !== 'active' ||
      (await confirmAct({ title: t('list.askRenew', { name }), text: t('list.renewText'), act: t('list.renew') }));
    if (!sure) return;
    const made = await call<typeof contract.renew>('POST /api/reporters/:id/renewal', { params: { id }, input: {} });
    setRenewed({ name, made });
    readAgain();
  });
  const revoke = useAct(async ({ id, name }: ReporterRow) => {
    const sure = await confirmAct({
      title: t('list.askRevoke', { name }),
      text: t('list.revokeText'),
      act: t('list.revoke'),
      danger: true,
    });
    if (!sure) return;
    await call<typeof contract.revoke>('DELETE /api/reporters/:id', { params: { id } });
    say(t('list.revoked', { name }));
    readAgain();
  });
  return (
    <>
      <ProblemNote error={renew.error ?? revoke.error} />
      <WideTable label={t('list.title')}>
        <table className="table">
          <thead>
            <tr>
              {['name', ...(manyStores ? ['store'] : []), 'standing', 'phone', 'seen', 'reports', 'until'].map(
                (one) => (
                  <th scope="col" key={one}>
                    {t(`list.columns.${one}`)}
                  </th>
                ),
              )}
              <th scope="col">
                <span className="visually-hidden">{t('list.columns.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.name} <span className="quiet">{row.trade}</span>
                </th>
                {manyStores && <td>{row.store.name}</td>}
                <td>
                  <Chip text={t(`list.standings.${row.standing}`)} tone={TONES[row.standing]} />
                </td>
                <td title={row.browser || undefined}>{row.browser ? browserName(row.browser) : '—'}</td>
                <td className="number">{row.seenAt ? formatTime(row.seenAt) : '—'}</td>
                <td className="number">{row.reports}</td>
                <td className="number">{formatDay(row.until)}</td>
                <td>
                  {row.standing !== 'revoked' && (
                    <span className="wrap no-print">
                      <Button
                        size="small"
                        aria-label={t('list.renewOf', { name: row.name })}
                        loading={renew.busy}
                        onClick={() => void renew.run(row)}
                      >
                        {t('list.renew')}
                      </Button>
                      <Button
                        size="small"
                        danger
                        aria-label={t('list.revokeOf', { name: row.name })}
                        loading={revoke.busy}
                        onClick={() => void revoke.run(row)}
                      >
                        {t('list.revoke')}
                      </Button>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      {renewed && <InvitationLink name={renewed.name} made={renewed.made} onClose={() => setRenewed(null)} />}
    </>
  );
}
