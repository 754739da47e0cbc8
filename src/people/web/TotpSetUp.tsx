import { Button, Input, QRCode } from 'antd';
import { type FormEvent, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Secret } from '../../ui/Secret.tsx';
import type * as contract from '../sign-in-contract.ts';
import type { TotpStart } from './SecondFactorPanel.tsx';

export function TotpSetUp({ start, onDone }: { start: TotpStart; onDone: () => void }) {
  const t = useWords('people');
  const [code, setCode] = useState('');
  const confirm = useAct(async () => {
    await call<typeof contract.confirmTotp>('POST /api/totp/confirmation', { input: { code } });
    onDone();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (/^\d{6}$/.test(code)) void confirm.run();
  };
  return (
    <div className="totp">
      {/* a reader needs dark on light, in the dark theme too */}
      <QRCode
        type="svg"
        value={start.uri}
        size={176}
        color="#000000"
        bgColor="#ffffff"
        aria-label={t('page.picture')}
      />
      <div className="totp-steps stack">
        <div>
          <p>{t('profile.totp.scan')}</p>
          <Secret text={start.secret} label={t('profile.totp.secret')} />
          <details>
            <summary>{t('page.uri')}</summary>
            <code className="as-typed">{start.uri}</code>
          </details>
        </div>
        <div>
          <p>{t('profile.totp.backupHint')}</p>
          <ul className="codes as-typed">
            {start.backupCodes.map((one) => (
              <li key={one}>
                <code>{one}</code>
              </li>
            ))}
          </ul>
        </div>
        <form className="stack" onSubmit={send}>
          <ProblemNote error={confirm.error} />
          <Field label={t('profile.totp.code')}>
            <Input
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              style={{ width: 140 }}
              value={code}
              onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
            />
          </Field>
          <div>
            <Button type="primary" htmlType="submit" loading={confirm.busy} disabled={code.length !== 6}>
              {t('profile.totp.confirm')}
            </Button>
          </div>
        </form>
      </div>
    </div>
  );
}
