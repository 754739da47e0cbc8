import { useQuery } from '@tanstack/react-query';
import { Button, Input, Radio } from 'antd';
import { type FormEvent, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { useStore } from '../../people/web/use-session.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { DateTime } from '../../ui/DateTime.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../callers-contract.ts';
import { useReadCrisisAgain } from './use-crisis.ts';
import './crisis.css';

const EMPTY = { name: '', outlet: '', phone: '' };

/** 外部来访卡: one sentence to say, four things to note, nothing of any case. */
export function CallerCard({ complaintId, onClose }: { complaintId: string | null; onClose: () => void }) {
  const t = useWords('crisis');
  const [storeId] = useStore();
  const readAgain = useReadCrisisAgain();
  const { data, error } = useQuery({
    queryKey: ['caller-card', storeId],
    queryFn: ({ signal }) =>
      call<typeof contract.callerCard>('GET /api/outside-callers/card', {
        input: { ...(storeId && { storeId }) },
        signal,
      }),
    staleTime: 10 * 60_000,
  });
  const [chosen, choose] = useState<string | null>(null);
  const [given, set] = useState(EMPTY);
  const [deadlineAt, setDeadline] = useState<string | null>(null);
  const [dueAt, setDue] = useState<string | null>(null);
  const kind = data?.kinds.find(({ key }) => key === chosen) ?? data?.kinds[0];
  const note = useAct(async () => {
    if (!kind) return;
    const made = await call<typeof contract.noteCaller>('POST /api/outside-callers', {
      input: { ...given, kind: kind.key, deadlineAt, complaintId, ...(storeId && { storeId }) },
    });
    setDue(made.dueAt);
    await readAgain();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (given.name.trim()) void note.run();
  };
  const change = (name: keyof typeof EMPTY) => (event: { target: { value: string } }) =>
    set((before) => ({ ...before, [name]: event.target.value }));
  if (dueAt)
    return (
      <Dialog
        title={t('caller.noted')}
        onClose={onClose}
        foot={
          <Button type="primary" onClick={onClose}>
            {t('base:common.close')}
          </Button>
        }
      >
        <p role="status">{t('caller.notedText', { time: formatTime(dueAt) })}</p>
      </Dialog>
    );
  return (
    <Dialog title={t('caller.title')} onClose={onClose}>
      <form className="stack" onSubmit={send} noValidate>
        <ProblemNote error={error ?? note.error} />
        {data && data.kinds.length === 0 && <p className="note">{t('caller.none')}</p>}
        {kind && (
          <>
            <Radio.Group
              aria-label={t('caller.kind')}
              value={kind.key}
              onChange={(event) => choose(event.target.value as string)}
              options={(data?.kinds ?? []).map(({ key, title }) => ({ value: key, label: title }))}
            />
            <blockquote className="crisis-say">
              <span className="quiet">{t('caller.say')}</span>
              <p>{kind.say}</p>
            </blockquote>
            <Field label={t('caller.name')} required>
              <Input autoFocus value={given.name} maxLength={40} onChange={change('name')} />
            </Field>
            <Field label={t('caller.outlet')}>
              <Input value={given.outlet} maxLength={60} onChange={change('outlet')} />
            </Field>
            <Field label={t('caller.phone')}>
              <Input type="tel" value={given.phone} maxLength={40} onChange={change('phone')} />
            </Field>
            <Field label={t('caller.deadline')} hint={t('caller.deadlineHint')}>
              <DateTime value={deadlineAt} onChange={setDeadline} />
            </Field>
            <p className="quiet">{t(complaintId ? 'caller.onCase' : 'caller.rest')}</p>
            <div>
              <Button type="primary" htmlType="submit" loading={note.busy} disabled={!given.name.trim()}>
                {t('caller.send')}
              </Button>
            </div>
          </>
        )}
      </form>
    </Dialog>
  );
}
