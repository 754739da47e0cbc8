import { Select } from 'antd';
import { memo } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { DateTime } from '../../ui/DateTime.tsx';
import { Field } from '../../ui/Field.tsx';
import { Choices } from './Choices.tsx';
import type { RegistrationDraft } from './registration-draft.ts';
import { asOptions, type Options } from './use-options.ts';
import type { SetDraft } from './use-registration.ts';

type Given = Pick<RegistrationDraft, 'channel' | 'source' | 'receivedAt' | 'storeId'>;

/** How it reached us. When it was received is not when it is entered: only the first starts the clocks. */
export const ArrivalFields = memo(function ArrivalFields({
  channel,
  source,
  receivedAt,
  storeId,
  options,
  set,
}: Given & { options: Options | undefined; set: SetDraft }) {
  const t = useWords('complaints');
  const stores = options?.stores ?? [];
  return (
    <section className="sheet-part">
      <h2 className="sheet-title">{t('register.arrival')}</h2>
      <Choices
        label={t('register.channel')}
        choices={options?.pack.channels ?? []}
        value={channel}
        onChange={(value) => set({ channel: value })}
      />
      <div className="sheet-grid">
        <Field label={t('register.source')}>
          <Select
            allowClear
            placeholder={t('register.notSaid')}
            value={source}
            options={asOptions(options?.pack.sources ?? [])}
            onChange={(value) => set({ source: value ?? null })}
          />
        </Field>
        <Field
          label={t('register.receivedAt')}
          hint={receivedAt ? t('register.receivedAtTyped') : t('register.receivedAtNow')}
        >
          <DateTime value={receivedAt} onChange={(value) => set({ receivedAt: value })} />
        </Field>
        {stores.length > 1 && (
          <Field label={t('register.store')}>
            <Select
              value={storeId}
              placeholder={t('register.notSaid')}
              showSearch={{ optionFilterProp: 'label' }}
              options={stores.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(value) => set({ storeId: value })}
            />
          </Field>
        )}
      </div>
    </section>
  );
});
