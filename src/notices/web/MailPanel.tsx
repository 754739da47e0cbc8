import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { MAIL_SECURITIES, type MailSecurity } from '../message.ts';
import type * as contract from '../settings-contract.ts';
import { TestAnswer } from './TestAnswer.tsx';
import type { Settings, Tested } from './use-notices.ts';

const USUAL_PORTS: Record<MailSecurity, number> = { tls: 465, starttls: 587, none: 25 };

export function MailPanel({ mail }: { mail: Settings['mail'] }) {
  const t = useWords('notices');
  const queries = useQueryClient();
  const { staff } = useSession();
  const [host, setHost] = useState(mail?.host ?? '');
  const [security, setSecurity] = useState<MailSecurity>(mail?.security ?? 'tls');
  const [port, setPort] = useState(String(mail?.port ?? USUAL_PORTS.tls));
  const [user, setUser] = useState(mail?.user ?? '');
  const [password, setPassword] = useState('');
  const [from, setFrom] = useState(mail?.from ?? '');
  const [anyCertificate, setAnyCertificate] = useState(mail?.anyCertificate ?? false);
  const [tried, setTried] = useState(false);
  const [tested, setTested] = useState<Tested | null>(null);
  const readAgain = () => queries.invalidateQueries({ queryKey: ['notice-settings'] });
  const save = useAct(async () => {
    await call<typeof contract.saveMail>('PUT /api/notice-settings/mail', {
      input: {
        host: host.trim(),
        port: Number(port),
        security,
        user: user.trim(),
        from: from.trim(),
        anyCertificate,
        ...(password ? { password } : {}),
      },
    });
    setPassword('');
    setTried(false);
    setTested(null);
    say(t('settings.saved'));
    await readAgain();
  });
  const remove = useAct(async () => {
    const yes = await confirmAct({
      title: t('settings.removeMailTitle', { host: mail?.host ?? '' }),
      text: t('settings.removeMailText'),
      act: t('settings.remove'),
      danger: true,
    });
    if (!yes) return;
    await call<typeof contract.removeMail>('DELETE /api/notice-settings/mail');
    say(t('settings.removed'));
    await readAgain();
  });
  const test = useAct(async () => {
    setTested(null);
    setTested(await call<typeof contract.testMail>('POST /api/notice-settings/mail/test'));
  });
  const portIsFine = /^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (host.trim() && portIsFine && from.includes('@')) void save.run();
  };
  const needed = t('base:common.needed');
  return (
    <Panel title={t('settings.mail')} id="mail">
      <form className="stack" onSubmit={send} noValidate autoComplete="off">
        {!mail && <p className="note">{t('settings.mailNone')}</p>}
        <div className="fields">
          <Field label={t('settings.host')} error={tried && !host.trim() ? needed : undefined} required>
            <Input
              value={host}
              maxLength={253}
              placeholder="smtp.example.com"
              onChange={(event) => setHost(event.target.value)}
            />
          </Field>
          <Field label={t('settings.security')}>
            <select
              className="select"
              value={security}
              onChange={(event) => {
                const next = event.target.value as MailSecurity;
                if (Number(port) === USUAL_PORTS[security]) setPort(String(USUAL_PORTS[next]));
                setSecurity(next);
              }}
            >
              {MAIL_SECURITIES.map((one) => (
                <option key={one} value={one}>
                  {t(`settings.securities.${one}`)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t('settings.port')} error={tried && !portIsFine ? needed : undefined} required>
            <Input inputMode="numeric" value={port} maxLength={5} onChange={(event) => setPort(event.target.value)} />
          </Field>
          <Field label={t('settings.user')} hint={t('settings.userHint')}>
            <Input value={user} maxLength={200} autoComplete="off" onChange={(event) => setUser(event.target.value)} />
          </Field>
          <Field label={t('settings.password')} hint={mail?.hasPassword ? t('settings.passwordKept') : undefined}>
            <Input.Password
              value={password}
              maxLength={500}
              autoComplete="new-password"
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
          <Field label={t('settings.from')} error={tried && !from.includes('@') ? needed : undefined} required>
            <Input type="email" value={from} maxLength={200} onChange={(event) => setFrom(event.target.value)} />
          </Field>
        </div>
        {security !== 'none' && (
          <Checkbox checked={anyCertificate} onChange={(event) => setAnyCertificate(event.target.checked)}>
            {t('settings.anyCertificate')}
          </Checkbox>
        )}
        <ProblemNote error={save.error ?? test.error ?? remove.error} />
        <TestAnswer tested={tested} sent={t('settings.testSentMail', { email: staff.email })} />
        <div className="notice-acts">
          <Button type="primary" htmlType="submit" loading={save.busy}>
            {t('settings.save')}
          </Button>
          {mail && (
            <>
              <Button loading={test.busy} onClick={() => void test.run()}>
                {t('settings.test')}
              </Button>
              <Button danger type="text" loading={remove.busy} onClick={() => void remove.run()}>
                {t('settings.remove')}
              </Button>
            </>
          )}
        </div>
      </form>
    </Panel>
  );
}
