import { CloseOutlined, UserOutlined } from '@ant-design/icons';
import { Input, Select } from 'antd';
import { memo } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Field } from '../../ui/Field.tsx';
import type { RegistrationDraft } from './registration-draft.ts';
import { asOptions, type Options } from './use-options.ts';
import type { SetDraft } from './use-registration.ts';

type Given = Pick<RegistrationDraft, 'callerName' | 'callerPhone' | 'relation' | 'customerId' | 'customerLabel'>;

/** Who: what is typed here is looked up at once, and the finds stand on the right. */
export const CallerFields = memo(function CallerFields({
  callerName,
  callerPhone,
  relation,
  customerId,
  customerLabel,
  options,
  set,
  onLookUp,
}: Given & { options: Options | undefined; set: SetDraft; onLookUp: (text: string) => void }) {
  const t = useWords('complaints');
  return (
    <section className="sheet-part">
      <h2 className="sheet-title">{t('register.who')}</h2>
      <div className="sheet-grid sheet-grid-who">
        <Field label={t('register.phone')}>
          <Input
            type="tel"
            inputMode="tel"
            autoComplete="off"
            maxLength={40}
            value={callerPhone}
            onChange={({ target }) => {
              set({ callerPhone: target.value });
              onLookUp(target.value);
            }}
          />
        </Field>
        <Field label={t('register.name')}>
          <Input
            autoComplete="off"
            maxLength={60}
            value={callerName}
            onChange={({ target }) => {
              set({ callerName: target.value });
              onLookUp(callerPhone.replace(/\D/g, '').length >= 4 ? callerPhone : target.value);
            }}
          />
        </Field>
        <Field label={t('register.relation')}>
          <Select
            value={relation ?? 'self'}
            options={asOptions(options?.pack.relations ?? [])}
            onChange={(value) => set({ relation: value })}
          />
        </Field>
        <Field label={t('register.lookUp')}>
          <Input
            autoComplete="off"
            maxLength={60}
            placeholder={t('register.lookUpPlaceholder')}
            onChange={({ target }) => onLookUp(target.value)}
          />
        </Field>
      </div>
      {customerId && (
        <p className="known">
          <UserOutlined aria-hidden /> {t('register.linked', { name: customerLabel })}
          <button
            type="button"
            className="icon-button"
            aria-label={t('register.unlink')}
            onClick={() => set({ customerId: null, customerLabel: '' })}
          >
            <CloseOutlined aria-hidden />
          </button>
        </p>
      )}
    </section>
  );
});
