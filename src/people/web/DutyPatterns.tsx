import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { DAY_KINDS, type DayKind, type Pattern } from '../duty.ts';
import type * as contract from '../duty-contract.ts';
import { useReadDutyAgain } from './use-duty.ts';

type Draft = Pattern & { readonly key: number };
const NEW: Pattern = { title: '', from: '09:00', to: '18:00', days: ['weekday'], takesOver: false };

/** What the store wants staffed: weeks are filled by it, and what it leaves open is named as a gap. */
export function DutyPatterns({
  storeId,
  patterns,
  onClose,
}: {
  storeId: string;
  patterns: readonly Pattern[];
  onClose: () => void;
}) {
  const t = useWords('people');
  const formId = useId();
  const readAgain = useReadDutyAgain();
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => patterns.map((one, key) => ({ ...one, key })));
  const [tried, setTried] = useState(false);
  const change = (key: number, part: Partial<Pattern>) =>
    setDrafts(drafts.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const toggle = (one: Draft, kind: DayKind) =>
    change(one.key, {
      days: one.days.includes(kind) ? one.days.filter((known) => known !== kind) : [...one.days, kind],
    });
  const isWhole = (one: Pattern): boolean => one.title.trim() !== '' && one.days.length > 0 && !!one.from && !!one.to;
  const save = useAct(async () => {
    await call<typeof contract.savePatterns>('PUT /api/duty/patterns', {
      input: { storeId, patterns: drafts.map(({ key, ...one }) => ({ ...one, days: [...one.days] })) },
    });
    say(t('duty.patternsSaved'));
    readAgain();
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (drafts.every(isWhole)) void save.run();
  };
  return (
    <Dialog
      side
      title={t('duty.patternsTitle')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={formId} loading={save.busy}>
            {t('base:common.save')}
          </Button>
        </>
      }
    >
      <form id={formId} className="stack" onSubmit={send} noValidate>
        <p className="quiet">{t('duty.patternsLead')}</p>
        <ProblemNote error={save.error} />
        {drafts.map((one) => (
          <fieldset key={one.key} className="note duty-pattern">
            <legend className="visually-hidden">{one.title || t('duty.patternNew')}</legend>
            <div className="fields">
              <Field
                label={t('duty.patternName')}
                error={tried && !one.title.trim() ? t('base:common.needed') : undefined}
              >
                <Input
                  value={one.title}
                  maxLength={20}
                  onChange={(event) => change(one.key, { title: event.target.value })}
                />
              </Field>
              <Field label={t('duty.from')}>
                <Input
                  type="time"
                  value={one.from}
                  onChange={(event) => change(one.key, { from: event.target.value })}
                />
              </Field>
              <Field label={t('duty.to')} hint={one.to <= one.from ? t('duty.pastMidnight') : undefined}>
                <Input type="time" value={one.to} onChange={(event) => change(one.key, { to: event.target.value })} />
              </Field>
            </div>
            <div className="wrap">
              {DAY_KINDS.map((kind) => (
                <label key={kind} className="duty-check">
                  <input type="checkbox" checked={one.days.includes(kind)} onChange={() => toggle(one, kind)} />
                  {t(`duty.kinds.${kind}`)}
                </label>
              ))}
              <label className="duty-check">
                <input
                  type="checkbox"
                  checked={one.takesOver}
                  onChange={(event) => change(one.key, { takesOver: event.target.checked })}
                />
                {t('duty.takesOver')}
              </label>
              <Button
                danger
                size="small"
                icon={<DeleteOutlined aria-hidden />}
                onClick={() => setDrafts(drafts.filter(({ key }) => key !== one.key))}
              >
                {t('duty.patternRemove')}
              </Button>
            </div>
            {tried && one.days.length === 0 && <p className="field-error">{t('duty.patternDays')}</p>}
          </fieldset>
        ))}
        {drafts.length < 12 && (
          <Button
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setDrafts([...drafts, { ...NEW, key: Math.max(-1, ...drafts.map(({ key }) => key)) + 1 }])}
          >
            {t('duty.patternNew')}
          </Button>
        )}
      </form>
    </Dialog>
  );
}
