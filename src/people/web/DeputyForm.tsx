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
import { type Holding, type PersonRow, usePeople, useReadPeopleAgain } from './use-people.ts';

/** Who stands in for this post, between two days. A deputy counts as the holder. */
export function DeputyForm({ held, holder, onDone }: { held: Holding; holder: PersonRow; onDone: () => void }) {
  const t = useWords('people');
  const readAgain = useReadPeopleAgain();
  const colleagues = usePeople({ state: 'active' }).data?.pages.flatMap(({ items }) => items) ?? [];
  const today = dayOf();
  const [staffId, setStaffId] = useState('');
  const [fromDay, setFromDay] = useState(today);
  const [toDay, setToDay] = useState('');
  const [tried, setTried] = useState(false);
  const appoint = useAct(async () => {
    await call<typeof contract.appointDeputy>('POST /api/posts/:id/deputies', {
      params: { id: held.id },
      input: { staffId, fromDay, toDay },
    });
    const name = colleagues.find(({ id }) => id === staffId)?.name ?? '';
    say(t('page.deputyDone', { name, title: held.title }));
    readAgain(holder.id);
    readAgain(staffId);
    onDone();
  });
  const needed = (value: string) => (tried && !value ? t('base:common.needed') : undefined);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (staffId && fromDay && toDay) void appoint.run();
  };
  return (
    <form className="note stack" onSubmit={send} noValidate>
      <p>{t('page.deputyLead', { name: holder.name, title: held.title })}</p>
      <ProblemNote error={appoint.error} />
      <div className="fields">
        <Field label={t('posts.deputy')} error={needed(staffId)} required>
          <select className="select" value={staffId} onChange={(event) => setStaffId(event.target.value)}>
            <option value="">{t('page.choosePerson')}</option>
            {colleagues
              .filter(({ id }) => id !== holder.id)
              .map(({ id, name, email }) => (
                <option key={id} value={id}>
                  {name} {email}
                </option>
              ))}
          </select>
        </Field>
        <Field label={t('posts.fromDay')} error={needed(fromDay)} required>
          <Input type="date" min={today} value={fromDay} onChange={(event) => setFromDay(event.target.value)} />
        </Field>
        <Field label={t('posts.toDay')} error={needed(toDay)} required>
          <Input type="date" min={fromDay} value={toDay} onChange={(event) => setToDay(event.target.value)} />
        </Field>
      </div>
      <div className="wrap">
        <Button type="primary" htmlType="submit" loading={appoint.busy}>
          {t('posts.appoint')}
        </Button>
        <Button onClick={onDone}>{t('base:common.cancel')}</Button>
      </div>
    </form>
  );
}
