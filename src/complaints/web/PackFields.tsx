import { Input, InputNumber, Select } from 'antd';
import { memo } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { DateTime } from '../../ui/DateTime.tsx';
import { Field } from '../../ui/Field.tsx';
import type { Kind } from '../complaint.ts';
import type { PackField } from '../pack.ts';
import { vinProblem } from '../vin.ts';
import { asOptions } from './use-options.ts';
import type { SetDraft } from './use-registration.ts';

type Value = string | number | boolean | null;

/** The trade's own questions, those of this kind only, in the pack's order. */
export const PackFields = memo(function PackFields({
  fields,
  kind,
  values,
  set,
  onLookUp,
}: {
  fields: readonly PackField[];
  kind: Kind;
  values: Record<string, Value>;
  set: SetDraft;
  onLookUp: (text: string) => void;
}) {
  const t = useWords('complaints');
  const asked = fields.filter(({ kinds }) => !kinds || kinds.includes(kind));
  if (asked.length === 0) return null;
  return (
    <section className="sheet-part">
      <h2 className="sheet-title">{t('register.fields')}</h2>
      <div className="sheet-grid">
        {asked.map((field) => (
          <PackFieldInput
            key={field.key}
            field={field}
            value={values[field.key] ?? null}
            onChange={(value) => {
              set(({ fields: before }) => ({ fields: { ...before, [field.key]: value } }));
              if (typeof value === 'string' && (field.searchable || ['vin', 'order', 'waybill'].includes(field.type)))
                onLookUp(value);
            }}
          />
        ))}
      </div>
    </section>
  );
});

/** One question of the pack, by its type. Shared with the case page. */
export function PackFieldInput({
  field,
  value,
  onChange,
}: {
  field: PackField;
  value: Value;
  onChange: (value: Value) => void;
}) {
  const t = useWords('complaints');
  const typed = typeof value === 'string' ? value : '';
  const label = field.unit ? `${field.title}（${field.unit}）` : field.title;
  const problem = field.type === 'vin' && typed.length >= 17 ? vinProblem(typed) : null;
  const hint = problem ? t(`register.vin.${problem}`) : field.hint;
  if (field.type === 'choice') {
    return (
      <Field label={label} hint={hint}>
        <Select
          allowClear
          placeholder={t('register.notSaid')}
          value={value as string | null}
          options={asOptions(field.choices ?? [])}
          onChange={(chosen) => onChange(chosen ?? null)}
        />
      </Field>
    );
  }
  if (field.type === 'yes-no') {
    const answer = typeof value === 'boolean' ? (value ? 'yes' : 'no') : null;
    return (
      <Field label={label} hint={hint}>
        <Select
          allowClear
          placeholder={t('register.notSaid')}
          value={answer}
          options={['yes', 'no'].map((key) => ({ value: key, label: t(`register.${key}`) }))}
          onChange={(chosen) => onChange(chosen === undefined || chosen === null ? null : chosen === 'yes')}
        />
      </Field>
    );
  }
  if (field.type === 'number') {
    return (
      <Field label={label} hint={hint}>
        <InputNumber
          style={{ width: '100%' }}
          value={typeof value === 'number' ? value : null}
          controls={false}
          onChange={(number) => onChange(typeof number === 'number' ? number : null)}
        />
      </Field>
    );
  }
  if (field.type === 'date-time') {
    return (
      <Field label={label} hint={hint}>
        <DateTime value={Number.isNaN(Date.parse(typed)) ? null : typed} onChange={onChange} />
      </Field>
    );
  }
  const isCode = field.type !== 'text';
  return (
    <Field label={label} hint={hint}>
      <Input
        autoComplete="off"
        spellCheck={!isCode}
        maxLength={200}
        className={isCode ? 'as-typed' : ''}
        value={typed}
        onChange={({ target }) =>
          onChange(field.type === 'vin' || field.type === 'plate' ? target.value.toUpperCase() : target.value)
        }
      />
    </Field>
  );
}
