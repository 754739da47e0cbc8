import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Secret } from '../../ui/Secret.tsx';
import type * as contract from '../contract.ts';
import { asSent, noPost, PostFields } from './PostFields.tsx';
import { useReadPeopleAgain } from './use-people.ts';
import { useSession } from './use-session.ts';

/** A person with a first post; the temporary password is shown once, here. */
export function AddPerson({ storeId, onClose }: { storeId: string | null; onClose: () => void }) {
  const t = useWords('people');
  const { may } = useSession();
  const everywhere = may('people.manage', null);
  const readAgain = useReadPeopleAgain();
  const formId = useId();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [post, setPost] = useState({ ...noPost, storeId: storeId ?? '' });
  const [tried, setTried] = useState(false);
  const [password, setPassword] = useState<string | null>(null);
  const add = useAct(async () => {
    const made = await call<typeof contract.addPerson>('POST /api/people', {
      input: { name, email, posts: [asSent(post)] },
    });
    setPassword(made.temporaryPassword);
    readAgain();
  });
  // the server knows better; this only catches what was half typed
  const emailFault = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : t('page.emailWrong');
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() && !emailFault && post.post && (everywhere || post.storeId)) void add.run();
  };
  const needed = (value: string) => (tried && !value.trim() ? t('base:common.needed') : undefined);
  if (password !== null) {
    return (
      <Dialog
        title={t('page.added', { name })}
        onClose={onClose}
        foot={
          <Button type="primary" onClick={onClose}>
            {t('page.taken')}
          </Button>
        }
      >
        <div className="stack">
          <p>{t('page.once', { name })}</p>
          <Secret text={password} label={t('people.temporary')} />
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t('people.add')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={formId} loading={add.busy}>
            {t('people.add')}
          </Button>
        </>
      }
    >
      <form id={formId} className="stack" onSubmit={send} noValidate>
        <ProblemNote error={add.error} />
        <Field label={t('people.name')} error={needed(name)} required>
          <Input autoFocus maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field
          label={t('people.email')}
          hint={t('page.emailHint')}
          error={needed(email) ?? (tried ? emailFault : undefined)}
          required
        >
          <Input type="email" maxLength={254} value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <PostFields value={post} onChange={setPost} everywhere={everywhere} error={needed(post.post)} />
      </form>
    </Dialog>
  );
}
