import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { memo } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { DateTime } from '../../ui/DateTime.tsx';
import { Field } from '../../ui/Field.tsx';
import { Ticks } from './Choices.tsx';
import type { RegistrationDraft } from './registration-draft.ts';
import type { Options } from './use-options.ts';
import type { SetDraft } from './use-registration.ts';

/** Danger, media, authority …: a tick proposes the severity and shows the safety card. */
export const TriggerTicks = memo(function TriggerTicks({
  triggers,
  options,
  set,
}: {
  triggers: string[];
  options: Options | undefined;
  set: SetDraft;
}) {
  const t = useWords('complaints');
  return (
    <section className="sheet-part">
      <Ticks
        label={t('register.triggers')}
        choices={options?.pack.triggers ?? []}
        value={triggers}
        onChange={(value) => set({ triggers: value })}
      />
    </section>
  );
});

/** Numbers that others gave it, with their sender and the due time typed from the letter. */
export const OutsideNumbers = memo(function OutsideNumbers({
  numbers,
  set,
}: {
  numbers: RegistrationDraft['outsideNumbers'];
  set: SetDraft;
}) {
  const t = useWords('complaints');
  const change = (place: number, to: Partial<RegistrationDraft['outsideNumbers'][number]>) =>
    set({ outsideNumbers: numbers.map((one, at) => (at === place ? { ...one, ...to } : one)) });
  return (
    <section className="sheet-part">
      <h2 className="sheet-title">{t('register.outside')}</h2>
      {numbers.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name before they are registered
        <div className="sheet-grid sheet-outside" key={place}>
          <Field label={t('register.outsideNumber')}>
            <Input
              maxLength={60}
              className="as-typed"
              autoComplete="off"
              value={one.number}
              onChange={({ target }) => change(place, { number: target.value })}
            />
          </Field>
          <Field label={t('register.outsideSender')}>
            <Input
              maxLength={60}
              value={one.sender}
              onChange={({ target }) => change(place, { sender: target.value })}
            />
          </Field>
          <Field label={t('register.outsideContact')}>
            <Input
              maxLength={60}
              value={one.contact}
              onChange={({ target }) => change(place, { contact: target.value })}
            />
          </Field>
          <Field label={t('register.outsideDue')}>
            <DateTime value={one.dueAt} onChange={(dueAt) => change(place, { dueAt })} />
          </Field>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('register.outsideRemove', { place: place + 1 })}
            onClick={() => set({ outsideNumbers: numbers.filter((_, at) => at !== place) })}
          />
        </div>
      ))}
      {numbers.length < 10 && (
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => set({ outsideNumbers: [...numbers, { number: '', sender: '', contact: '', dueAt: null }] })}
        >
          {t('register.outsideAdd')}
        </Button>
      )}
    </section>
  );
});

/** 被投诉人: named here, they do not see the case. */
export const Respondents = memo(function Respondents({
  respondents,
  options,
  set,
}: {
  respondents: string[];
  options: Options | undefined;
  set: SetDraft;
}) {
  const t = useWords('complaints');
  return (
    <section className="sheet-part">
      <h2 className="sheet-title">{t('register.respondents')}</h2>
      <Field label={t('register.respondentsWho')} hint={t('register.respondentsHint')}>
        <Select
          mode="multiple"
          maxCount={10}
          placeholder={t('register.notSaid')}
          optionFilterProp="label"
          value={respondents}
          options={(options?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => set({ respondents: value })}
        />
      </Field>
    </section>
  );
});
