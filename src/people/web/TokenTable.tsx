import { Button } from 'antd';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import type * as contract from '../sign-in-contract.ts';

export type TokenRow = ReplyOf<typeof contract.myTokens>['items'][number];

export function TokenTable({ tokens, onChange }: { tokens: readonly TokenRow[]; onChange: () => void }) {
  const t = useWords('people');
  const revoke = useAct(async (token: TokenRow) => {
    const yes = await confirmAct({
      title: t('page.askRevoke', { name: token.name }),
      text: t('profile.tokens.revokeSure'),
      act: t('profile.tokens.revoke'),
      danger: true,
    });
    if (!yes) return;
    await call<typeof contract.revokeToken>('DELETE /api/tokens/:id', { params: { id: token.id } });
    say(t('profile.tokens.revoked', { name: token.name }));
    onChange();
  });
  return (
    <WideTable label={t('people.tokens')}>
      <ProblemNote error={revoke.error} />
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('profile.tokens.name')}</th>
            <th scope="col">{t('profile.tokens.scope')}</th>
            <th scope="col">{t('profile.tokens.lastUsedAt')}</th>
            <th scope="col">{t('profile.tokens.expiresAt')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('profile.tokens.revoke')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td>
                {token.name} <code className="quiet as-typed">{token.prefix}…</code>
              </td>
              <td>
                {token.scope === null
                  ? t('profile.tokens.everything')
                  : token.scope.map((name) => t(`permissions.${name}`)).join(t('base:common.listComma'))}
              </td>
              <td className="number">{token.lastUsedAt ? formatTime(token.lastUsedAt) : t('profile.tokens.never')}</td>
              <td className="number">{formatTime(token.expiresAt)}</td>
              <td>
                <Button size="small" danger loading={revoke.busy} onClick={() => void revoke.run(token)}>
                  {t('profile.tokens.revoke')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}
