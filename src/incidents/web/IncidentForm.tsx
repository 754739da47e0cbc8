import { Button, Input } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import { call, newKey } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useOptions } from '../../complaints/web/use-options.ts';
import { useSession } from '../../people/web/use-session.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { PersonField } from './PersonField.tsx';
import { useReadIncidentsAgain } from './use-incidents.ts';

interface IncidentFormProps {
  title?: string;
  onClose: () => void;
  onOpened: (id: string) => void | Promise<void>;
}

/** A new incident: a name suffices. */
export function IncidentForm({ title: proposed = '', onClose, onOpened }: IncidentFormProps) {
  const t = useWords('incidents');
  const { staff, may } = useSession();
  const readAgain = useReadIncidentsAgain();
  const stores = staff.stores.filter(({ id }) => may('incident.manage', id));
  const everywhere = may('incident.manage', null);
  const [title, setTitle] = useState(proposed);
  const [known, setKnown] = useState('');
  const [storeId, setStoreId] = useState<string>(stores[0]?.id ?? '');
  const [ownerId, setOwnerId] = useState(staff.id);
  const [spokespersonId, setSpokespersonId] = useState('');
  const [contact, setContact] = useState('');
  const [tried, setTried] = useState(false);
  const people = useOptions(storeId || null)?.people ?? [];
  const key = useRef(newKey());
  const open = useAct(async () => {
    const made = await call<typeof contract.open>('POST /api/incidents', {
      input: {
        title,
        known,
        storeId: storeId || null,
        ownerId,
        spokespersonId: spokespersonId || null,
        spokespersonContact: contact,
      },
      key: key.current,
    });
    key.current = newKey();
    say(t('form.opened', { number: made.number }));
    await onOpened(made.id);
    await readAgain();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (title.trim()) void open.run();
  };
  return (
    <Dialog title={t('list.new')} onClose={onClose} side>
      <form className="stack" onSubmit={send} noValidate>
        <ProblemNote error={open.error} />
        <Field
          label={t('form.title')}
          hint={t('form.titleHint')}
          required
          error={tried && !title.trim() ? t('form.needed') : undefined}
        >
          <Input value={title} maxLength={80} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <Field label={t('form.known')} hint={t('form.knownHint')}>
          <Input.TextArea
            value={known}
            maxLength={4000}
            autoSize={{ minRows: 3, maxRows: 10 }}
            onChange={(event) => setKnown(event.target.value)}
          />
        </Field>
        <Field label={t('form.store')}>
          <select className="select" value={storeId} onChange={(event) => setStoreId(event.target.value)}>
            {everywhere && <option value="">{t('list.everywhere')}</option>}
            {stores.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <PersonField label={t('form.owner')} people={people} value={ownerId} onChange={setOwnerId} also={staff} />
        <PersonField
          label={t('form.spokesperson')}
          people={people}
          value={spokespersonId}
          onChange={setSpokespersonId}
          none={t('form.noSpokesperson')}
        />
        <Field label={t('form.contact')} hint={t('form.contactHint')}>
          <Input value={contact} maxLength={60} onChange={(event) => setContact(event.target.value)} />
        </Field>
        <div className="wrap">
          <Button type="primary" htmlType="submit" loading={open.busy}>
            {t('form.open')}
          </Button>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
