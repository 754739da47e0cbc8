import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { type PersonRow, useReadPeopleAgain } from './use-people.ts';

/** A name that was mistyped, or has changed. */
export function RenameForm({ person, onDone }: { person: PersonRow; onDone: () => void }) {
  const t = useWords('people');
  const readAgain = useReadPeopleAgain();
  const [name, setName] = useState(person.name);
  const rename = useAct(async () => {
    const input = { name: name.trim() };
    await call<typeof contract.renamePerson>('PUT /api/people/:id/name', { params: { id: person.id }, input });
    say(t('page.renamed', input));
    readAgain(person.id);
    onDone();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) void rename.run();
  };
  return (
    <form className="note stack" onSubmit={send} noValidate>
      <ProblemNote error={rename.error} />
      <Field label={t('people.name')} error={name.trim() ? undefined : t('base:common.needed')} required>
        <Input autoFocus maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <div className="wrap">
        <Button type="primary" htmlType="submit" loading={rename.busy}>
          {t('people.rename')}
        </Button>
        <Button onClick={onDone}>{t('base:common.cancel')}</Button>
      </div>
    </form>
  );
}
