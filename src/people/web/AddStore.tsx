import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';

export function AddStore({ onClose }: { onClose: () => void }) {
  const t = useWords('people');
  const queries = useQueryClient();
  const formId = useId();
  const [name, setName] = useState('');
  const add = useAct(async () => {
    await call<typeof contract.addStore>('POST /api/stores', { input: { name } });
    say(t('page.storeAdded', { name }));
    for (const key of ['stores', 'session', 'options']) void queries.invalidateQueries({ queryKey: [key] });
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) void add.run();
  };
  return (
    <Dialog
      title={t('stores.addStore')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={formId} loading={add.busy} disabled={!name.trim()}>
            {t('stores.addStore')}
          </Button>
        </>
      }
    >
      <form id={formId} className="stack" onSubmit={send}>
        <ProblemNote error={add.error} />
        <Field label={t('stores.name')} required>
          <Input autoFocus maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
