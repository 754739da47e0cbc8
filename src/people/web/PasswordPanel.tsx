import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { PASSWORD_MIN } from '../lockout.ts';
import type * as contract from '../sign-in-contract.ts';
import { useReadSessionAgain } from './use-session.ts';

export function PasswordPanel() {
  const t = useWords('people');
  const readAgain = useReadSessionAgain();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const tooShort = next.length < PASSWORD_MIN;
  const differs = next !== again;
  const change = useAct(async () => {
    await call<typeof contract.changePassword>('POST /api/password', { input: { current, next } });
    say(t('profile.password.done'));
    setCurrent('');
    setNext('');
    setAgain('');
    setTried(false);
    readAgain();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (current && !tooShort && !differs) void change.run();
  };
  return (
    <Panel title={t('profile.password.title')} id="password">
      <form className="stack" onSubmit={send} noValidate>
        <ProblemNote error={change.error} />
        <div className="fields">
          <Field
            label={t('profile.password.current')}
            error={tried && !current ? t('base:common.needed') : undefined}
            required
          >
            <Input.Password
              autoComplete="current-password"
              value={current}
              onChange={(event) => setCurrent(event.target.value)}
            />
          </Field>
          <Field
            label={t('profile.password.next')}
            hint={t('profile.password.hint', { min: PASSWORD_MIN })}
            error={tried && tooShort ? t('page.passwordShort', { min: PASSWORD_MIN }) : undefined}
            required
          >
            <Input.Password
              autoComplete="new-password"
              maxLength={128}
              value={next}
              onChange={(event) => setNext(event.target.value)}
            />
          </Field>
          <Field
            label={t('profile.password.again')}
            error={tried && differs ? t('profile.password.different') : undefined}
            required
          >
            <Input.Password
              autoComplete="new-password"
              maxLength={128}
              value={again}
              onChange={(event) => setAgain(event.target.value)}
            />
          </Field>
        </div>
        <div>
          <Button type="primary" htmlType="submit" loading={change.busy}>
            {t('profile.password.submit')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
