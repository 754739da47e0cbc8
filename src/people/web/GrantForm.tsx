import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { dayOf } from '../../base/web/when.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { asSent, noPost, PostFields } from './PostFields.tsx';
import { type PersonRow, useReadPeopleAgain } from './use-people.ts';
import { useSession } from './use-session.ts';

export function GrantForm({ person, onDone }: { person: PersonRow; onDone: () => void }) {
  const t = useWords('people');
  const { may } = useSession();
  const everywhere = may('people.manage', null);
  const readAgain = useReadPeopleAgain();
  const [post, setPost] = useState(noPost);
  const [fromDay, setFromDay] = useState(() => dayOf());
  const [toDay, setToDay] = useState('');
  const [tried, setTried] = useState(false);
  const grant = useAct(async () => {
    await call<typeof contract.grantPost>('POST /api/people/:id/posts', {
      params: { id: person.id },
      input: { ...asSent(post), fromDay: fromDay || undefined, toDay: toDay || null },
    });
    say(t('page.granted', { name: person.name }));
    readAgain(person.id);
    onDone();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (post.post && (everywhere || post.storeId)) void grant.run();
  };
  return (
    <form className="note stack" onSubmit={send} noValidate>
      <ProblemNote error={grant.error} />
      <div className="fields">
        <PostFields
          value={post}
          onChange={setPost}
          everywhere={everywhere}
          error={tried && !post.post ? t('base:common.needed') : undefined}
        />
        <Field label={t('posts.fromDay')}>
          <Input type="date" value={fromDay} onChange={(event) => setFromDay(event.target.value)} />
        </Field>
        <Field label={t('posts.toDay')} hint={t('page.toHint')}>
          <Input type="date" value={toDay} min={fromDay} onChange={(event) => setToDay(event.target.value)} />
        </Field>
      </div>
      <div className="wrap">
        <Button type="primary" htmlType="submit" loading={grant.busy}>
          {t('posts.grant')}
        </Button>
        <Button onClick={onDone}>{t('base:common.cancel')}</Button>
      </div>
    </form>
  );
}
