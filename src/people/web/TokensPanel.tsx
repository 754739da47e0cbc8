import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Secret } from '../../ui/Secret.tsx';
import { TOKEN_DAYS_MAX } from '../lockout.ts';
import type { Permission } from '../permissions.ts';
import type * as contract from '../sign-in-contract.ts';
import { TokenTable } from './TokenTable.tsx';
import { useSession } from './use-session.ts';

const LENGTHS = [30, 90, 180, TOKEN_DAYS_MAX];

/** My keys for other programs: made, shown once, revoked. */
export function TokensPanel() {
  const t = useWords('people');
  const { reply } = useSession();
  const mine = reply.permissions.map(({ name }) => name);
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => call<typeof contract.myTokens>('GET /api/tokens') });
  const [name, setName] = useState('');
  const [days, setDays] = useState(90);
  const [scope, setScope] = useState<Permission[] | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const create = useAct(async () => {
    const given = await call<typeof contract.createToken>('POST /api/tokens', {
      input: { name, days, ...(scope ? { scope } : {}) },
    });
    setMade(given.token);
    setName('');
    await tokens.refetch();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && scope?.length !== 0) void create.run();
  };
  return (
    <Panel title={t('profile.tokens.title')} id="tokens">
      <div className="stack">
        <p className="quiet">{t('profile.tokens.why')}</p>
        {made !== null && (
          <div className="note stack">
            <span>{t('profile.tokens.shownOnce')}</span>
            <Secret text={made} label={t('profile.tokens.title')} />
          </div>
        )}
        <ProblemNote error={tokens.error ?? create.error} />
        {tokens.data?.items.length === 0 && <Empty title={t('profile.tokens.none')} text={t('page.noTokenText')} />}
        {tokens.data && tokens.data.items.length > 0 && (
          <TokenTable
            tokens={tokens.data.items}
            onChange={() => {
              // the one shown above may be the one that is gone
              setMade(null);
              void tokens.refetch();
            }}
          />
        )}
        <form className="stack" onSubmit={send}>
          <div className="fields">
            <Field label={t('profile.tokens.name')} hint={t('page.tokenNameHint')}>
              <Input maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
            </Field>
            <Field label={t('profile.tokens.days')}>
              <select className="select" value={days} onChange={(event) => setDays(Number(event.target.value))}>
                {LENGTHS.map((one) => (
                  <option key={one} value={one}>
                    {t('page.forDays', { count: one })}
                  </option>
                ))}
              </select>
            </Field>
            <Field label={t('profile.tokens.scope')}>
              <select
                className="select"
                value={scope ? 'some' : 'all'}
                onChange={(event) => setScope(event.target.value === 'all' ? null : [])}
              >
                <option value="all">{t('profile.tokens.everything')}</option>
                <option value="some">{t('page.someScope')}</option>
              </select>
            </Field>
          </div>
          {scope && (
            <Checkbox.Group
              className="token-scope"
              aria-label={t('profile.tokens.scope')}
              value={scope}
              onChange={(chosen) => setScope(chosen as Permission[])}
              options={mine.map((one) => ({ value: one, label: t(`permissions.${one}`) }))}
            />
          )}
          <div>
            <Button htmlType="submit" loading={create.busy} disabled={!name.trim() || scope?.length === 0}>
              {t('profile.tokens.create')}
            </Button>
          </div>
        </form>
      </div>
    </Panel>
  );
}
