import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../contract.ts';
import type { Invitation } from '../contract.ts';
import { InvitationLink } from './InvitationLink.tsx';
import { useReadReportersAgain } from './use-reporters.ts';

const DAYS = [30, 90, 180, 365] as const;

interface Props {
  stores: readonly { id: string; name: string }[];
  storeId: string | null;
  onClose: () => void;
}

export function InviteForm({ stores, storeId, onClose }: Props) {
  const t = useWords('frontline');
  const formId = useId();
  const readAgain = useReadReportersAgain();
  const [name, setName] = useState('');
  const [trade, setTrade] = useState('');
  const [store, setStore] = useState(storeId ?? stores[0]?.id ?? '');
  const [days, setDays] = useState<number>(90);
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<Invitation | null>(null);
  const invite = useAct(async () => {
    setMade(
      await call<typeof contract.invite>('POST /api/reporters', { input: { storeId: store, name, trade, days } }),
    );
    readAgain();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() && store) void invite.run();
  };
  if (made) return <InvitationLink name={name} made={made} onClose={onClose} />;
  return (
    <Dialog
      title={t('invite.title')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={formId} loading={invite.busy}>
            {t('invite.make')}
          </Button>
        </>
      }
    >
      <form id={formId} className="stack" onSubmit={send} noValidate>
        <ProblemNote error={invite.error} />
        <Field label={t('invite.name')} error={tried && !name.trim() ? t('base:common.needed') : undefined} required>
          <Input maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t('invite.trade')} hint={t('invite.tradeHint')}>
          <Input maxLength={40} value={trade} onChange={(event) => setTrade(event.target.value)} />
        </Field>
        <Field label={t('invite.store')}>
          <select className="select" value={store} onChange={(event) => setStore(event.target.value)}>
            {stores.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('invite.days')}>
          <select className="select" value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {DAYS.map((one) => (
              <option key={one} value={one}>
                {t('invite.daysOf', { count: one })}
              </option>
            ))}
          </select>
        </Field>
      </form>
    </Dialog>
  );
}
