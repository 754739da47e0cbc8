import { CheckCircleOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../sign-in-contract.ts';
import { TotpSetUp } from './TotpSetUp.tsx';
import { useReadSessionAgain } from './use-session.ts';

export type TotpStart = ReplyOf<typeof contract.startTotp>;

/** Setting or taking away the second factor; both begin with the password. */
export function SecondFactorPanel({ isSet }: { isSet: boolean }) {
  const t = useWords('people');
  const readAgain = useReadSessionAgain();
  const [password, setPassword] = useState('');
  const [started, setStarted] = useState<TotpStart | null>(null);
  const begin = useAct(async () => {
    if (isSet) {
      await call<typeof contract.dropTotp>('DELETE /api/totp', { input: { password } });
      say(t('profile.totp.dropped'));
      readAgain();
    } else {
      setStarted(await call<typeof contract.startTotp>('POST /api/totp', { input: { password } }));
    }
    setPassword('');
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (password) void begin.run();
  };
  return (
    <Panel
      title={t('profile.totp.title')}
      id="second-factor"
      extra={
        isSet ? (
          <Chip tone="good" icon={<CheckCircleOutlined />} text={t('profile.totp.on')} />
        ) : (
          <Chip text={t('profile.totp.off')} />
        )
      }
    >
      {started && !isSet ? (
        <TotpSetUp
          start={started}
          onDone={() => {
            setStarted(null);
            say(t('profile.totp.done'));
            readAgain();
          }}
        />
      ) : (
        <form className="stack" onSubmit={send}>
          <p className="quiet">{t(isSet ? 'page.dropLead' : 'profile.totp.why')}</p>
          <ProblemNote error={begin.error} />
          <div className="fields">
            <Field label={t('profile.totp.password')}>
              <Input.Password
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            </Field>
          </div>
          <div>
            <Button danger={isSet} htmlType="submit" loading={begin.busy} disabled={!password}>
              {t(isSet ? 'profile.totp.drop' : 'profile.totp.start')}
            </Button>
          </div>
        </form>
      )}
    </Panel>
  );
}
