import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import type * as own from '../sign-in-contract.ts';
import { type PersonRow, useReadPeopleAgain } from './use-people.ts';

/** The number that the call tree of an emergency shows. */
function PhoneForm({ phone, save }: { phone: string; save: (phone: string) => Promise<void> }) {
  const t = useWords('people');
  const [text, setText] = useState(phone);
  const keep = useAct(async () => {
    await save(text.trim());
    say(t('people.phoneSaved'));
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    void keep.run();
  };
  return (
    <form className="stack" onSubmit={send} noValidate>
      <ProblemNote error={keep.error} />
      <Field label={t('people.phone')} hint={t('people.phoneHint')}>
        <Input type="tel" maxLength={30} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div>
        <Button htmlType="submit" loading={keep.busy} disabled={text.trim() === phone}>
          {t('base:common.save')}
        </Button>
      </div>
    </form>
  );
}

export function PersonPhone({ person }: { person: PersonRow }) {
  const readAgain = useReadPeopleAgain();
  return (
    <PhoneForm
      key={person.phone}
      phone={person.phone}
      save={async (phone) => {
        await call<typeof contract.keepPhone>('PUT /api/people/:id/phone', {
          params: { id: person.id },
          input: { phone },
        });
        readAgain(person.id);
      }}
    />
  );
}

export function OwnPhone() {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['own-phone'],
    queryFn: ({ signal }) => call<typeof own.myPhone>('GET /api/session/phone', { signal }),
  });
  if (!data) return null;
  return (
    <PhoneForm
      key={data.phone}
      phone={data.phone}
      save={async (phone) => {
        await call<typeof own.keepMyPhone>('PUT /api/session/phone', { input: { phone } });
        await queries.invalidateQueries({ queryKey: ['own-phone'] });
      }}
    />
  );
}
