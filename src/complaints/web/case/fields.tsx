import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { fenOf } from '../../../base/web/money.ts';
import { DateTime } from '../../../ui/DateTime.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Choices } from '../Choices.tsx';

/** The values of one form. They live in the form alone, so that a change by somebody else never wipes them. */
export function useFields<T extends object>(initial: T | (() => T)) {
  const [values, setValues] = useState(initial);
  const put = (some: Partial<T>): void => setValues((before) => ({ ...before, ...some }));
  return { values, put, reset: setValues };
}

/** A list inside a dialog must open inside it: the browser draws the dialog above everything else. */
export const popupPlace = (trigger: HTMLElement): HTMLElement => trigger.closest('dialog') ?? document.body;

interface Labelled {
  label: string;
  hint?: string;
  required?: boolean;
}

interface TextProps extends Labelled {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  max: number;
  placeholder?: string;
  autoFocus?: boolean;
  inputMode?: 'numeric' | 'decimal' | 'tel' | 'text';
}

/** One line, or as many as `rows` says. */
export function TextField({
  value,
  onChange,
  rows = 1,
  max,
  placeholder,
  autoFocus,
  inputMode,
  ...labelled
}: TextProps) {
  const common = {
    value,
    placeholder,
    autoFocus,
    maxLength: max,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <Field {...labelled}>
      {rows > 1 ? (
        <Input.TextArea {...common} autoSize={{ minRows: rows, maxRows: 12 }} />
      ) : (
        <Input {...common} inputMode={inputMode} />
      )}
    </Field>
  );
}

/** What one may add to nearly every act. */
export function NoteField({
  value,
  onChange,
  max = 1000,
}: {
  value: string;
  onChange: (value: string) => void;
  max?: number;
}) {
  const t = useWords('complaints');
  return <TextField label={t('case.noteOptional')} rows={2} max={max} value={value} onChange={onChange} />;
}

interface Choice<K extends string = string> {
  key: K;
  title: string;
  disabled?: boolean;
}

interface PickProps<K extends string> extends Labelled {
  choices: readonly Choice<K>[];
  value: K | null;
  onChange: (value: K | null) => void;
  placeholder?: string;
  clear?: boolean;
}

/** One of a long list, found by typing. */
export function PickField<K extends string>({
  choices,
  value,
  onChange,
  placeholder,
  clear,
  ...labelled
}: PickProps<K>) {
  return (
    <Field {...labelled}>
      <Select
        className="case-wide"
        value={value}
        placeholder={placeholder}
        allowClear={clear}
        showSearch={choices.length > 8 ? { optionFilterProp: 'label' } : false}
        getPopupContainer={popupPlace}
        options={choices.map(({ key, title, disabled }) => ({ value: key, label: title, disabled }))}
        onChange={(chosen) => onChange((chosen as K | undefined) ?? null)}
      />
    </Field>
  );
}

/** Some of a list. */
export function PickManyField({
  choices,
  value,
  onChange,
  ...labelled
}: Labelled & { choices: readonly Choice[]; value: string[]; onChange: (value: string[]) => void }) {
  return (
    <Field {...labelled}>
      <Select
        className="case-wide"
        mode="multiple"
        value={value}
        onChange={onChange}
        showSearch={{ optionFilterProp: 'label' }}
        getPopupContainer={popupPlace}
        options={choices.map(({ key, title }) => ({ value: key, label: title }))}
      />
    </Field>
  );
}

/** One of a few, all in sight. */
export function ChipsField<K extends string>({ label, hint, required, choices, value, onChange, clear }: PickProps<K>) {
  return (
    <div className="field">
      <Choices
        label={required ? `${label} *` : label}
        choices={choices}
        value={value}
        onChange={onChange}
        clearable={clear}
      />
      {hint && <div className="field-hint">{hint}</div>}
    </div>
  );
}

export function WhenField({
  value,
  onChange,
  ...labelled
}: Labelled & { value: string | null; onChange: (value: string | null) => void }) {
  return (
    <Field {...labelled}>
      <DateTime value={value} onChange={onChange} />
    </Field>
  );
}

/** An amount as typed in yuan; the form keeps the text, `fenOf` gives the fen. */
export function YuanField({
  value,
  onChange,
  wrong,
  ...labelled
}: Labelled & { value: string; onChange: (value: string) => void; wrong: string }) {
  const bad = value.trim() !== '' && fenOf(value) === null;
  return (
    <Field {...labelled} error={bad ? wrong : undefined}>
      <Input
        value={value}
        prefix="¥"
        inputMode="decimal"
        maxLength={16}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

export function CheckField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  return (
    <div className="field">
      <Checkbox checked={value} onChange={(event) => onChange(event.target.checked)}>
        {label}
      </Checkbox>
    </div>
  );
}
