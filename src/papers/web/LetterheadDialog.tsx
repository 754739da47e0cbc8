import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type ChangeEvent, useRef, useState } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useStores } from '../../people/web/use-people.ts';
import { useSession } from '../../people/web/use-session.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { useLetterhead } from './use-papers.ts';
import './papers.css';

/** 信头 of each store: what stands above its letters and forms. */
export function LetterheadDialog({ onClose }: { onClose: () => void }) {
  const t = useWords('papers');
  const { may } = useSession();
  const stores = useStores();
  const mine = (stores.data?.items ?? []).filter(({ id }) => may('people.manage', id));
  const [picked, setPicked] = useState<string | null>(null);
  const storeId = picked ?? mine[0]?.id;
  return (
    <Dialog side title={t('letterhead.title')} onClose={onClose}>
      <div className="stack">
        <ProblemNote error={stores.error} />
        {mine.length > 1 && (
          <Field label={t('seals.store')}>
            <select className="select" value={storeId ?? ''} onChange={(event) => setPicked(event.target.value)}>
              {mine.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        )}
        {storeId && <HeadOf key={storeId} storeId={storeId} />}
      </div>
    </Dialog>
  );
}

function HeadOf({ storeId }: { storeId: string }) {
  const { data, error } = useLetterhead(storeId);
  return data ? <HeadForm storeId={storeId} before={data} /> : <ProblemNote error={error} />;
}

const LOGO_BYTES = 200 * 1024;

function HeadForm({ storeId, before }: { storeId: string; before: ReplyOf<typeof contract.letterheadOf> }) {
  const t = useWords('papers');
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [head, setHead] = useState(before);
  const [tooBig, setTooBig] = useState(false);
  const save = useAct(async () => {
    const { name, address, phone, logo } = head;
    await call<typeof contract.changeLetterhead>('PUT /api/stores/:id/letterhead', {
      params: { id: storeId },
      input: {
        name,
        address,
        phone,
        ...(logo !== before.logo && { logo: logo === null ? null : logo.slice(logo.indexOf(',') + 1) }),
      },
    });
    say(t('letterhead.saved'));
    await queries.invalidateQueries({ queryKey: ['letterhead', storeId] });
  });
  const chosen = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    setTooBig(file.size > LOGO_BYTES);
    if (file.size <= LOGO_BYTES) setHead({ ...head, logo: await dataAddress(file) });
  };
  const line = (name: 'name' | 'address' | 'phone', maxLength: number, hint?: string) => (
    <Field label={t(`letterhead.${name}`)} hint={hint}>
      <Input
        value={head[name]}
        maxLength={maxLength}
        onChange={(event) => setHead({ ...head, [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <ProblemNote error={save.error} />
      {line('name', 60, t('letterhead.nameHint'))}
      {line('address', 120)}
      {line('phone', 40)}
      {head.logo && <img src={head.logo} alt={t('letterhead.logo')} className="letterhead-logo" />}
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg"
        aria-label={t('letterhead.logo')}
        onChange={(event) => void chosen(event)}
      />
      <div className="wrap">
        <Button onClick={() => input.current?.click()}>{t('letterhead.logoPick')}</Button>
        {head.logo && <Button onClick={() => setHead({ ...head, logo: null })}>{t('letterhead.logoDrop')}</Button>}
        <span className="quiet" role={tooBig ? 'alert' : undefined}>
          {t(tooBig ? 'letterhead.tooBig' : 'letterhead.logoHint')}
        </span>
      </div>
      <Button type="primary" htmlType="submit" loading={save.busy}>
        {t('letterhead.save')}
      </Button>
    </form>
  );
}

const dataAddress = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
