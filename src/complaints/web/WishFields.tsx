import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { memo } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Field } from '../../ui/Field.tsx';
import type { RegistrationDraft } from './registration-draft.ts';
import { asOptions, type Options } from './use-options.ts';
import type { SetDraft } from './use-registration.ts';

type Given = Pick<RegistrationDraft, 'demands' | 'expectedFeeling' | 'expectedProcess' | 'expectedResult'>;

/** What they want: each demand stands alone, because each is answered alone. */
export const WishFields = memo(function WishFields({
  demands,
  expectedFeeling,
  expectedProcess,
  expectedResult,
  options,
  set,
}: Given & { options: Options | undefined; set: SetDraft }) {
  const t = useWords('complaints');
  const types = options?.pack.demandTypes ?? [];
  const change = (place: number, to: Partial<RegistrationDraft['demands'][number]>) =>
    set({ demands: demands.map((demand, at) => (at === place ? { ...demand, ...to } : demand)) });
  return (
    <section className="sheet-part">
      <h2 className="sheet-title">{t('register.wishes')}</h2>
      {demands.map((demand, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: demands have no other name before they are registered
        <div className="sheet-line" key={place}>
          <Select
            className="sheet-line-type"
            aria-label={t('register.demandType', { place: place + 1 })}
            value={demand.type}
            options={asOptions(types)}
            onChange={(type) => change(place, { type })}
          />
          <Input
            aria-label={t('register.demandBody', { place: place + 1 })}
            placeholder={t('register.demandPlaceholder')}
            maxLength={500}
            value={demand.body}
            onChange={({ target }) => change(place, { body: target.value })}
          />
          <Input
            className="sheet-line-amount"
            aria-label={t('register.demandAmount', { place: place + 1 })}
            placeholder={t('register.demandAmountHint')}
            prefix="¥"
            inputMode="decimal"
            maxLength={16}
            value={demand.amount ?? ''}
            onChange={({ target }) => change(place, { amount: target.value })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('register.demandRemove', { place: place + 1 })}
            onClick={() => set({ demands: demands.filter((_, at) => at !== place) })}
          />
        </div>
      ))}
      {demands.length < 20 && types[0] && (
        <div className="choices-keys">
          {types.map(({ key, title }) => (
            <Button
              size="small"
              key={key}
              icon={<PlusOutlined />}
              onClick={() => set({ demands: [...demands, { type: key, body: '' }] })}
            >
              {title}
            </Button>
          ))}
        </div>
      )}
      <div className="sheet-grid sheet-grid-three">
        <Field label={t('register.expectedFeeling')}>
          <Input
            maxLength={500}
            placeholder={t('register.expectedFeelingHint')}
            value={expectedFeeling}
            onChange={({ target }) => set({ expectedFeeling: target.value })}
          />
        </Field>
        <Field label={t('register.expectedProcess')}>
          <Input
            maxLength={500}
            placeholder={t('register.expectedProcessHint')}
            value={expectedProcess}
            onChange={({ target }) => set({ expectedProcess: target.value })}
          />
        </Field>
        <Field label={t('register.expectedResult')}>
          <Input
            maxLength={500}
            placeholder={t('register.expectedResultHint')}
            value={expectedResult}
            onChange={({ target }) => set({ expectedResult: target.value })}
          />
        </Field>
      </div>
    </section>
  );
});
