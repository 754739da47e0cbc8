import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { call, Problem } from '../../base/web/call.ts';
import { language, useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../sign-in-contract.ts';
import { languageAfterSignIn } from './use-language.ts';
import { sessionQuery } from './use-session.ts';

/** Asks for the code of a second factor only when the account has one. Whoever shows it waits for the session. */
export function SignInForm() {
  const t = useWords('people');
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [spoken] = useState(language);
  const [wantsCode, setWantsCode] = useState(false);
  const signIn = useAct(async () => {
    const typed = code.replace(/\s/g, '');
    await call<typeof contract.signIn>('POST /api/session', {
      input: { email: email.trim(), password, ...(typed ? { code: typed } : {}) },
    }).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'people.code-needed') setWantsCode(true);
      throw error;
    });
    // nothing of whoever sat here before
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
    const { language: kept } = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await languageAfterSignIn(kept, spoken);
  });
  const asksForCode = signIn.error instanceof Problem && signIn.error.code === 'people.code-needed';
  const send = (event: FormEvent) => {
    event.preventDefault();
    void signIn.run();
  };
  return (
    <form className="stack" onSubmit={send}>
      {asksForCode ? <p role="status">{(signIn.error as Problem).title}</p> : <ProblemNote error={signIn.error} />}
      <Field label={t('signIn.email')}>
        <Input
          type="email"
          autoComplete="username"
          autoFocus
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label={t('signIn.password')}>
        <Input.Password
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      {wantsCode && (
        <Field label={t('signIn.code')} hint={t('signIn.codeHint')}>
          <Input
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            required
            maxLength={32}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
      )}
      <Button type="primary" htmlType="submit" block loading={signIn.busy}>
        {t('signIn.submit')}
      </Button>
    </form>
  );
}
